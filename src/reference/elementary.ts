/** What the reference models are made of: float64 maps (N, C, H, W) and functions of one number. */
import type { Activation } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";

export type Map64 = Tensor<Float64Array>;
export type Shape4 = readonly [images: number, channels: number, height: number, width: number];

export const phi: Readonly<Record<Activation, (a: number) => number>> = {
  none: (a) => a,
  relu: (a) => Math.max(0, a),
  tanh: Math.tanh,
};

/** φ′(a), from y = φ(a); that of relu is 0 at 0. */
export const slope: Readonly<Record<Activation, (y: number) => number>> = {
  none: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  tanh: (y) => 1 - y * y,
};

export const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** A bias by name, zero where the weights have none. */
export const biasOf = (weights: Tensors, name: string, outputs: number): ArrayLike<number> =>
  weights[name]?.data ?? new Float64Array(outputs);

export const zeros = (shape: readonly number[]): Map64 => ({ shape, data: new Float64Array(sizeOf(shape)) });

export const shapeOf = (map: Tensor): Shape4 => map.shape as unknown as Shape4;

/** Zeros of the map's batch and size with other channels, (N, channels, H, W). */
export const emptyLike = (map: Tensor, channels: number): Map64 => {
  const [images, , height, width] = shapeOf(map);
  return zeros([images, channels, height, width]);
};

/** Entry by entry; the maps have one shape. */
export const plus = (a: Tensor, b: Tensor): Map64 => ({
  shape: a.shape,
  data: Float64Array.from(a.data, (value, i) => value + b.data[i]!),
});

/** The sum over images and positions of every channel: the gradient of a bias. */
export const channelSums = (map: Tensor): Map64 => {
  const [, channels, height, width] = shapeOf(map);
  const sums = zeros([channels]);
  map.data.forEach((value, i) => {
    sums.data[Math.floor(i / (height * width)) % channels]! += value;
  });
  return sums;
};
