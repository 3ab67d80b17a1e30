import type { PackedConvLayer } from "../masked-conv/layer.js";
import type { GradientProduct } from "./gpu.js";

/** The weight gradients of one masked convolution: one product for every live tap, and that of the bias. */
export interface ConvProducts {
  readonly taps: readonly GradientProduct[];
  readonly bias: GradientProduct;
}

/**
 * The products of all layers. In the result a layer's taps lie one after the other, as in its packed weight
 * [tap, in slot, out slot], and its bias behind them. Gives the floats of the result, too.
 */
export function convProducts(packed: readonly PackedConvLayer[]): {
  readonly layers: readonly ConvProducts[];
  readonly size: number;
} {
  let size = 0;
  const take = (length: number): number => (size += length) - length;
  const layers = packed.map(({ input, output, taps }) => {
    const common = { delta: 0, outGroups: output.groups };
    const matrix = input.groups * output.groups * 16;
    return {
      taps: taps.map(({ dr, dc }) => ({
        ...common,
        dr,
        dc,
        source: 0,
        inGroups: input.groups,
        result: take(matrix),
      })),
      bias: { ...common, dr: 0, dc: 0, source: null, inGroups: 1, result: take(16 * output.groups) },
    };
  });
  return { layers, size };
}

/** Where a layer's weight gradient starts in the result; a layer without live taps has none. */
export const weightResult = ({ taps, bias }: ConvProducts): number => taps[0]?.result ?? bias.result;
