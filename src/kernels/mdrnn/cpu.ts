import { accumulate, activateInto } from "../accumulate.js";
import { MATRICES, type PackedMdrnn } from "./layers.js";

/** The taps of every layer with what the inner loop needs of them. */
export interface CpuSweep {
  readonly height: number;
  readonly width: number;
  readonly layers: readonly {
    readonly taps: readonly { dr: number; dc: number; self: boolean; matrix: number; inGroups: number }[];
    readonly below: number;
    readonly own: number;
    readonly outSlots: number;
    readonly activation: "tanh" | "relu";
    readonly bias: Float32Array;
    readonly sum: Float64Array;
  }[];
  readonly weights: Float32Array;
}

export const cpuSweep = (model: PackedMdrnn, size: { height: number; width: number }): CpuSweep => ({
  ...size,
  weights: model.weights,
  layers: model.layers.map((layer) => {
    const outSlots = layer.output.groups * 4;
    return {
      taps: layer.taps.map(({ dr, dc, from, weight }) => ({
        dr,
        dc,
        self: from === "self",
        matrix: layer.matrices[MATRICES.findIndex((name) => name === weight)]!,
        inGroups: (from === "self" ? layer.output : layer.input).groups,
      })),
      below: layer.source,
      own: layer.target,
      outSlots,
      activation: layer.activation,
      bias: model.weights.subarray(layer.bias, layer.bias + outSlots),
      sum: new Float64Array(outSlots),
    };
  }),
});

/** h_l(r, c) = φ( b + Σ_tap W_tap · source_tap(r + dr, c + dc) ) for one cell of image n, in place in `h` (as in mdrnn/forward.wgsl). */
export function mdrnnCell(sweep: CpuSweep, h: Float32Array, image: number, cell: number): void {
  const { height, width, weights } = sweep;
  const pixels = height * width;
  const layer = sweep.layers[Math.floor(cell / pixels)]!;
  const pixel = cell % pixels;
  const row = Math.floor(pixel / width);
  const column = pixel % width;
  const { sum } = layer;
  sum.set(layer.bias);
  for (const tap of layer.taps) {
    const r = row + tap.dr;
    const c = column + tap.dc;
    if (r < 0 || c < 0 || r >= height || c >= width) continue;
    const from = (tap.self ? layer.own : layer.below) + (image * pixels + r * width + c) * tap.inGroups * 4;
    accumulate(sum, 0, weights, tap.matrix, h, from, tap.inGroups);
  }
  activateInto(layer.activation, sum, h, layer.own + (image * pixels + pixel) * layer.outSlots);
}
