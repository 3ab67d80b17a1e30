import type { ModelSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import type { Schedule } from "../schedule/schedule.js";

export type DeviceKind = "gpu" | "cpu";

/** What was observed of one sweep, forward or backward. `steps`, `dispatches` and `milliseconds` are three different things. */
export interface SweepRecord {
  /** Sequential steps that were executed, counted by the runner. */
  readonly steps: number;
  /** GPU dispatches that the runner encoded; 0 on the CPU. */
  readonly dispatches: number;
  /** Measured time of the sweep without compilation, upload and read-back; null where it can't be measured. */
  readonly milliseconds: number | null;
  readonly timing: "gpu timestamps" | "wall clock" | "none";
}

/** The record of a backward pass: the sweep that computed the deltas, and the batched products after it. */
export interface BackwardTrace extends SweepRecord {
  /** The forward schedule, reversed. */
  readonly schedule: Schedule;
  /** Dispatches of the weight gradients and the gradient of x, which follow the sweep and are no sequential steps. */
  readonly productDispatches: number;
  /** dL/d of x and of every weight, by name. */
  gradients(): Promise<Tensors>;
  /** dL/d of the pre-activations of one map, (N, parts · C, H, W), packed as its bias. */
  deltas(map: number): Promise<Tensor<Float32Array>>;
  /** The mean over the pre-activations of dL/d pre-activation at every cell (first image of the batch), indexed by cell. */
  cellMeans(): Promise<Float32Array>;
}

/**
 * The record of one run. Activations stay where they were computed until a view asks for them.
 */
export interface Trace extends SweepRecord {
  readonly spec: ModelSpec;
  readonly schedule: Schedule;
  readonly device: DeviceKind;
  /** Human-readable name of the adapter ("SwiftShader Device (Subzero)", "CPU, 1 thread"). */
  readonly adapter: string;
  /** The activations of one layer, (N, C, H, W). */
  activations(layer: number): Promise<Tensor<Float32Array>>;
  /** The values of one map, (N, C, H, W): of a layer with one map its activations, else one term of them. */
  mapValues(map: number): Promise<Tensor<Float32Array>>;
  /** The mean over the channels at every cell (first image of the batch), indexed by cell. */
  cellMeans(): Promise<Float32Array>;
  /** The backward pass, where the inputs held the gradient of the output. */
  readonly backward: BackwardTrace | null;
  /** Frees what the trace holds on the device. Reading afterwards rejects. */
  release(): void;
}
