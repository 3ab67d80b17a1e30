import type { OutputTerm } from "../models/maps.js";
import type { Tensor } from "../models/tensor.js";

/** Batch and image size of a run, from its input x (N, C, H, W). */
export interface RunShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** A layer's output from its maps: Σ_term map(r + dr, c + dc), zero outside the image. One map alone is given back as it is. */
export function sumOfTerms(terms: readonly OutputTerm[], maps: readonly Tensor<Float32Array>[]): Tensor<Float32Array> {
  if (terms.length === 1) return maps[0]!;
  const { shape } = maps[0]!;
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const data = new Float32Array(maps[0]!.data.length);
  terms.forEach(({ dr, dc }, t) => {
    for (let plane = 0; plane < batch * channels; plane++) {
      for (let r = Math.max(0, -dr); r < Math.min(height, height - dr); r++) {
        for (let c = Math.max(0, -dc); c < Math.min(width, width - dc); c++) {
          data[(plane * height + r) * width + c]! += maps[t]!.data[(plane * height + r + dr) * width + c + dc]!;
        }
      }
    }
  });
  return { shape, data };
}
