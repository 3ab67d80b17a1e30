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

/** h_0: what the state says, or the preset's start with the carry's unit turned over where a carry comes in. */
const startStates = ({ net, code }: Start, { start, carryIn }: AdderState): readonly number[] => {
  if (start !== "") return Array.from(start, Number);
  const carry = carryUnitOf(code);
  return net.h0.map((h, u) => (u === carry && carryIn === 1 ? 1 - h : h));
};

const H_OF_ZERO = { above: 0, from: 1 } as const;

/** The net from a start without a carry: what a ripple begins with. */
export const withoutCarryIn = ({ net, check }: Adder): ThresholdRnnSpec => {
  const carry = carryUnitOf(check.code);
  return check.carryIn === 0 ? net : { ...net, h0: net.h0.map((h, u) => (u === carry ? 1 - h : h)) };
};

export function adderOf(state: AdderState): Adder {
  const start = startOf(state.preset);
  const numbers = parseNumbers(state.weights) ?? numbersOf(start.net);
  const net: ThresholdRnnSpec = {
    ...withNumbers(start.net, numbers),
    h0: startStates(start, state),
    atZero: state.zero === "preset" ? start.net.atZero : H_OF_ZERO[state.zero],
  };
  const carryIn = state.carryIn === 1 ? 1 : 0;
  const isKnown = start.code.some((table) => table !== null);
  return {
    start,
    net,
    check: {
      bits: state.bits,
      carryIn,
      code: isKnown ? start.code : inferredCode(visitsOf(net, carryIn)),
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
export const pairOf = ({ a, b, bits }: AdderState): { readonly a: number; readonly b: number } => ({
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

const MEANINGS: readonly (readonly [table: number, meaning: string])[] = THERMOMETER.flatMap((table, i) => [
  [table!, ["sum ≥ 1", "sum ≥ 2: carry", "sum ≥ 3"][i]!] as const,
  [255 - table!, ["sum = 0", "no carry", "sum ≤ 2"][i]!] as const,
]);

/** What a unit stands for, in a word or two. */
export const meaningOf = (table: number | null): string =>
  table === null ? "" : (MEANINGS.find(([known]) => known === table)?.[1] ?? "own code");
