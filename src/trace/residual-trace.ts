import type { ResidualSpec } from "../models/residual.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import type { DeviceKind, SweepRecord } from "./trace.js";

/** Euclidean norms over all numbers of a tensor (batch × width, or N × C × H × W), measured on the device. */
export interface ResidualNorms {
  /** ‖x_l‖ for l = 0 … L. */
  readonly activation: readonly number[];
  /** ‖g_l‖ with g_l = dL/dx_l, for l = 0 … L. */
  readonly gradient: readonly number[];
  /** The same with the Jacobians of all branches cut: what comes down the skip connections alone. 0 below g_L without skips. */
  readonly skip: readonly number[];
  /** What the branch of block l adds to g_l, for l = 0 … L − 1. */
  readonly branch: readonly number[];
}

/** The record of one residual stack, forward and backward. Steps are operations, executed one after the other. */
export interface ResidualTrace extends SweepRecord {
  readonly spec: ResidualSpec;
  readonly device: DeviceKind;
  readonly adapter: string;
  readonly norms: ResidualNorms;
  /** x_l, as x; l = 0 … L. */
  activations(l: number): Promise<Tensor<Float32Array>>;
  /** dL/d of x and, where all gradients were wanted, of every weight, γ and β, by name. */
  gradients(): Promise<Tensors>;
  /** Frees what the trace holds on the device. Reading afterwards rejects; the norms stay. */
  release(): void;
}
