import { SweepfieldError } from "../../error.js";
import { parseJson } from "../../io/json.js";
import { mdrnn, pixelCnn } from "../../models/presets.js";
import type { ModelSpec } from "../../models/spec.js";
import { validateSpec } from "../../models/validate.js";
import { choiceFlag, didYouMean, integerFlag, shown } from "../arguments.js";
import type { Command, CommandInput } from "../command.js";
import { countReport, type CountReport, type JsonInteger } from "../count-report.js";
import { inFile, readUserFile } from "../files.js";
import { print, printJson } from "../output.js";
import { formatTable, grouped } from "../table.js";

const MAX_SPEC_BYTES = 16 * 2 ** 20;

/** Flags that build a model, by the models that have them. */
const MODEL_FLAGS: Readonly<Record<string, readonly string[]>> = {
  pixelcnn: ["depth", "channels", "inputs", "kernel", "context"],
  mdrnn: ["depth", "channels", "inputs"],
};

const LATER_MODELS = new Set(["gated-pixelcnn", "lstm", "row-lstm", "diagonal-bilstm", "residual", "cnn", "attention"]);
const LATER_FLAGS = ["steps", "batch", "input", "layers", "preset", "directions", "cell"];

export const count: Command = {
  name: "count",
  summary: "parameters, connections, steps, memory and receptive field of a model",
  usage: `
usage: sweepfield count pixelcnn|mdrnn|SPEC.json [FLAGS]

  --height H, --width W   the image (28, 28)
  --depth D               layers (7)
  --channels K            maps in every layer and, unless --inputs says otherwise, in the input (16)
  --inputs N              maps of the input
  --kernel N              pixelcnn: side of its kernels, odd (3); mask A first, then B
  --context C             pixelcnn: raster (all earlier pixels) or quadrant (north-west only)
  --json                  one JSON object

A SPEC.json brings its own depth, channels and kernels.
connections: one multiplication each. Padded taps, masked taps and biases are none.
parameters: all numbers in the weight buffers. Biases count (every layer has them), and so do stored masked taps.
macs: live taps at every position, on the padding too.
steps: training is the longest chain of matrix-vector products; sampling counts pixels drawn one after the other.
receptive field: of an interior output; window is the full causal window of the same reach, blind their difference.
memory: bytes of the float32 activations that training keeps.
`.trim(),
  options: {
    ...Object.fromEntries(
      ["height", "width", "depth", "channels", "inputs", "kernel", "context", ...LATER_FLAGS].map((name) => [
        name,
        { type: "string" as const },
      ]),
    ),
    json: { type: "boolean" },
  },
  async run(input) {
    const [model, ...more] = input.positionals;
    if (model === undefined || more.length > 0)
      throw usage(
        `count takes one model: pixelcnn, mdrnn or a SPEC.json${more.length > 0 ? `, not ${shown(more[0]!)} too` : ""}`,
      );
    const spec = await specOf(model, input);
    const size = {
      height: integerFlag(input, "height", { min: 1, max: 1024, fallback: 28 }),
      width: integerFlag(input, "width", { min: 1, max: 1024, fallback: 28 }),
    };
    const report = countReport(spec, size);
    if (input.values["json"] === true) printJson(report);
    else print(countTable(report));
    return 0;
  },
};

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

async function specOf(model: string, input: CommandInput): Promise<ModelSpec> {
  if (/\.json$|[/\\]/i.test(model)) {
    checkFlags(model, [], input);
    return readSpec(model);
  }
  if (LATER_MODELS.has(model)) throw usage(`count ${model} is not available yet; count pixelcnn, mdrnn or a SPEC.json`);
  const flags = Object.hasOwn(MODEL_FLAGS, model) ? MODEL_FLAGS[model] : undefined;
  if (flags === undefined) {
    const fix = didYouMean(model, Object.keys(MODEL_FLAGS)) || "; use pixelcnn, mdrnn or a SPEC.json";
    throw usage(`there is no model ${shown(model)}${fix}`);
  }
  checkFlags(model, flags, input);
  return preset(model, input);
}

/** A flag that would have no effect is a mistake of the user. */
function checkFlags(model: string, allowed: readonly string[], input: CommandInput): void {
  const given = [...Object.values(MODEL_FLAGS).flat(), ...LATER_FLAGS].filter(
    (name) => input.values[name] !== undefined,
  );
  const later = given.find((name) => LATER_FLAGS.includes(name));
  if (later !== undefined) throw usage(`--${later} is not available yet; leave it out`);
  const foreign = given.find((name) => !allowed.includes(name));
  if (foreign !== undefined) throw usage(`--${foreign} does not apply to ${shown(model)}; leave it out`);
}

function preset(model: string, input: CommandInput): ModelSpec {
  const depth = integerFlag(input, "depth", { min: 1, max: 256, fallback: 7 });
  const channels = integerFlag(input, "channels", { min: 1, max: 1024, fallback: 16 });
  const inputs = integerFlag(input, "inputs", { min: 1, max: 1024, fallback: channels });
  if (model === "mdrnn") return mdrnn({ depth, channels, inputs });
  const kernel = integerFlag(input, "kernel", { min: 3, max: 31, fallback: 3 });
  if (kernel % 2 === 0) throw usage(`--kernel ${kernel}: use an odd number from 3 to 31`);
  const context = choiceFlag(input, "context", ["raster", "quadrant"], "raster");
  return pixelCnn({ depth, channels, inputs, kernel, context });
}

async function readSpec(path: string): Promise<ModelSpec> {
  const text = (await readUserFile(path, MAX_SPEC_BYTES)).toString("utf8");
  return inFile(path, () => validateSpec(parseJson(text, "spec-invalid")));
}

const shownInteger = (value: JsonInteger): string => grouped(BigInt(value));

export function countTable(report: CountReport): string {
  const { steps, receptiveField: field } = report;
  const [, height, width] = report.layers[0]!.output;
  const facts: readonly (readonly [string, string, string])[] = [
    ["parameters", shownInteger(report.parameters), "numbers stored, with biases and masked taps"],
    ["connections", shownInteger(report.connections), "multiplications, without padded taps and biases"],
    ["multiply-adds", shownInteger(report.macs), "live taps at every position"],
    ["steps, training", grouped(steps.training), "the minimum: longest chain of matrix-vector products"],
    ["steps, layer by layer", grouped(steps.layerwise), ""],
    ...(steps.sampling === null
      ? [["sampling", "none", "an output sees its own pixel"] as const]
      : ([
          ["sampling, naive", grouped(steps.sampling.naive), "pixels one after the other, the whole image each time"],
          ["sampling, cached", grouped(steps.sampling.cached), "pixels one after the other"],
          ["sampling, wavefront", grouped(steps.sampling.wavefront), "the minimum: longest chain of pixels"],
        ] as const)),
    ["widest step", grouped(report.peakWidth), "cells at once"],
    ["utilisation", `${(100 * report.utilisation).toFixed(1)} %`, "cells ÷ (steps · widest step)"],
    ["memory", shownInteger(report.memory), "bytes of float32 activations kept for training"],
    [
      "receptive field",
      field === null ? "unbounded" : grouped(field.size),
      field === null ? "" : `pixels of a causal window of ${grouped(field.window)}; blind spot ${grouped(field.blind)}`,
    ],
  ];
  const layers = report.layers.map((layer) => [
    layer.name,
    layer.output.join("×"),
    shownInteger(layer.parameters),
    shownInteger(layer.connections),
    shownInteger(layer.macs),
  ]);
  return [
    formatTable(
      [{ title: `${report.model}, ${height}×${width}` }, { title: "", align: "right" }, { title: "" }],
      facts,
    ),
    "",
    formatTable(
      [
        { title: "layer" },
        { title: "output" },
        { title: "parameters", align: "right" },
        { title: "connections", align: "right" },
        { title: "multiply-adds", align: "right" },
      ],
      layers,
    ),
  ].join("\n");
}
