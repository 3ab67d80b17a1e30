import type { Tensor, Tensors } from "../models/tensor.js";

/** What a run reads: the images x (N, C, H, W) and the weights by their torch-like names. */
export interface RunInputs {
  readonly x: Tensor;
  readonly weights: Tensors;
  /** dL/d of the last layer's activations, same shape as those; where it is given, the backward pass runs too. */
  readonly outputGradient?: Tensor;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called between slices with the sequential steps that are done. */
  readonly onProgress?: (stepsDone: number, stepsTotal: number) => void;
  /** Called now and then by jobs that can show a part of their result before it is done. */
  readonly onPart?: (part: Float32Array) => void;
}
