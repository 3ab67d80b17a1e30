import { trainModels } from "../../engine/train-models.js";
import { SweepfieldError } from "../../error.js";
import { writeWeights } from "../../io/weights-file.js";
import { tensorsOf } from "../../models/parameter-vector.js";
import type { TrainableSpec } from "../../models/spec.js";
import { trainingData, type TrainingData } from "../../training/data.js";
import { openTraining, TRAINING, type TrainingRun } from "../../training/run.js";
import { deviceFlag, shown } from "../arguments.js";
import type { Command } from "../command.js";
import { openDevice } from "../device.js";
import { note, print, printJson, progressLine } from "../output.js";
import { readData } from "../read-data.js";
import { saveFile } from "../save-file.js";
import { keptSettings, planOf, resumed, specFlag, type TrainPlan } from "../train-plan.js";
import { reportOf, reportTable } from "../train-report.js";

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
