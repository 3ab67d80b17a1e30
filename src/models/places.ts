/** Where the matrix of a tap lies in its weight tensor, and which of its entries are read. */
import type { Tap } from "./maps.js";
import { channelPairs, readsColour, type Offset } from "./mask.js";
import type { ModelSpec } from "./spec.js";

/**
 * The place (ky, kx), row-major, of a tap in a kernel (out, in, kh, kw); 0 for a matrix (out, in), which every tap reads
 * whole. A kernel of one row is that row, whichever row of the image it reads.
 */
export const kernelPlace = (shape: readonly number[], tap: Offset, dilation: number): number => {
  const [, , rows = 1, columns = 1] = shape;
  const ky = rows === 1 ? 0 : (rows - 1) / 2 + tap.dr / dilation;
  const kx = columns === 1 ? 0 : (columns - 1) / 2 + tap.dc / dilation;
  return ky * columns + kx;
};

export const dilationOf = (spec: ModelSpec, layer: number): number =>
  spec.kind === "pixelcnn" ? spec.layers[layer]!.dilation : 1;

/** Whether output channel o reads input channel i through a tap: always, but for the colours of one pixel. */
export const readsChannel = (spec: ModelSpec, layer: number, tap: Offset, o: number, i: number): boolean =>
  spec.kind !== "pixelcnn" ||
  tap.dr !== 0 ||
  tap.dc !== 0 ||
  readsColour(spec.layers[layer]!.mask, spec.colourGroups, o, i);

/** Pairs (output, input) that a tap connects, of a weight (out, in, …). */
export const pairsOf = (spec: ModelSpec, layer: number, tap: Offset, shape: readonly number[]): number => {
  const [outputs, inputs] = shape as [number, number];
  if (spec.kind !== "pixelcnn") return outputs * inputs;
  return channelPairs(tap, spec.layers[layer]!.mask, spec.colourGroups, { inputs, outputs });
};

/** Of a layer's taps those that read one weight, one for each place in its kernel. */
export const tapsOfWeight = (
  taps: readonly Tap[],
  weight: string,
  shape: readonly number[],
  dilation: number,
): readonly Tap[] => {
  const byPlace = new Map<number, Tap>();
  for (const tap of taps) {
    if (tap.weight !== weight) continue;
    const place = kernelPlace(shape, tap, dilation);
    if (!byPlace.has(place)) byPlace.set(place, tap);
  }
  return [...byPlace.values()];
};
