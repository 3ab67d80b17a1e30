/** The models of the homework, by depth and width. */
import { integer, invalid, odd } from "./checks.js";
import type {
  Context,
  DiagonalBiLstmSpec,
  GatedPixelCnnSpec,
  MaskType,
  MdrnnLayer,
  MdrnnSpec,
  PixelCnnSpec,
  RowLstmSpec,
} from "./spec.js";
import { LIMITS, requireColours, requireRecurrence } from "./rules.js";

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
  readonly directions?: 1 | 4;
  readonly cell?: MdrnnLayer["cell"];
}

export interface GatedPixelCnnOptions {
  readonly depth: number;
  readonly channels: number;
  readonly kernel?: number;
  readonly inputs?: number;
}

export interface PixelRnnOptions {
  readonly depth: number;
  readonly channels: number;
  readonly inputs?: number;
  /** Whether the first layer hides the own pixel (A). */
  readonly first?: MaskType;
}

const repeat = <T>(depth: number, layer: (index: number) => T): readonly T[] =>
  Array.from({ length: integer(depth, "depth", 1, LIMITS.depth) }, (_, i) => layer(i));

const channelsOf = (channels: number): number => integer(channels, "channels", 1, LIMITS.channels);
const inputsOf = (inputs: number): number => integer(inputs, "inputs", 1, LIMITS.channels);
const kernelOf = (kernel: number): number => {
  if (kernel === 1) throw invalid("kernel is 1, with which the first layer reads nothing; use 3 or more");
  return odd(kernel, "kernel", LIMITS.kernel);
};

/**
 * A stack of masked convolutions of equal width: mask A first, then B, relu everywhere.
 * @throws SweepfieldError "spec-invalid" for a depth, width or kernel out of range.
 */
export const pixelCnn = (options: PixelCnnOptions): PixelCnnSpec => {
  const { depth, channels, kernel = 3, inputs = 1, context = "raster", colourGroups = 1 } = options;
  const side = colourGroups === 3 && kernel === 1 ? 1 : kernelOf(kernel);
  const spec: PixelCnnSpec = {
    kind: "pixelcnn",
    inputs: inputsOf(inputs),
    colourGroups,
    context,
    layers: repeat(depth, (i) => ({
      kernel: side,
      mask: i === 0 ? "A" : "B",
      out: channelsOf(channels),
      activation: "relu",
      dilation: 1,
    })),
  };
  if (colourGroups === 3) requireColours(spec);
  return spec;
};

/**
 * A stack of gated layers of equal width and kernel.
 * @throws SweepfieldError "spec-invalid" for a depth, width or kernel out of range.
 */
export const gatedPixelCnn = (options: GatedPixelCnnOptions): GatedPixelCnnSpec => {
  const { depth, channels, kernel = 3, inputs = 1 } = options;
  const layer = { kernel: kernelOf(kernel), out: channelsOf(channels) };
  return { kind: "gated-pixelcnn", inputs: inputsOf(inputs), layers: repeat(depth, () => layer) };
};

/**
 * A stack of multidimensional RNN layers of equal width, with tanh or lstm cells.
 * @throws SweepfieldError "spec-invalid" for a depth or width out of range, or options that exclude each other.
 */
export const mdrnn = (options: MdrnnOptions): MdrnnSpec => {
  const { depth, channels, inputs = 1, neighbours = "hidden", shift = false, directions = 1, cell = "rnn" } = options;
  const hidden = channelsOf(channels);
  const layer: MdrnnLayer = cell === "lstm" ? { hidden, cell } : { hidden, cell, activation: "tanh" };
  const layers = repeat(depth, () => layer);
  const spec: MdrnnSpec = { kind: "mdrnn", inputs: inputsOf(inputs), neighbours, shift, directions, layers };
  requireRecurrence(spec);
  return spec;
};

/**
 * A stack of Row LSTM layers.
 * @throws SweepfieldError "spec-invalid" for a depth or width out of range.
 */
export const rowLstm = (options: PixelRnnOptions): RowLstmSpec => ({ kind: "row-lstm", ...pixelRnn(options) });

/**
 * A stack of Diagonal BiLSTM layers.
 * @throws SweepfieldError "spec-invalid" for a depth or width out of range.
 */
export const diagonalBiLstm = (options: PixelRnnOptions): DiagonalBiLstmSpec => ({
  kind: "diagonal-bilstm",
  ...pixelRnn(options),
});

const pixelRnn = ({ depth, channels, inputs = 1, first = "B" }: PixelRnnOptions): Omit<RowLstmSpec, "kind"> => ({
  inputs: inputsOf(inputs),
  hidden: channelsOf(channels),
  layers: integer(depth, "depth", 1, LIMITS.depth),
  first,
});
