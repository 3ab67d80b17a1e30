import { trainModels } from "../../engine/train-models.js";
import type { TrainableSpec, TrainerState } from "../../engine/trainer.js";
import { SweepfieldError } from "../../error.js";
import { parseJson, type JsonObject } from "../../io/json.js";
import { readWeights, writeWeights } from "../../io/weights-file.js";
import { tensorsOf, vectorOf } from "../../models/parameter-vector.js";
import type { ModelSpec } from "../../models/spec.js";
import { validateSpec } from "../../models/validate.js";
import { independentNats, uniformNats } from "../../training/baselines.js";
import { trainingData, type TrainingData } from "../../training/data.js";
import { openTraining, TRAINING, type Loss, type TrainingRun, type TrainingSettings } from "../../training/run.js";
import { deviceFlag, givenSize, integerFlag, numberFlag, shown } from "../arguments.js";
import type { Command, CommandInput } from "../command.js";
import { openDevice } from "../device.js";
import { inFile, readUserFile } from "../files.js";
import { note, print, printJson, progressLine } from "../output.js";
import { readData } from "../read-data.js";
import { saveFile } from "../save-file.js";
import { formatTable } from "../table.js";

const MAX_SPEC_BYTES = 2 ** 20;
const MAX_WEIGHTS_BYTES = 2 ** 29;
const MOST_STEPS = 10_000_000;
/** Milliseconds between two checkpoints of a run that goes on. */
const SAVE_MS = 60_000;

export const train: Command = {
  name: "train",
  summary: "trains a model that draws images, on built-in or own images",
  usage: `
usage: sweepfield train --model SPEC.json [--data FILE|builtin] [FLAGS]
       sweepfield train --resume FILE.safetensors [FLAGS]

  --model FILE      the model (JSON) with a conditional: {"kind":"bernoulli"} or {"kind":"gaussian","sigma":0.1,"levels":256}
  --data FILE       IDX (also gzip), CSV of pixels, a folder or a zip of pictures; builtin or builtin:COUNT (builtin)
  --size HxW        images are scaled to this (their own; builtin 28x28)
  --binarise T      of a Bernoulli: 1 from this share of white on, else 0 (0.5)
  --held-out N      images that are not learned from (a fifth, at most 2000)
  --steps N         steps in all, those before --resume included (1000)
  --batch N         images of a step (${TRAINING.batch})
  --learning-rate R of Adam (${TRAINING.learningRate})
  --warm-up N       steps over which the rate rises (${TRAINING.warmUp})
  --clip R          global norm of the gradient, 0 for no clipping (${TRAINING.clip})
  --seed S          of weights, batches, split and built-in images (${TRAINING.seed})
  --out FILE        safetensors: weights by torch's names, and what --resume needs
  --weights-only    the weights alone, a third of the size; --resume cannot go on from them
  --resume FILE     go on from such a file, with its model, data and settings
  --device gpu|cpu  what runs it (gpu)
  --json            one JSON object

Ctrl-C ends the run after its step and leaves FILE complete. nats are per image; train is measured on as many images as
are held out. uniform and independent are the nats of knowing nothing and of knowing every pixel by itself.
`.trim(),
  options: {
    model: { type: "string" },
    data: { type: "string" },
    size: { type: "string" },
    binarise: { type: "string" },
    "held-out": { type: "string" },
    steps: { type: "string" },
    batch: { type: "string" },
    "learning-rate": { type: "string" },
    "warm-up": { type: "string" },
    clip: { type: "string" },
    seed: { type: "string" },
    out: { type: "string" },
    "weights-only": { type: "boolean" },
    resume: { type: "string" },
    device: { type: "string" },
    json: { type: "boolean" },
  },
  async run(input) {
    if (input.positionals.length > 0) throw usage(`train takes flags alone, not ${shown(input.positionals[0]!)}`);
    const kind = deviceFlag(input);
    const before = await resumed(input);
    const plan = planOf(input, before?.settings ?? {});
    const spec = before?.spec ?? (await specFlag(input));
    const data = await dataOf(spec, plan);
    if (plan.out === undefined) note("without --out FILE the weights are not kept");
    const device = await openDevice(kind);
    const progress = progressLine();
    try {
      const engine = await device.runner(trainModels);
      const run = await openTraining({
        spec,
        data,
        settings: plan.settings,
        ...(before && { state: before.state }),
        engine: async () => engine,
      });
      const milliseconds = await trained(run, spec, plan, input.signal, progress.show);
      progress.clear();
      const report = await reportOf(run, spec, data, input.signal);
      if (input.values["json"] === true)
        printJson({ ...report, milliseconds: Math.round(milliseconds), resumed: before !== null });
      else print(reportTable(report, milliseconds));
      run.release();
      return 0;
    } finally {
      progress.clear();
      await device.close();
    }
  },
};

const usage = (message: string): SweepfieldError => new SweepfieldError("usage", message);

/** What a run is told, and what a checkpoint says of it. */
interface TrainPlan {
  readonly settings: TrainingSettings;
  readonly steps: number;
  readonly data: string;
  readonly size: readonly [number, number] | undefined;
  readonly binarise: number;
  readonly heldOut: number | undefined;
  readonly out: string | undefined;
  readonly weightsOnly: boolean;
}

const textFlag = (input: CommandInput, name: string): string | undefined => {
  const value = input.values[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** Flags, and where they are absent what the checkpoint was trained with. What would change its batches is refused. */
function planOf(input: CommandInput, before: JsonObject): TrainPlan {
  const known = (name: string, fallback: number): number => {
    const value = before[name];
    return typeof value === "number" ? value : fallback;
  };
  for (const name of ["data", "size", "binarise", "held-out", "batch", "seed"]) {
    const was = before[name];
    if (was !== undefined && textFlag(input, name) !== undefined && input.values[name] !== String(was))
      throw usage(
        `--${name} ${shown(textFlag(input, name)!)}: the file was trained with ${was}; leave it out, or start anew`,
      );
  }
  const size = textFlag(input, "size") ?? (typeof before["size"] === "string" ? before["size"] : undefined);
  const sized = { ...input, values: { ...input.values, size } };
  const heldOut = integerFlag(input, "held-out", { min: 1, max: 10_000_000, fallback: known("held-out", 0) });
  return {
    settings: {
      batch: integerFlag(input, "batch", { min: 1, max: 4096, fallback: known("batch", TRAINING.batch) }),
      learningRate: numberFlag(input, "learning-rate", {
        min: 0,
        max: 10,
        fallback: known("learning-rate", TRAINING.learningRate),
      }),
      warmUp: integerFlag(input, "warm-up", { min: 0, max: MOST_STEPS, fallback: known("warm-up", TRAINING.warmUp) }),
      clip: numberFlag(input, "clip", { min: 0, max: 1e9, fallback: known("clip", TRAINING.clip) }),
      seed: integerFlag(input, "seed", { min: 0, max: 2 ** 32 - 1, fallback: known("seed", TRAINING.seed) }),
    },
    steps: integerFlag(input, "steps", { min: 0, max: MOST_STEPS, fallback: 1000 }),
    data: textFlag(input, "data") ?? (typeof before["data"] === "string" ? before["data"] : "builtin"),
    size: givenSize(sized, 512),
    binarise: numberFlag(input, "binarise", { min: 1e-6, max: 1, fallback: known("binarise", 0.5) }),
    heldOut: heldOut || undefined,
    out: textFlag(input, "out"),
    weightsOnly: input.values["weights-only"] === true,
  };
}

/** The same by the names of the flags, as a checkpoint keeps it. */
const keptSettings = ({ settings, data, size, binarise }: TrainPlan, heldOut: number): JsonObject => ({
  data,
  ...(size && { size: size.join("x") }),
  binarise,
  "held-out": heldOut,
  batch: settings.batch,
  "learning-rate": settings.learningRate,
  "warm-up": settings.warmUp,
  clip: settings.clip,
  seed: settings.seed,
});

const drawable = (spec: ModelSpec): TrainableSpec => {
  if (spec.kind === "row-lstm" || spec.kind === "diagonal-bilstm")
    throw usage(`a ${spec.kind} is not trained here; use a pixelcnn, a gated-pixelcnn or an mdrnn`);
  if (!spec.conditional)
    throw usage(
      'the model has no conditional; add "conditional": {"kind":"bernoulli"} or {"kind":"gaussian","sigma":0.1,"levels":256}',
    );
  return { ...spec, conditional: spec.conditional };
};

async function specFlag(input: CommandInput): Promise<TrainableSpec> {
  const path = textFlag(input, "model");
  if (path === undefined) throw usage("train needs a model; write --model spec.json, or --resume FILE");
  const text = (await readUserFile(path, MAX_SPEC_BYTES)).toString("utf8");
  return inFile(path, () => drawable(validateSpec(parseJson(text, "spec-invalid"))));
}

async function resumed(
  input: CommandInput,
): Promise<{ readonly spec: TrainableSpec; readonly state: TrainerState; readonly settings: JsonObject } | null> {
  const path = textFlag(input, "resume");
  if (path === undefined) return null;
  if (textFlag(input, "model") !== undefined) throw usage("--resume brings its model; leave --model out");
  const bytes = await readUserFile(path, MAX_WEIGHTS_BYTES);
  return inFile(path, () => {
    const { spec, weights, checkpoint } = readWeights(bytes);
    if (!checkpoint)
      throw new SweepfieldError("weights-invalid", "it holds weights alone; resume from a file that train wrote");
    const { m, v, step, settings } = checkpoint;
    const state = { weights: vectorOf(spec, weights), m: vectorOf(spec, m), v: vectorOf(spec, v), step };
    return { spec: drawable(spec), state, settings };
  });
}

async function dataOf(
  spec: TrainableSpec,
  { data, size, settings, binarise, heldOut }: TrainPlan,
): Promise<TrainingData> {
  const progress = progressLine();
  try {
    const images = await readData({
      from: data,
      size: size && { height: size[0], width: size[1] },
      channels: spec.inputs,
      seed: settings.seed,
      onProgress: (done, total) => progress.show(`image ${done} of ${total}`),
    });
    const held = heldOut ?? Math.max(1, Math.min(2000, Math.floor(images.count / 5)));
    return trainingData(spec, images, { seed: settings.seed, heldOut: held, threshold: binarise });
  } finally {
    progress.clear();
  }
}

/** Trains to the end, or until Ctrl-C, keeping a checkpoint; gives the milliseconds. */
async function trained(
  run: TrainingRun,
  spec: TrainableSpec,
  plan: TrainPlan,
  signal: AbortSignal | undefined,
  show: (text: string) => void,
): Promise<number> {
  const started = performance.now();
  const from = run.step;
  const save = async (): Promise<void> => {
    if (plan.out !== undefined) await saveFile(plan.out, await checkpointOf(run, spec, plan));
  };
  let saved = started;
  const every = Math.max(1, Math.ceil((plan.steps - from) / 20));
  let recent = NaN;
  while (run.step < plan.steps) {
    if (signal?.aborted) break;
    const { nats, step } = await run.next();
    recent = Number.isNaN(recent) ? nats : 0.9 * recent + 0.1 * nats;
    const now = performance.now();
    const left = ((now - started) / (step - from)) * (plan.steps - step);
    show(`step ${step} of ${plan.steps}: ${recent.toFixed(2)} nats an image, ${(left / 1000).toFixed(0)} s left`);
    if (process.stderr.isTTY !== true && (step - from) % every === 0)
      note(
        `step ${step} of ${plan.steps}: ${recent.toFixed(2)} nats an image, after ${((now - started) / 1000).toFixed(0)} s`,
      );
    if (now - saved > SAVE_MS) {
      saved = now;
      await save();
    }
  }
  await save();
  if (!signal?.aborted) return performance.now() - started;
  const kept =
    plan.out === undefined
      ? "nothing is kept"
      : plan.weightsOnly
        ? `${plan.out} holds its weights`
        : `${plan.out} holds it; go on with --resume ${plan.out}`;
  note(`stopped after step ${run.step} of ${plan.steps}; ${kept}`);
  throw new SweepfieldError("cancelled", "the run was cancelled");
}

async function checkpointOf(run: TrainingRun, spec: TrainableSpec, plan: TrainPlan): Promise<Uint8Array> {
  const { weights, m, v, step } = await run.state();
  const { heldOut, images } = run.data;
  const settings = keptSettings(plan, heldOut.length);
  return writeWeights({
    spec,
    weights: tensorsOf(spec, weights),
    image: [images.height, images.width],
    checkpoint: plan.weightsOnly ? null : { m: tensorsOf(spec, m), v: tensorsOf(spec, v), step, settings },
  });
}

interface TrainReport {
  readonly steps: number;
  readonly heldOut: Loss;
  readonly train: Loss;
  readonly baselines: { readonly uniform: number; readonly independent: number };
}

async function reportOf(
  run: TrainingRun,
  spec: TrainableSpec,
  data: TrainingData,
  signal: AbortSignal | undefined,
): Promise<TrainReport> {
  const options = signal ? { signal } : {};
  return {
    steps: run.step,
    heldOut: await run.evaluate(data.heldOut, options),
    train: await run.evaluate(data.train.subarray(0, data.heldOut.length), options),
    baselines: {
      uniform: uniformNats(spec.conditional, data.numbers),
      independent: independentNats(spec.conditional, data),
    },
  };
}

const reportTable = ({ steps, heldOut, train: learned, baselines }: TrainReport, milliseconds: number): string => {
  const bits = ({ bitsPerDimension }: Loss): string => bitsPerDimension?.toFixed(4) ?? "n/a: a density";
  const rows = [
    [`held out, after ${steps} steps`, heldOut.nats.toFixed(2), bits(heldOut)],
    ["training images", learned.nats.toFixed(2), bits(learned)],
    ["every pixel by itself", baselines.independent.toFixed(2), ""],
    ["knowing nothing", baselines.uniform.toFixed(2), ""],
  ];
  const columns = [{ title: "" }, { title: "nats an image" }, { title: "bits a dimension" }];
  return `${formatTable(columns, rows)}\n${(milliseconds / 1000).toFixed(1)} s of training`;
};
