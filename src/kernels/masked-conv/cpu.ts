import { accumulate, accumulateBetween, accumulatePair, activateInto } from "../accumulate.js";
import type { PackedConvLayer } from "./layer.js";

/** With its weights as accumulate reads them. */
export type WidenedConvLayer = Omit<PackedConvLayer, "weight"> & { readonly weight: Float64Array };

/**
 * y[n, p] = φ( b + Σ_tap weight[tap] · x[n, p + tap] ) for the pixels first … first + count − 1 of image n, live taps only.
 * x [N, H·W, in slots], y [N, H·W, out slots]; zero outside the image. The CPU twin of masked-conv/forward.wgsl.
 */
export function maskedConv(
  layer: WidenedConvLayer,
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
  const matrixSize = inGroups * 4 * outSlots;
  const imageStart = image * height * width;
  const sums = new Float64Array(2 * outSlots);
  /** Where the pixel under a tap lies in x, or −1 outside the image. */
  const under = (pixel: number, { dr, dc }: (typeof taps)[number]): number => {
    const r = Math.floor(pixel / width) + dr;
    const c = (pixel % width) + dc;
    return r < 0 || c < 0 || r >= height || c >= width ? -1 : (imageStart + r * width + c) * inGroups * 4;
  };
  const add = (start: number, t: number, from: number): void => {
    const matrix = t * matrixSize;
    if (t !== centre) return accumulate(sums, start, outSlots, weight, matrix, x, from, inGroups);
    for (const { outFrom, outTo, inFrom, inTo } of centreBlocks) {
      const rows = matrix + inFrom * 4 * outSlots;
      accumulateBetween(
        sums,
        start,
        outFrom * 4,
        outTo * 4,
        outSlots,
        weight,
        rows,
        x,
        from + inFrom * 4,
        inTo - inFrom,
      );
    }
  };
  const centreBlocks = blocksOf(centreInGroups);
  const isWhole = centreBlocks.length === 1 && centreBlocks[0]!.inFrom === 0 && centreBlocks[0]!.inTo === inGroups;
  // two pixels at a time, whose sums lie one behind the other
  for (let pixel = first; pixel < first + count; pixel += 2) {
    const isPair = pixel + 1 < first + count;
    sums.set(bias);
    sums.set(bias, outSlots);
    for (let t = 0; t < taps.length; t++) {
      const a = under(pixel, taps[t]!);
      const b = isPair ? under(pixel + 1, taps[t]!) : -1;
      if (a >= 0 && b >= 0 && (t !== centre || isWhole)) {
        accumulatePair(sums, outSlots, weight, t * matrixSize, x, a, b, inGroups);
        continue;
      }
      if (a >= 0) add(0, t, a);
      if (b >= 0) add(outSlots, t, b);
    }
    const to = (imageStart + pixel) * outSlots;
    activateInto(layer.activation, sums, 0, isPair ? 2 * outSlots : outSlots, y, to);
  }
}

/** Under a colour mask each out-group reads in-groups of its own; neighbours that read the same are one block. */
function blocksOf(inGroups: PackedConvLayer["centreInGroups"]) {
  const blocks: { readonly outFrom: number; outTo: number; readonly inFrom: number; readonly inTo: number }[] = [];
  inGroups.forEach(([inFrom, inTo], group) => {
    const last = blocks.at(-1);
    if (last && last.inFrom === inFrom && last.inTo === inTo) last.outTo = group + 1;
    else blocks.push({ outFrom: group, outTo: group + 1, inFrom, inTo });
  });
  return blocks;
}
