import { SweepfieldError } from "../../error.js";
import { parseJson } from "../../io/json.js";
import type { AttentionOptions } from "../../models/attention.js";
import type { ImageSize } from "../../models/count.js";
import type { CnnCount } from "../../models/cnn/count.js";
import { CNN_PRESET_NAMES } from "../../models/cnn/presets.js";
import { pytorchSource } from "../../models/cnn/pytorch.js";
import { isCnnKind } from "../../models/cnn/spec.js";
import { notationHelp } from "../../models/cnn/words.js";
import { PLACEMENT_NAMES, validateResidualSpec } from "../../models/residual.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../models/presets.js";
import { isSequenceKind, isSequenceSpec, validateSequenceSpec, type SequenceSpec } from "../../models/sequence.js";
import type { SequenceSize } from "../../models/sequence-count.js";
import type { ModelSpec } from "../../models/spec.js";
import { validateSpec } from "../../models/validate.js";
import { choiceFlag, didYouMean, integerFlag, shown } from "../arguments.js";
import { cnnReport } from "../cnn-report.js";
import { cnnTable } from "../cnn-table.js";
import type { Command, CommandInput } from "../command.js";
import { CNN_FLAGS, countedFromFlags, countedFromSpec } from "../count-cnn.js";
import { attentionReport, countReport, residualReport, sequenceReport, type CountReport } from "../count-report.js";
import { countTable } from "../count-table.js";
import { inFile, readUserFile } from "../files.js";
import { print, printJson } from "../output.js";

const MAX_SPEC_BYTES = 16 * 2 ** 20;

/** What every preset takes: depth, channels and the maps of the input. */
type Stack = Required<AttentionOptions>;

/** A model by its name: the flags that it has beyond those of every stack, and how it is counted. */
interface CountedModel {
  readonly flags: readonly string[];
  /** Whether it runs over time: no image then, and one layer unless --depth says otherwise. */
  readonly overTime?: true;
  report(stack: Stack, size: ImageSize, input: CommandInput): CountReport;
}

const overTime = (specOf: (stack: Stack) => SequenceSpec): CountedModel => ({
  flags: ["steps", "batch"],
  overTime: true,
  report: (stack, _, input) => sequenceReport(specOf(stack), sequenceSize(input)),
});

const ofSpec = (flags: readonly string[], specOf: (stack: Stack, input: CommandInput) => ModelSpec): CountedModel => ({
  flags,
  report: (stack, size, input) => countReport(specOf(stack, input), size),
});

const MODELS: Readonly<Record<string, CountedModel>> = {
  pixelcnn: ofSpec(["kernel", "context"], (stack, input) =>
    pixelCnn({
      ...stack,
      kernel: kernelFlag(input),
      context: choiceFlag(input, "context", ["raster", "quadrant"], "raster"),
    }),
  ),
  "gated-pixelcnn": ofSpec(["kernel"], (stack, input) => gatedPixelCnn({ ...stack, kernel: kernelFlag(input) })),
  mdrnn: ofSpec(["cell", "directions"], (stack, input) =>
    mdrnn({
      ...stack,
      cell: choiceFlag(input, "cell", ["rnn", "lstm"], "rnn"),
      directions: choiceFlag(input, "directions", ["1", "4"], "1") === "4" ? 4 : 1,
    }),
  ),
  "row-lstm": ofSpec([], (stack) => rowLstm(stack)),
  "diagonal-bilstm": ofSpec([], (stack) => diagonalBiLstm(stack)),
  attention: { flags: [], report: attentionReport },
  residual: {
    flags: ["placement", "weight"],
    report: ({ channels, depth }, size, input) =>
      residualReport(
        {
          kind: "residual",
          placement: choiceFlag(input, "placement", PLACEMENT_NAMES, "original"),
          blocks: depth,
          width: channels,
          weight: choiceFlag(input, "weight", ["dense", "conv"], "dense"),
          norm: true,
        },
        size,
      ),
  },
  lstm: overTime(({ inputs, channels, depth }) => ({ kind: "lstm", inputs, hidden: channels, layers: depth })),
  rnn: overTime(({ inputs, channels, depth }) => ({
    kind: "rnn",
    inputs,
    hidden: channels,
    layers: depth,
    activation: "tanh",
  })),
};

const NAMES = [...Object.keys(MODELS), "cnn"];
const STACK_FLAGS = ["depth", "channels", "inputs"];
const IMAGE_FLAGS = ["height", "width"];
const TIME_FLAGS = ["steps", "batch"];
const MODEL_FLAGS = [...STACK_FLAGS, "kernel", "context", "cell", "directions", "placement", "weight", ...TIME_FLAGS];

/** A list over several lines, the later ones indented. */
const wrapped = (text: string, indent: number): string => text.replace(/(.{60,78}) /g, `$1\n${" ".repeat(indent)}`);

export const count: Command = {
  name: "count",
  summary: "parameters, connections, steps, memory and receptive field of a model",
  usage: `
usage: sweepfield count MODEL|SPEC.json [FLAGS]
       sweepfield count cnn --input CxHxW --layers "Conv3-64, MaxPool, …" | --preset NAME | FILE.txt|.json

  MODEL                   pixelcnn, gated-pixelcnn, mdrnn, row-lstm, diagonal-bilstm, attention, residual, lstm, rnn or cnn

  --height H, --width W   the image (28, 28)
  --steps T, --batch N    lstm, rnn: steps in time and sequences at once (100, 1), in place of the image
  --depth D               layers (7; lstm, rnn: 1)
  --channels K            maps in every layer and, unless --inputs says otherwise, in the input (16)
  --inputs N              maps of the input
  --kernel N              pixelcnn, gated-pixelcnn: side of the kernels, odd (3); mask A first, then B
  --context C             pixelcnn: raster (all earlier pixels) or quadrant (north-west only)
  --cell C                mdrnn: rnn or lstm (MDLSTM)
  --directions N          mdrnn: 1 or 4; four sweeps, one from each corner
  --placement P           residual: original and the other placements of sweepfield flow
  --weight W              residual: dense (matrices) or conv (3×3); --depth counts blocks of two weights
  --input CxHxW           cnn: the image, before what a preset or a file says
  --layers "…"            cnn: the layers; FILE.txt holds the same
  --preset NAME           cnn: ${wrapped(CNN_PRESET_NAMES.join(", "), 26)}
  --pytorch               cnn: the net as PyTorch code, with its total as a check
  --json                  one JSON object

Layers of a cnn:
${notationHelp()
  .map(([example, says]) => `  ${example.padEnd(30)} ${says}`)
  .join("\n")}

A SPEC.json brings its own depth, channels and kernels.
connections: one multiplication each. Padded taps, masked taps and biases are none.
parameters: all numbers in the weight buffers. Biases count where a layer has them, and so do stored masked taps.
macs: live taps at every position, on the padding too.
steps: training is the longest chain of matrix-vector products; sampling counts pixels drawn one after the other,
from a recurrent model as a generator: its first layer does not read the pixel that is to be drawn.
receptive field: of an interior output; window is the full causal window of the same reach, blind their difference.
memory: bytes of the float32 numbers that training keeps: outputs and, where units are gated, gates and states.
attention: causal, one head, counted from who reads whom; not executed.
lstm, rnn: as in PyTorch, two biases a layer; connections of one sequence unrolled over T steps, macs and memory of the batch;
training takes T + d - 1 steps where the layers run one step apart, T d layer by layer.
residual: batch norm included; memory for one image, or one vector.
cnn: parameters are those that are trained; buffers of batch norm stand apart. Pooling reads without weights.
`.trim(),
  options: {
    ...Object.fromEntries(
      [...IMAGE_FLAGS, ...MODEL_FLAGS, ...CNN_FLAGS].map((name) => [name, { type: "string" as const }]),
    ),
    pytorch: { type: "boolean" },
    json: { type: "boolean" },
  },
  async run(input) {
    const [model, ...more] = input.positionals;
    const files = model === "cnn" ? 1 : 0;
    if (model === undefined || more.length > files)
      throw usage(
        `count takes one model: ${NAMES.join(", ")} or a SPEC.json${more.length > files ? `, not ${shown(more[files]!)} too` : ""}`,
      );
    const { report, table } = await countedAs(model, more[0], input);
    if (input.values["json"] === true) printJson(report);
    else print(table());
    return 0;
  },
};

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

/** What is printed: for tools, and for people. */
interface Printed {
  readonly report: object;
  table(): string;
}
const printed = (report: CountReport): Printed => ({ report, table: () => countTable(report) });
const cnnPrinted = (net: CnnCount, { values }: CommandInput): Printed => {
  const report = cnnReport(net);
  return { report, table: () => (values["pytorch"] === true ? pytorchSource(net) : cnnTable(report)) };
};

async function countedAs(model: string, file: string | undefined, input: CommandInput): Promise<Printed> {
  if (model === "cnn") {
    checkFlags(model, [...CNN_FLAGS, "pytorch"], input);
    return cnnPrinted(await countedFromFlags(input, file), input);
  }
  if (/\.txt$/i.test(model)) throw usage(`${shown(model)} holds layers; write count cnn ${shown(model)}`);
  if (/\.json$|[/\\]/i.test(model)) {
    const value = await readSpec(model);
    if (isCnnKind(value)) {
      checkFlags(model, ["input", "pytorch"], input);
      return cnnPrinted(
        inFile(model, () => countedFromSpec(value, input)),
        input,
      );
    }
    if (isResidualKind(value)) {
      checkFlags(model, IMAGE_FLAGS, input);
      return printed(
        residualReport(
          inFile(model, () => validateResidualSpec(value)),
          imageSize(input),
        ),
      );
    }
    const spec = inFile(model, () => (isSequenceKind(value) ? validateSequenceSpec(value) : validateSpec(value)));
    checkFlags(model, isSequenceSpec(spec) ? TIME_FLAGS : IMAGE_FLAGS, input);
    return printed(
      isSequenceSpec(spec) ? sequenceReport(spec, sequenceSize(input)) : countReport(spec, imageSize(input)),
    );
  }
  const counted = Object.hasOwn(MODELS, model) ? MODELS[model] : undefined;
  if (counted === undefined) {
    const fix = didYouMean(model, NAMES) || `; use ${NAMES.join(", ")} or a SPEC.json`;
    throw usage(`there is no model ${shown(model)}${fix}`);
  }
  checkFlags(model, [...STACK_FLAGS, ...counted.flags, ...(counted.overTime ? [] : IMAGE_FLAGS)], input);
  const channels = integerFlag(input, "channels", { min: 1, max: 1024, fallback: 16 });
  const stack = {
    depth: integerFlag(input, "depth", { min: 1, max: 256, fallback: counted.overTime ? 1 : 7 }),
    channels,
    inputs: integerFlag(input, "inputs", { min: 1, max: 1024, fallback: channels }),
  };
  return printed(counted.report(stack, imageSize(input), input));
}

const isResidualKind = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "residual";

const imageSize = (input: CommandInput): ImageSize => ({
  height: integerFlag(input, "height", { min: 1, max: 1024, fallback: 28 }),
  width: integerFlag(input, "width", { min: 1, max: 1024, fallback: 28 }),
});

const sequenceSize = (input: CommandInput): SequenceSize => ({
  steps: integerFlag(input, "steps", { min: 1, max: 100_000, fallback: 100 }),
  batch: integerFlag(input, "batch", { min: 1, max: 65_536, fallback: 1 }),
});

/** A flag that would have no effect is a mistake of the user. */
function checkFlags(model: string, allowed: readonly string[], input: CommandInput): void {
  const given = [...IMAGE_FLAGS, ...MODEL_FLAGS, ...CNN_FLAGS, "pytorch"].filter(
    (name) => input.values[name] !== undefined,
  );
  const foreign = given.find((name) => !allowed.includes(name));
  if (foreign !== undefined) throw usage(`--${foreign} does not apply to ${shown(model)}; leave it out`);
  if (input.values["pytorch"] === true && input.values["json"] === true)
    throw usage("--pytorch prints code and --json a report; leave one out");
}

function kernelFlag(input: CommandInput): number {
  const kernel = integerFlag(input, "kernel", { min: 3, max: 31, fallback: 3 });
  if (kernel % 2 === 0) throw usage(`--kernel ${kernel}: use an odd number from 3 to 31`);
  return kernel;
}

async function readSpec(path: string): Promise<unknown> {
  const text = (await readUserFile(path, MAX_SPEC_BYTES)).toString("utf8");
  return inFile(path, () => parseJson(text, "spec-invalid"));
}
