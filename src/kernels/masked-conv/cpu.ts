import { accumulate, accumulateGroup, activateInto } from "../accumulate.js";
import type { PackedConvLayer } from "./layer.js";

/**
 * y[n, p] = φ( b + Σ_tap weight[tap] · x[n, p + tap] ) for the pixels first … first + count − 1 of image n, live taps only.
 * x [N, H·W, in slots], y [N, H·W, out slots]; zero outside the image. The CPU twin of masked-conv/forward.wgsl.
 */
export function maskedConv(
  layer: PackedConvLayer,
  x: Float32Array,
  y: Float32Array,
  size: { readonly height: number; readonly width: number },
  image: number,
  first: number,
  count: number,
): void {
  const { height, width } = size;
  const { taps, centre, centreInGroups, weight, bias } = layer;
  const inGroups = layer.input.groups;
  const outSlots = bias.length;
  const imageStart = image * height * width;
  const sum = new Float64Array(outSlots);
  for (let pixel = first; pixel < first + count; pixel++) {
    const row = Math.floor(pixel / width);
    const column = pixel % width;
    sum.set(bias);
    for (let t = 0; t < taps.length; t++) {
      const r = row + taps[t]!.dr;
      const c = column + taps[t]!.dc;
      if (r < 0 || c < 0 || r >= height || c >= width) continue;
      const from = (imageStart + r * width + c) * inGroups * 4;
      const matrix = t * inGroups * 4 * outSlots;
      if (t !== centre) {
        accumulate(sum, weight, matrix, x, from, inGroups);
        continue;
      }
      // under a colour mask, each out-group reads in-groups of its own
      centreInGroups.forEach(([firstIn, lastIn], group) => {
        accumulateGroup(sum, group, weight, matrix + firstIn * 4 * outSlots, x, from + firstIn * 4, lastIn - firstIn);
      });
    }
    activateInto(layer.activation, sum, y, (imageStart + pixel) * outSlots);
  }
}
