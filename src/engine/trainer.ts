/** Training as an engine does it: one batch after the other, the weights staying where the engine keeps them. */
import { SweepfieldError } from "../error.js";
import type { AdamSettings } from "../kernels/optimiser/settings.js";
import { vectorLength } from "../models/parameter-vector.js";
import type { TrainableSpec } from "../models/spec.js";
import { sizeOf } from "../models/tensor.js";
import type { DeviceKind, SweepRecord } from "../trace/trace.js";
import type { RunShape } from "./activations.js";
import type { RunOptions } from "./run.js";

/** Everything that a step changes: with the same batches, going on from a copy of it equals never having stopped. */
export interface TrainerState {
  /** The weights as one vector (models/parameter-vector.ts). */
  readonly weights: Float32Array;
  /** Adam's first and second moment of every weight. */
  readonly m: Float32Array;
  readonly v: Float32Array;
  /** Steps done. */
  readonly step: number;
}

/** What one step reports. */
export interface TrainRecord extends SweepRecord {
  /** −log p of every image of the batch, before the step. */
  readonly nats: Float32Array;
  /** The global norm of the gradient of the mean nats per channel and pixel, before clipping. */
  readonly gradientNorm: number;
}

export interface Trainer {
  readonly device: DeviceKind;
  readonly adapter: string;
  /** Steps done. */
  readonly step: number;
  /**
   * One step of Adam on a batch x (N, C, H, W). Nothing is read back but nats and norm. A step that is cancelled, or whose
   * loss is not finite, changes nothing. Throws shape-invalid, engine-failed, device-lost or cancelled.
   */
  train(x: Float32Array, settings: AdamSettings, options?: RunOptions): Promise<TrainRecord>;
  /** −log p of every image of a batch. */
  evaluate(x: Float32Array, options?: RunOptions): Promise<Float32Array>;
  /** A copy of the state. */
  state(): Promise<TrainerState>;
  /** Goes on from a state. Throws weights-invalid where it belongs to another model. */
  restore(state: TrainerState): Promise<void>;
  release(): void;
}

/** Prepares training of a model on batches of one shape. */
export type OpenTrainer = (spec: TrainableSpec, shape: RunShape, state: TrainerState) => Promise<Trainer>;

export const freshState = (weights: Float32Array): TrainerState => ({
  weights,
  m: new Float32Array(weights.length),
  v: new Float32Array(weights.length),
  step: 0,
});

export const copyState = ({ weights, m, v, step }: TrainerState): TrainerState => ({
  weights: weights.slice(),
  m: m.slice(),
  v: v.slice(),
  step,
});

export function checkState(spec: TrainableSpec, state: TrainerState): void {
  const want = vectorLength(spec);
  for (const name of ["weights", "m", "v"] as const) {
    const vector = state[name];
    if (vector.length !== want) {
      throw new SweepfieldError(
        "weights-invalid",
        `the state holds ${vector.length} numbers of ${name}, this ${spec.kind} has ${want} weights; take the state of this model`,
      );
    }
    const bad = vector.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw new SweepfieldError("weights-invalid", `${name}[${bad}] of the state is ${vector[bad]}`);
  }
}

export function checkBatch(spec: TrainableSpec, { batch, height, width }: RunShape, x: Float32Array): void {
  const shape = [batch, spec.inputs, height, width];
  if (x.length !== sizeOf(shape)) {
    throw new SweepfieldError(
      "shape-invalid",
      `the batch holds ${x.length} numbers; this trainer takes (${shape.join(", ")}), ${sizeOf(shape)} numbers`,
    );
  }
}

/** A loss that is not finite says that the weights have left what float32 holds. */
export const requireFinite = (step: number, record: Pick<TrainRecord, "nats" | "gradientNorm">): void => {
  if (Number.isFinite(record.gradientNorm) && record.nats.every(Number.isFinite)) return;
  throw new SweepfieldError(
    "engine-failed",
    `the loss of step ${step} is not finite; lower the learning rate or clip the gradient`,
  );
};
