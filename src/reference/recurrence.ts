/**
 * What all recurrent layers have in common, in float64: pre-activations that sum what is read, and their transposes. A sweep
 * runs from north-west to south-east; other directions mirror the image.
 */
import type { Offset } from "../models/mask.js";
import type { Tensor } from "../models/tensor.js";
import { channelSums, shapeOf, zeros, type Map64 } from "./elementary.js";

/** One neighbour that is read, through a matrix (out, in), or through one tap of a kernel (out, in, 1, k). */
export interface Read {
  readonly name: string;
  readonly weight: Tensor;
  /** Position read − own position. */
  readonly at: Offset;
  /** The tap of the kernel; 0 for a matrix. */
  readonly tap: number;
}

export interface Recurrence {
  readonly x: Tensor;
  readonly hidden: number;
  readonly bias: { readonly name: string; readonly data: ArrayLike<number> };
  readonly fromInput: readonly Read[];
  /** Of the layer's own h, which the sweep has already computed there. */
  readonly fromState: readonly Read[];
}

/** Where the entry (o, i) of the matrix of a read lies in its weight. */
const entry = ({ weight, tap }: Read, o: number, i: number): number =>
  (o * weight.shape[1]! + i) * (weight.shape[3] ?? 1) + tap;

/** Index of channel 0 of a map at a position; undefined outside the image. */
const place = (map: Tensor, n: number, r: number, c: number): number | undefined => {
  const [, channels, height, width] = shapeOf(map);
  if (r < 0 || r >= height || c < 0 || c >= width) return undefined;
  return (n * channels * height + r) * width + c;
};

/** a(n, ·, r, c) = b + Σ_read W · source(r + dr, c + dc), zero outside the image. */
export const preActivation = (layer: Recurrence, h: Map64, n: number, r: number, c: number): Float64Array => {
  const a = Float64Array.from(layer.bias.data);
  const add = (read: Read, source: Tensor): void => {
    const from = place(source, n, r + read.at.dr, c + read.at.dc);
    if (from === undefined) return;
    const [, channels, height, width] = shapeOf(source);
    for (let o = 0; o < a.length; o++) {
      for (let i = 0; i < channels; i++) {
        a[o]! += read.weight.data[entry(read, o, i)]! * source.data[from + i * height * width]!;
      }
    }
  };
  for (const read of layer.fromInput) add(read, layer.x);
  for (const read of layer.fromState) add(read, h);
  return a;
};

/** bar[i] += Σ_read Σ_o W(o, i) · δ(n, o, r − dr, c − dc): what comes back from the cells that read this one. */
export const addFromReaders = (
  bar: Float64Array,
  reads: readonly Read[],
  delta: Tensor,
  n: number,
  r: number,
  c: number,
): void => {
  const [, outputs, height, width] = shapeOf(delta);
  for (const read of reads) {
    const from = place(delta, n, r - read.at.dr, c - read.at.dc);
    if (from === undefined) continue;
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < bar.length; i++) {
        bar[i]! += read.weight.data[entry(read, o, i)]! * delta.data[from + o * height * width]!;
      }
    }
  }
};

/** Calls `visit` for every image and position, in raster order or against it. */
export const forEachCell = (
  map: Tensor,
  order: "forward" | "backward",
  visit: (n: number, r: number, c: number) => void,
): void => {
  const [images, , height, width] = shapeOf(map);
  const cells = height * width;
  for (let n = 0; n < images; n++) {
    for (let i = 0; i < cells; i++) {
      const cell = order === "forward" ? i : cells - 1 - i;
      visit(n, Math.floor(cell / width), cell % width);
    }
  }
};

/** W̄ += Σ δ(r, c) · source(r + dr, c + dc)ᵀ over images and positions. */
const addOuter = (weightBar: Map64, read: Read, source: Tensor, delta: Tensor): void => {
  const [, channels, height, width] = shapeOf(source);
  const outputs = shapeOf(delta)[1];
  forEachCell(delta, "forward", (n, r, c) => {
    const from = place(source, n, r + read.at.dr, c + read.at.dc);
    if (from === undefined) return;
    const to = place(delta, n, r, c)!;
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < channels; i++) {
        weightBar.data[entry(read, o, i)]! +=
          delta.data[to + o * height * width]! * source.data[from + i * height * width]!;
      }
    }
  });
};

/** After the sweep, all positions at once: x̄ = Σ Wᵀ δ, W̄ = Σ δ sourceᵀ, b̄ = Σ δ. */
export const gradientsOf = (
  layer: Recurrence,
  h: Map64,
  delta: Map64,
): { readonly x: Map64; readonly weights: Readonly<Record<string, Map64>> } => {
  const weights: Record<string, Map64> = { [layer.bias.name]: channelSums(delta) };
  const add = (read: Read, source: Tensor): void => {
    const weightBar = (weights[read.name] ??= zeros(read.weight.shape));
    addOuter(weightBar, read, source, delta);
  };
  for (const read of layer.fromInput) add(read, layer.x);
  for (const read of layer.fromState) add(read, h);
  const x = zeros(layer.x.shape);
  const [, inputs, height, width] = shapeOf(x);
  forEachCell(x, "forward", (n, r, c) => {
    const bar = new Float64Array(inputs);
    addFromReaders(bar, layer.fromInput, delta, n, r, c);
    bar.forEach((value, i) => {
      x.data[((n * inputs + i) * height + r) * width + c] = value;
    });
  });
  return { x, weights };
};
