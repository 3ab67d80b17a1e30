/** What both reference models are made of. */
import type { Activation } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";

export const phi: Readonly<Record<Activation, (a: number) => number>> = {
  none: (a) => a,
  relu: (a) => Math.max(0, a),
  tanh: Math.tanh,
};

/** A layer's bias, zero where the weights have none. */
export const biasOf = (weights: Tensors, layer: number, outputs: number): ArrayLike<number> =>
  weights[`layers.${layer}.bias`]?.data ?? new Float64Array(outputs);

/** Zeros of the input's batch and size with other channels, (N, channels, H, W). */
export const emptyLike = (input: Tensor, channels: number): Tensor<Float64Array> => {
  const [images, , height, width] = input.shape as [number, number, number, number];
  const shape = [images, channels, height, width];
  return { shape, data: new Float64Array(sizeOf(shape)) };
};
