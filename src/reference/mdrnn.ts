/** The multidimensional RNN in float64, as it is written down (Graves et al. 2007, "Multi-Dimensional Recurrent Neural Networks"). */
import type { MdrnnSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { biasOf, emptyLike, phi } from "./elementary.js";

/** (W · v(n, ·, r, c))(o) for a matrix W (out, in) and a map v (N, C, H, W); zero outside the image. */
const product = (matrix: Tensor, map: Tensor, n: number, o: number, r: number, c: number): number => {
  const [, channels, height, width] = map.shape as [number, number, number, number];
  if (r < 0 || r >= height || c < 0 || c >= width) return 0;
  let sum = 0;
  for (let i = 0; i < channels; i++) {
    sum += matrix.data[o * channels + i]! * map.data[((n * channels + i) * height + r) * width + c]!;
  }
  return sum;
};

/**
 * h(r, c) = φ(W_in x(r, c) + W_west h(r, c−1) + W_north h(r−1, c) + b), zero outside the image.
 * As printed on the sheet (`neighbours: "input"`) the neighbours' h is x. As a generator (`shift`) the first layer reads
 * W_in (x(r, c−1) + x(r−1, c)) in place of its own pixel.
 */
const sweep = (spec: MdrnnSpec, index: number, x: Tensor, weights: Tensors): Tensor<Float64Array> => {
  const { hidden, activation } = spec.layers[index]!;
  const [wIn, wWest, wNorth] = ["w_in", "w_west", "w_north"].map((name) => weights[`layers.${index}.${name}`]!) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const bias = biasOf(weights, index, hidden);
  const [images, , height, width] = x.shape as [number, number, number, number];
  const h = emptyLike(x, hidden);
  const neighbour = spec.neighbours === "hidden" ? h : x;
  const shifted = spec.shift && index === 0;
  for (let n = 0; n < images; n++) {
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        for (let o = 0; o < hidden; o++) {
          const own = shifted
            ? product(wIn, x, n, o, r, c - 1) + product(wIn, x, n, o, r - 1, c)
            : product(wIn, x, n, o, r, c);
          const west = product(wWest, neighbour, n, o, r, c - 1);
          const north = product(wNorth, neighbour, n, o, r - 1, c);
          h.data[((n * hidden + o) * height + r) * width + c] = phi[activation](own + west + north + bias[o]!);
        }
      }
    }
  }
  return h;
};

/** The activations of every layer, (N, C, H, W), first to last. */
export const referenceMdrnn = (spec: MdrnnSpec, x: Tensor, weights: Tensors): readonly Tensor<Float64Array>[] => {
  const outputs: Tensor<Float64Array>[] = [];
  spec.layers.forEach((_, i) => outputs.push(sweep(spec, i, outputs[i - 1] ?? x, weights)));
  return outputs;
};
