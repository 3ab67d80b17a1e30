/** The read-out of a model that draws, in float64: y(r, c) = b + W Σ_place h(r + dr, c + dc), zero outside the image (domain.md §6). */
import type { Offset } from "../models/mask.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { biasOf, channelSums, emptyLike, shapeOf, zeros, type Map64 } from "./elementary.js";

/** Σ_place map(r + dr, c + dc). */
const sumOver = (map: Tensor, places: readonly Offset[]): Map64 => {
  const [images, channels, height, width] = shapeOf(map);
  const sum = emptyLike(map, channels);
  for (let plane = 0; plane < images * channels; plane++) {
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        for (const { dr, dc } of places) {
          const inside = r + dr >= 0 && r + dr < height && c + dc >= 0 && c + dc < width;
          if (inside)
            sum.data[(plane * height + r) * width + c]! += map.data[(plane * height + r + dr) * width + c + dc]!;
        }
      }
    }
  }
  return sum;
};

export const referenceReadout = (h: Tensor, weights: Tensors, layer: number, places: readonly Offset[]): Map64 => {
  const weight = weights[`layers.${layer}.weight`]!;
  const [outputs, inputs] = weight.shape as [number, number];
  const [images, , height, width] = shapeOf(h);
  const pixels = height * width;
  const source = sumOver(h, places);
  const bias = biasOf(weights, `layers.${layer}.bias`, outputs);
  const y = emptyLike(h, outputs);
  for (let n = 0; n < images; n++) {
    for (let o = 0; o < outputs; o++) {
      for (let p = 0; p < pixels; p++) {
        let sum = bias[o]!;
        for (let i = 0; i < inputs; i++)
          sum += weight.data[o * inputs + i]! * source.data[(n * inputs + i) * pixels + p]!;
        y.data[(n * outputs + o) * pixels + p] = sum;
      }
    }
  }
  return y;
};

/** W̄ = Σ ȳ (Σ_place h)ᵀ, b̄ = Σ ȳ, h̄(r, c) = Σ_place Wᵀ ȳ(r − dr, c − dc). */
export const readoutBackward = (
  h: Tensor,
  weights: Tensors,
  layer: number,
  places: readonly Offset[],
  yBar: Tensor,
): { readonly h: Map64; readonly gradients: Readonly<Record<string, Map64>> } => {
  const weight = weights[`layers.${layer}.weight`]!;
  const [outputs, inputs] = weight.shape as [number, number];
  const [images, , height, width] = shapeOf(h);
  const pixels = height * width;
  const source = sumOver(h, places);
  const weightBar = zeros(weight.shape);
  const sourceBar = emptyLike(h, inputs);
  for (let n = 0; n < images; n++) {
    for (let o = 0; o < outputs; o++) {
      for (let p = 0; p < pixels; p++) {
        const bar = yBar.data[(n * outputs + o) * pixels + p]!;
        for (let i = 0; i < inputs; i++) {
          weightBar.data[o * inputs + i]! += bar * source.data[(n * inputs + i) * pixels + p]!;
          sourceBar.data[(n * inputs + i) * pixels + p]! += bar * weight.data[o * inputs + i]!;
        }
      }
    }
  }
  return {
    h: sumOver(
      sourceBar,
      places.map(({ dr, dc }) => ({ dr: -dr, dc: -dc })),
    ),
    gradients: {
      [`layers.${layer}.weight`]: weightBar,
      [`layers.${layer}.bias`]: channelSums({ shape: yBar.shape, data: Float64Array.from(yBar.data) }),
    },
  };
};
