import { setImmediate } from "node:timers/promises";
import { SweepfieldError } from "../../error.js";
import type { RunInputs } from "../../engine/run.js";
import { runModels } from "../../engine/run-models.js";
import { countModel } from "../../models/count.js";
import { layerChannels } from "../../models/layers.js";
import { initialWeights } from "../../models/initialise.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../models/presets.js";
import type { ModelSpec } from "../../models/spec.js";
import type { Tensor } from "../../models/tensor.js";
import { referenceForward } from "../../reference/forward.js";
import { stepFormula } from "../../schedule/formulas.js";
import { scheduleFor, schedulesFor } from "../../schedule/schedules.js";
import type { Trace } from "../../trace/trace.js";
import { deviceFlag, integerFlag, shown, sizeFlag } from "../arguments.js";
import type { Command, CommandInput } from "../command.js";
import { openDevice, type Device } from "../device.js";
import { maxAbsDifference } from "../difference.js";
import { print, printJson, progressLine } from "../output.js";
import { raceText, type RaceReport, type RaceRun } from "../race-report.js";
import { readImage } from "../read-image.js";
import { grouped } from "../table.js";

/** The float64 check runs on one thread; this much takes it about a minute. */
const MAX_MACS = 20_000_000_000n;

export const race: Command = {
  name: "race",
  summary: "PixelCNN against MDRNN on a picture, executed and counted",
  usage: `
usage: sweepfield race IMAGE [FLAGS]

Runs a PixelCNN layer by layer, and an MDRNN layer by layer, pipelined and in raster order, on one picture.

  --size HxW        the picture is scaled to this (28x28)
  --depth D         layers of both models (7)
  --channels K      maps of every layer (16)
  --kernel N        side of the PixelCNN's kernels, odd (3)
  --models A,B,…    which models, or all: pixelcnn, quadrant, gated, mdrnn, mdlstm, four-directions, row-lstm,
                    diagonal-bilstm (pixelcnn,mdrnn)
  --seed S          seed of the weights (1)
  --device gpu|cpu  what runs them (gpu)
  --json            one JSON object

IMAGE is a PNG, JPEG or WebP file. A grey picture goes in as one map, a coloured one as three, in [-1, 1]; each pixel is
one position (colourGroups 1), so the mask hides all three colours of it.
steps: sequential steps that were executed. dispatches: what was encoded for the GPU. time: measured, of the run alone.
The last column is the largest difference to a float64 reference over all activations of all layers.
`.trim(),
  options: {
    size: { type: "string" },
    depth: { type: "string" },
    channels: { type: "string" },
    kernel: { type: "string" },
    models: { type: "string" },
    seed: { type: "string" },
    device: { type: "string" },
    json: { type: "boolean" },
  },
  async run(input) {
    const [path, ...more] = input.positionals;
    if (path === undefined) throw usage("race needs a picture; write sweepfield race photo.jpg");
    if (more.length > 0) throw usage(`race takes one picture, not ${shown(more[0]!)} too`);
    const size = sizeFlag(input, { max: 512, fallback: [28, 28] });
    const flags = modelFlags(input);
    const kind = deviceFlag(input);
    const image = await readImage(path, size);
    const models = modelsFlag(input).map((name) => MODELS[name]!({ ...flags, inputs: image.x.shape[1]! }));
    for (const spec of models) checkWork(spec, size);

    const device = await openDevice(kind);
    try {
      const finished = await runAll(device, models, image.x, flags.seed, input.signal);
      const report: RaceReport = {
        image: { width: image.width, height: image.height },
        size,
        device: kind,
        adapter: finished[0]!.adapter,
        runs: finished.map(({ run }) => run),
      };
      if (input.values["json"] === true) printJson(report);
      else
        print(
          raceText(
            path,
            report,
            finished.map(({ formula }) => formula),
          ),
        );
      return 0;
    } finally {
      await device.close();
    }
  },
};

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

interface ModelFlags {
  readonly depth: number;
  readonly channels: number;
  readonly kernel: number;
  readonly inputs: number;
}

/** What `--models` knows, in the order in which it runs them. */
const MODELS: Readonly<Record<string, (flags: ModelFlags) => ModelSpec>> = {
  pixelcnn: pixelCnn,
  quadrant: (flags) => pixelCnn({ ...flags, context: "quadrant" }),
  gated: gatedPixelCnn,
  mdrnn: mdrnn,
  mdlstm: (flags) => mdrnn({ ...flags, cell: "lstm" }),
  "four-directions": (flags) => mdrnn({ ...flags, directions: 4 }),
  "row-lstm": rowLstm,
  "diagonal-bilstm": diagonalBiLstm,
};

function modelsFlag(input: CommandInput): readonly string[] {
  const given = input.values["models"];
  if (typeof given !== "string") return ["pixelcnn", "mdrnn"];
  if (given === "all") return Object.keys(MODELS);
  const names = given.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !Object.hasOwn(MODELS, name));
  if (unknown !== undefined)
    throw usage(`--models ${shown(unknown)}: use all, or some of ${Object.keys(MODELS).join(", ")}`);
  return [...new Set(names)];
}

function modelFlags(input: CommandInput) {
  const kernel = integerFlag(input, "kernel", { min: 3, max: 31, fallback: 3 });
  if (kernel % 2 === 0) throw usage(`--kernel ${kernel}: use an odd number from 3 to 31`);
  return {
    depth: integerFlag(input, "depth", { min: 1, max: 256, fallback: 7 }),
    channels: integerFlag(input, "channels", { min: 1, max: 1024, fallback: 16 }),
    kernel,
    seed: integerFlag(input, "seed", { min: 0, max: 2 ** 32 - 1, fallback: 1 }),
  };
}

function checkWork(spec: ModelSpec, [height, width]: readonly [number, number]): void {
  const { macs } = countModel(spec, { height, width });
  if (macs > MAX_MACS)
    throw new SweepfieldError(
      "limit-exceeded",
      `the ${spec.kind} would take ${grouped(macs)} multiply-adds, more than ${grouped(MAX_MACS)}; lower --size, --depth, --channels or --kernel`,
    );
}

/** The runs in their order, each compared with the reference of its model. */
async function runAll(
  device: Device,
  models: readonly ModelSpec[],
  x: Tensor<Float32Array>,
  seed: number,
  signal: AbortSignal | undefined,
): Promise<readonly { readonly run: RaceRun; readonly adapter: string; readonly formula: string }[]> {
  const size = { height: x.shape[2]!, width: x.shape[3]! };
  const progress = progressLine();
  const run = await device.runner(runModels);
  const finished = [];
  try {
    for (const spec of models) {
      progress.show(`${spec.kind}: float64 reference`);
      await setImmediate();
      const inputs: RunInputs = { x, weights: initialWeights(spec, seed) };
      const reference = referenceForward(spec, x, inputs.weights);
      for (const name of scheduleOrder(spec)) {
        const schedule = scheduleFor(spec, name, size);
        const trace = await run(spec, schedule, inputs, {
          ...(signal && { signal }),
          onProgress: (done, total) => progress.show(`${spec.kind}, ${name}: step ${done} of ${total}`),
        });
        finished.push({
          run: await runOf(trace, reference),
          adapter: trace.adapter,
          formula: stepFormula(spec, name).text,
        });
        trace.release();
      }
    }
    return finished;
  } finally {
    progress.clear();
  }
}

/** As the race shows them: layer by layer first, raster order last. */
const scheduleOrder = (spec: ModelSpec) => {
  const valid = schedulesFor(spec);
  return (["layers", "layerwise", "pipelined", "raster"] as const).filter((name) => valid.includes(name));
};

async function runOf(trace: Trace, reference: readonly Tensor[]): Promise<RaceRun> {
  let maxAbsError = 0;
  for (const [layer, want] of reference.entries())
    maxAbsError = Math.max(maxAbsError, maxAbsDifference((await trace.activations(layer)).data, want.data));
  if (!Number.isFinite(maxAbsError))
    throw new SweepfieldError(
      "engine-failed",
      `the ${trace.spec.kind} gave values that are not finite on ${trace.adapter}; try --device cpu`,
    );
  const channels = layerChannels(trace.spec);
  return {
    model: trace.spec.kind,
    ...variantOf(trace.spec),
    schedule: trace.schedule.name,
    depth: channels.length,
    channels: channels[0]!.outputs,
    steps: trace.steps,
    dispatches: trace.dispatches,
    milliseconds: trace.milliseconds,
    maxAbsError,
  };
}

/** What tells the models of one kind apart. */
const variantOf = (spec: ModelSpec): { readonly variant?: string } =>
  spec.kind === "mdrnn" && spec.directions === 4
    ? { variant: "4 directions" }
    : spec.kind === "mdrnn" && spec.layers[0]!.cell === "lstm"
      ? { variant: "lstm cells" }
      : spec.kind === "pixelcnn" && spec.context === "quadrant"
        ? { variant: "quadrant" }
        : {};
