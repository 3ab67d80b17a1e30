/** The oracles of the adder (A) and of the LSTM (B), and nets over time drawn at random. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { SequenceSpec } from "../../src/models/sequence.js";
import { sequenceShapes } from "../../src/models/sequence-weights.js";
import type { ScalarWeights } from "../../src/models/scalar-lstm.js";
import { sizeOf, type Tensor, type Tensors } from "../../src/models/tensor.js";

interface AdderWeights {
  W_xh: [number, number][];
  W_hh: number[][];
  W_hy: number[];
  b_h: number[];
  b_y: number;
  h0: number[];
}

interface Homework {
  w: ScalarWeights;
  x: number[];
  targets: number[];
  h0: number;
  c0: number;
}

type Matrix = number[][];

export interface RecurrentOracles {
  A1: {
    input: { weights: AdderWeights; x1: number[]; x2: number[] };
    expected: { y: number[]; h: Matrix; pre_h: Matrix; pre_y: number[] };
  };
  A2: { input: { n: number[] }; expected: { pairs: number[]; correct: number[]; min_abs_preact: number } };
  A3: { expected: Record<string, [four: number, eight: number]> };
  A4: { expected: Record<string, { correct_as_a_plus_b: number; correct_as_a_plus_b_plus_1: number }> };
  A5: { input: { eps: [number, number] }; expected: { correct: [number, number]; first_fail: [number, number] } };
  A6: { input: { x1: number[]; x2: number[] }; expected: { y: number[]; h: Matrix } };
  A7: {
    expected: Record<"threshold3" | "two_hidden" | "triples" | "symmetric" | "classes", number> & {
      all_contain_majority: boolean;
    };
  };
  B1: { input: Homework; expected: { loss: number; steps: Record<"i" | "f" | "o" | "g" | "c" | "h", number>[] } };
  B2: {
    expected: {
      steps: Record<"hb" | "cb" | "gb" | "ob" | "fb" | "ib", number>[];
      weights: Record<keyof ScalarWeights, number>;
      h0: number;
      c0: number;
    };
  };
  B3: { expected: { hT: Matrix; cT: Matrix; Y_sum: number; loss: number } };
  B4: {
    expected: Record<"dX_0" | "dh0" | "dc0", Matrix> &
      Record<"dW_row0" | "dW_row_last" | "dR_row0" | "db", number[]> & {
        abs_sums: Record<"dX" | "dh0" | "dc0" | "dW" | "dR" | "db", number>;
      };
  };
  B5: { input: { T: number[] }; expected: { lstm: Record<string, number[]>; rnn: Record<string, number[]> } };
  B6: {
    expected: Record<"seed01" | "seed10", [t: number, h: number, c: number][]> & { wxi_bar: [number, number] };
  };
}

export const recurrent = JSON.parse(
  readFileSync(new URL("../fixtures/recurrent-oracles.json", import.meta.url), "utf8"),
) as RecurrentOracles;

/** Pseudo-random numbers in [−1, 1] that know no symmetry. */
export const wave = (shape: readonly number[], seed: number): Tensor<Float64Array> => ({
  shape,
  data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin((i + 1) * (seed + 1.37) + i * i * 0.11)),
});

export const sequenceSpecs: fc.Arbitrary<SequenceSpec> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 8 }),
    hidden: fc.integer({ min: 1, max: 8 }),
    layers: fc.integer({ min: 1, max: 3 }),
    cell: fc.constantFrom("lstm" as const, "tanh" as const, "none" as const),
  })
  .map(({ cell, ...sizes }) =>
    cell === "lstm" ? { kind: "lstm", ...sizes } : { kind: "rnn", ...sizes, activation: cell },
  );

export const sequenceSizes = fc.record({
  steps: fc.integer({ min: 1, max: 12 }),
  batch: fc.integer({ min: 1, max: 4 }),
});

/** Everything a net reads, and seeds for the way back; an rnn has no c. */
export const sequenceInputs = (
  spec: SequenceSpec,
  { steps, batch }: { readonly steps: number; readonly batch: number },
  seed: number,
) => {
  const state = [spec.layers, batch, spec.hidden];
  const isLstm = spec.kind === "lstm";
  const weights: Tensors = Object.fromEntries(
    Object.entries(sequenceShapes(spec)).map(([name, shape], i) => {
      const { data } = wave(shape, seed + i + 3);
      return [name, { shape, data: data.map((value) => value / Math.sqrt(spec.hidden)) }];
    }),
  );
  return {
    inputs: {
      x: wave([steps, batch, spec.inputs], seed),
      weights,
      h0: wave(state, seed + 1),
      ...(isLstm && { c0: wave(state, seed + 2) }),
    },
    seeds: {
      y: wave([steps, batch, spec.hidden], seed + 0.4),
      hT: wave(state, seed + 0.5),
      ...(isLstm && { cT: wave(state, seed + 0.6) }),
    },
  };
};

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);
