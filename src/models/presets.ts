/** The models of the homework, by depth and width. */
import { integer, invalid } from "./checks.js";
import type { Context, MdrnnSpec, ModelSpec, PixelCnnSpec } from "./spec.js";
import { LIMITS, validateSpec } from "./validate.js";

export interface PixelCnnOptions {
  readonly depth: number;
  readonly channels: number;
  readonly kernel?: number;
  readonly inputs?: number;
  readonly context?: Context;
  readonly colourGroups?: 1 | 3;
}

export interface MdrnnOptions {
  readonly depth: number;
  readonly channels: number;
  readonly inputs?: number;
  readonly neighbours?: "hidden" | "input";
  readonly shift?: boolean;
}

const repeat = <T>(depth: number, layer: (index: number) => T): readonly T[] =>
  Array.from({ length: integer(depth, "depth", 1, LIMITS.depth) }, (_, i) => layer(i));

const checked = <T extends ModelSpec>(spec: T): T => {
  validateSpec(spec);
  return spec;
};

/**
 * A stack of masked convolutions of equal width: mask A first, then B, relu everywhere.
 * @throws SweepfieldError "spec-invalid" for a depth, width or kernel out of range.
 */
export const pixelCnn = (options: PixelCnnOptions): PixelCnnSpec => {
  const { depth, channels, kernel = 3, inputs = 1, context = "raster", colourGroups = 1 } = options;
  integer(channels, "channels", 1, LIMITS.channels);
  if (kernel === 1 && colourGroups === 1) throw invalid("kernel is 1, with which mask A reads nothing; use 3 or more");
  return checked<PixelCnnSpec>({
    kind: "pixelcnn",
    inputs,
    colourGroups,
    context,
    layers: repeat(depth, (i) => ({
      kernel,
      mask: i === 0 ? "A" : "B",
      out: channels,
      activation: "relu",
      dilation: 1,
    })),
  });
};

/**
 * A stack of multidimensional RNN layers of equal width with tanh cells.
 * @throws SweepfieldError "spec-invalid" for a depth or width out of range.
 */
export const mdrnn = (options: MdrnnOptions): MdrnnSpec => {
  const { depth, channels, inputs = 1, neighbours = "hidden", shift = false } = options;
  integer(channels, "channels", 1, LIMITS.channels);
  return checked<MdrnnSpec>({
    kind: "mdrnn",
    inputs,
    neighbours,
    shift,
    layers: repeat(depth, () => ({ hidden: channels, cell: "rnn", activation: "tanh" })),
  });
};
