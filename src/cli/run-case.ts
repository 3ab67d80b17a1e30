/** Runs one conformance case on a device and in the float64 reference. */
import type { RunOptions } from "../engine/run.js";
import { runModels } from "../engine/run-models.js";
import { runSequences } from "../engine/run-sequences.js";
import { trainModels } from "../engine/train-models.js";
import { freshState } from "../engine/trainer.js";
import type { parseAnyCase } from "../io/cases.js";
import type { ConformanceCase } from "../io/conformance.js";
import type { SequenceCase } from "../io/sequence-case.js";
import type { TrainingCase } from "../io/training-case.js";
import { layerChannels } from "../models/layers.js";
import { vectorOf } from "../models/parameter-vector.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { referenceBackward } from "../reference/backward.js";
import { referenceForward } from "../reference/forward.js";
import { referenceSequence, referenceSequenceBackward } from "../reference/sequence.js";
import { referenceStep, startTraining } from "../reference/training.js";
import { scheduleFor, schedulesFor } from "../schedule/schedules.js";
import { sequenceSchedule } from "../schedule/sequence.js";
import type { Device } from "./device.js";

export type AnyCase = ReturnType<typeof parseAnyCase>;

/** The names of outputs, which are no gradients. */
export const OUTPUTS: readonly string[] = ["y", "hT", "cT", "losses"];

/** Outputs and, where the case starts them, gradients, by name: of the device and of the float64 reference. */
interface Computed {
  readonly device: Tensors;
  readonly reference: Tensors;
}

/** The same with what the case wants of it. */
interface CaseRun extends Computed {
  readonly want: Tensors;
  /** Tensors that the case holds and that were not computed. */
  readonly notCompared: readonly string[];
}

/** Everything that the case holds: losses, or outputs and, where it gives the gradient of the output, all gradients. */
export async function runCase(content: AnyCase, device: Device, options: RunOptions): Promise<CaseRun> {
  if (content.over === "training") {
    return {
      want: { losses: lossesOf(content.losses) },
      notCompared: [],
      ...(await training(content, device, options)),
    };
  }
  const { outputs, gradients } = content;
  const seeds = Object.keys(content.outputGradients).filter((name) => OUTPUTS.includes(name));
  const goesBack = Object.keys(gradients).length > 0 && seeds.length > 0;
  const want: Tensors = { ...outputs, ...(goesBack && gradients) };
  const computed =
    content.over === "time"
      ? await overTime(content, goesBack, device, options)
      : await overImage(content, goesBack, device, options);
  return { want, notCompared: Object.keys(gradients).filter((name) => !Object.hasOwn(want, name)), ...computed };
}

async function overImage(
  { spec, x, weights, outputGradients }: ConformanceCase,
  goesBack: boolean,
  device: Device,
  options: RunOptions,
): Promise<Computed> {
  const outputGradient = goesBack ? outputGradients["y"] : undefined;
  const reference = {
    y: referenceForward(spec, x, weights).at(-1)!,
    ...(outputGradient && referenceBackward(spec, x, weights, outputGradient).gradients),
  };
  const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height: x.shape[2]!, width: x.shape[3]! });
  const run = await device.runner(runModels);
  const trace = await run(spec, schedule, { x, weights, ...(outputGradient && { outputGradient }) }, options);
  const y = await trace.activations(layerChannels(spec).length - 1);
  const computed = { y, ...(await trace.backward?.gradients()) };
  trace.release();
  return { device: computed, reference };
}

async function overTime(
  { spec, inputs, outputGradients }: SequenceCase,
  goesBack: boolean,
  device: Device,
  options: RunOptions,
): Promise<Computed> {
  const reference = {
    ...referenceSequence(spec, inputs).outputs,
    ...(goesBack && referenceSequenceBackward(spec, inputs, outputGradients).gradients),
  };
  const schedule = sequenceSchedule(spec, "pipelined", inputs.x.shape[0]!);
  const run = await device.runner(runSequences);
  const trace = await run(spec, schedule, { ...inputs, ...(goesBack && { outputGradients }) }, options);
  const computed = { ...(await trace.outputs()), ...(await trace.backward?.gradients()) };
  trace.release();
  return { device: computed, reference };
}

const lossesOf = (losses: readonly number[]): Tensor => ({ shape: [losses.length], data: Float64Array.from(losses) });

/** The mean nats per pixel and channel of every batch, before its step. */
async function training(
  { spec, weights, batches, optimizer }: TrainingCase,
  device: Device,
  options: RunOptions,
): Promise<Computed> {
  const [batch, , height, width] = batches[0]!.shape as [number, number, number, number];
  const open = await device.runner(trainModels);
  const trainer = await open(spec, { batch, height, width }, freshState(vectorOf(spec, weights)));
  const got: number[] = [];
  const wanted: number[] = [];
  let reference = startTraining(weights);
  try {
    for (const x of batches) {
      const { nats } = await trainer.train(x.data, optimizer, options);
      got.push(nats.reduce((sum, value) => sum + value, 0) / x.data.length);
      const { loss, next } = referenceStep(spec, x, reference, optimizer);
      wanted.push(loss);
      reference = next;
    }
  } finally {
    trainer.release();
  }
  return { device: { losses: lossesOf(got) }, reference: { losses: lossesOf(wanted) } };
}
