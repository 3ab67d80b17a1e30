import { randomLcg } from "d3-random";
import type { AdderCheck } from "../../kernels/threshold-rnn/net.js";
import { THERMOMETER, type AdderCode, type ThresholdRnnSpec } from "../../models/threshold-rnn.js";
import type { StateOf } from "../../io/url-state.js";
import { formatNumbers, numbersOf, parseNumbers, withNumbers } from "./notation.js";
import { startOf, type Start } from "./presets.js";
import { inferredCode, visitsOf } from "./visits.js";
import type { adderState } from "./adder.state.js";

export type AdderState = StateOf<typeof adderState>;

/** The net that a state means, and what is asked of it. */
export interface Adder {
  readonly start: Start;
  readonly net: ThresholdRnnSpec;
  readonly check: AdderCheck & { readonly code: AdderCode; readonly carryIn: 0 | 1 };
}

const CARRY = THERMOMETER[1]!;
const isCarry = (table: number | null): boolean => table === CARRY || table === 255 - CARRY;

/** The unit that keeps the carry, or its complement; the second where nobody knows. */
export const carryUnitOf = (code: AdderCode): number => {
  const unit = code.findIndex(isCarry);
  return unit < 0 ? 1 : unit;
};

/** The states before the first column with those of the carry's unit that stand for a carry or for none. */
const startingWith = (carry: 0 | 1, h0: readonly number[], code: AdderCode): readonly number[] => {
  const unit = code.findIndex(isCarry);
  return h0.map((h, u) => (u === unit ? (code[u] === CARRY ? carry : 1 - carry) : h));
};

/** What the units of the net itself stand for, tried with the first carry-in at which it adds; the preset's where it never does. */
const codeOf = (net: ThresholdRnnSpec, carries: readonly (0 | 1)[], ofPreset: AdderCode): AdderCode =>
  carries.map((carry) => inferredCode(visitsOf(net, carry))).find((code) => code.some((table) => table !== null)) ??
  ofPreset;

const H_OF_ZERO = { above: 0, from: 1 } as const;

/** The net from a start without a carry: what a ripple begins with. */
export const withoutCarryIn = ({ net, check }: Adder): ThresholdRnnSpec =>
  check.carryIn === 0 ? net : { ...net, h0: startingWith(0, net.h0, check.code) };

export function adderOf(state: AdderState): Adder {
  const start = startOf(state.preset);
  const numbers = parseNumbers(state.weights) ?? numbersOf(start.net);
  const carryIn = state.carryIn === 1 ? 1 : 0;
  const isOwnStart = state.start !== "";
  const written: ThresholdRnnSpec = {
    ...withNumbers(start.net, numbers),
    h0: isOwnStart ? Array.from(state.start, Number) : start.net.h0,
    atZero: state.zero === "preset" ? start.net.atZero : H_OF_ZERO[state.zero],
  };
  // Which unit keeps the carry is read off the net, before any of its states is turned over.
  const code = codeOf(written, isOwnStart && carryIn === 1 ? [1, 0] : [0, 1], start.code);
  return {
    start,
    net: isOwnStart ? written : { ...written, h0: startingWith(carryIn, written.h0, code) },
    check: {
      bits: state.bits,
      carryIn,
      code,
      ...(state.units === "logistic" && { gain: state.gain }),
    },
  };
}

/** The state after one of the 22 numbers was changed; the preset's own numbers are not spelled out. */
export function withNumber(state: AdderState, index: number, value: number): Pick<AdderState, "weights"> {
  const own = numbersOf(startOf(state.preset).net);
  const numbers = (parseNumbers(state.weights) ?? own).map((old, i) => (i === index ? value : old));
  return { weights: numbers.every((number, i) => number === own[i]) ? "" : formatNumbers(numbers) };
}

/** The pair that is added: numbers that n bits can hold. */
export const pairOf = ({
  a,
  b,
  bits,
}: Pick<AdderState, "a" | "b" | "bits">): { readonly a: number; readonly b: number } => ({
  a: a % 2 ** bits,
  b: b % 2 ** bits,
});

/** The same seed gives the same pair. */
export function randomPair(seed: number, bits: number): { readonly a: number; readonly b: number } {
  const source = randomLcg(seed);
  // the first value hardly differs between neighbouring seeds
  source();
  const next = (): number => Math.floor(source() * 2 ** bits);
  return { a: next(), b: next() };
}
