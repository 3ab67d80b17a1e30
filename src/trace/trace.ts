import type { ModelSpec } from "../models/spec.js";
import type { Tensor } from "../models/tensor.js";
import type { Schedule } from "../schedule/schedule.js";

export type DeviceKind = "gpu" | "cpu";

/**
 * The record of one run. Activations stay where they were computed until a view asks for them.
 * `steps`, `dispatches` and `milliseconds` are three different things and were all observed, not derived.
 */
export interface Trace {
  readonly spec: ModelSpec;
  readonly schedule: Schedule;
  readonly device: DeviceKind;
  /** Human-readable name of the adapter ("SwiftShader Device (Subzero)", "CPU, 1 thread"). */
  readonly adapter: string;
  /** Sequential steps that were executed, counted by the runner. */
  readonly steps: number;
  /** GPU dispatches that the runner encoded; 0 on the CPU. */
  readonly dispatches: number;
  /** Measured time of the run without compilation, upload and read-back; null where it can't be measured. */
  readonly milliseconds: number | null;
  readonly timing: "gpu timestamps" | "wall clock" | "none";
  /** The activations of one layer, (N, C, H, W). */
  activations(layer: number): Promise<Tensor<Float32Array>>;
  /** The mean over the channels at every cell (first image of the batch), indexed by cell. */
  cellMeans(): Promise<Float32Array>;
  /** Frees what the trace holds on the device. Reading afterwards rejects. */
  release(): void;
}
