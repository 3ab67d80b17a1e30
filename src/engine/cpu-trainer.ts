/** Training on the CPU: a step takes the state and a batch and gives back the next state, so that a worker can do it. */
import { unpackImage } from "../kernels/channel-layout.js";
import { lossOnCpu } from "../kernels/loss/cpu.js";
import { adamOnCpu, normOf } from "../kernels/optimiser/cpu.js";
import type { AdamSettings } from "../kernels/optimiser/settings.js";
import { tensorsOf, vectorOf } from "../models/parameter-vector.js";
import { scheduleFor, schedulesFor } from "../schedule/schedules.js";
import type { RunShape } from "./activations.js";
import type { CpuModel } from "./cpu-model.js";
import { CPU_ADAPTER, driveSweep, prepareCpuRun } from "./cpu-run.js";
import type { CpuRunner } from "./cpu-runner.js";
import type { RunOptions } from "./run.js";
import type { TrainableSpec } from "../models/spec.js";
import {
  checkBatch,
  checkState,
  copyState,
  requireFinite,
  type OpenTrainer,
  type TrainerState,
  type TrainRecord,
} from "./trainer.js";

export interface TrainJob {
  readonly spec: TrainableSpec;
  readonly shape: RunShape;
  readonly state: TrainerState;
  readonly x: Float32Array;
  readonly settings: AdamSettings;
}

export interface EvaluateJob {
  readonly spec: TrainableSpec;
  readonly shape: RunShape;
  readonly weights: Float32Array;
  readonly x: Float32Array;
}

/** The outputs of the last layer of a model that ran forward, (N, C, H, W). */
const outputsOf = ({ maps, outputs }: CpuModel, shape: readonly number[]): Float32Array => {
  const top = maps[outputs.at(-1)![0]!.map]!;
  return unpackImage(top.layout, shape, top.data, top.offset);
};

const prepare = ({ spec, shape, weights, x }: EvaluateJob, bar?: Float32Array) => {
  checkBatch(spec, shape, x);
  const { batch, height, width } = shape;
  const dimensions = [batch, spec.inputs, height, width];
  const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height, width });
  const inputs = { x: { shape: dimensions, data: x }, weights: tensorsOf(spec, weights) };
  const outputGradient = bar && { shape: dimensions, data: bar };
  const { model } = prepareCpuRun(spec, schedule, { ...inputs, ...(outputGradient && { outputGradient }) });
  return { model, dimensions, numbers: spec.inputs * height * width };
};

export async function doEvaluateJob(job: EvaluateJob, { signal }: RunOptions): Promise<Float32Array> {
  const { model, dimensions, numbers } = prepare(job);
  await driveSweep(model.forward, { signal });
  const y = outputsOf(model, dimensions);
  return Float32Array.from(lossOnCpu(job.spec.conditional, numbers, job.x, y, new Float32Array(y.length)));
}

export async function doTrainJob(
  job: TrainJob,
  { signal }: RunOptions,
): Promise<{ readonly state: TrainerState; readonly record: TrainRecord }> {
  const { spec, x, settings } = job;
  const state = copyState(job.state);
  const bar = new Float32Array(x.length);
  const { model, dimensions, numbers } = prepare({ ...job, weights: state.weights }, bar);
  const backward = model.backward!;
  const forward = await driveSweep(model.forward, { signal });
  const nats = Float32Array.from(lossOnCpu(spec.conditional, numbers, x, outputsOf(model, dimensions), bar));
  const back = await driveSweep(backward.sweep, { signal });
  const products = await driveSweep(backward.ofWeights, { signal });
  const gradient = vectorOf(spec, backward.gradients());
  const gradientNorm = normOf(gradient);
  const step = state.step + 1;
  requireFinite(step, { nats, gradientNorm });
  adamOnCpu(settings, step, gradientNorm, gradient, { theta: state.weights, m: state.m, v: state.v });
  const milliseconds = [forward, back, products].reduce((sum, record) => sum + (record.milliseconds ?? 0), 0);
  return {
    state: { ...state, step },
    record: {
      nats,
      gradientNorm,
      steps: forward.steps + back.steps,
      dispatches: 0,
      milliseconds,
      timing: "wall clock",
    },
  };
}

export const openCpuTrainer =
  (cpu: CpuRunner): OpenTrainer =>
  async (spec, shape, initial) => {
    checkState(spec, initial);
    let state = copyState(initial);
    return {
      device: "cpu",
      adapter: CPU_ADAPTER,
      get step() {
        return state.step;
      },
      async train(x, settings, options) {
        checkBatch(spec, shape, x);
        const done = await cpu.run("train", { spec, shape, state, x, settings }, doTrainJob, options);
        state = done.state;
        return done.record;
      },
      evaluate: (x, options) => cpu.run("evaluate", { spec, shape, weights: state.weights, x }, doEvaluateJob, options),
      state: async () => copyState(state),
      async restore(next) {
        checkState(spec, next);
        state = copyState(next);
      },
      release: () => undefined,
    };
  };
