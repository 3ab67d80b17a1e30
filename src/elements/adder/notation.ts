/** The 22 numbers of an adder with three units as one line of text, in the order W_xh, W_hh, b_h, W_hy, b_y, row by row. */
import type { ThresholdRnnSpec } from "../../models/threshold-rnn.js";

export const UNITS = 3;
/** |w| of a number that is typed: far beyond what an adder needs, and exact enough in float32. */
export const MOST_WEIGHT = 1000;

export const WEIGHTS_FORM = `22 numbers from −${MOST_WEIGHT} to ${MOST_WEIGHT} with blanks between, W_xh, W_hh, b_h, W_hy and b_y row by row, or nothing`;

/** Where one of the 22 numbers stands. */
export interface Place {
  readonly index: number;
  /** The unit that it leads to; 3 is the output. */
  readonly unit: number;
  /** What it leads from: the digits x1 and x2, the units' states, or nothing where it is a bias. */
  readonly source: Source;
}
export type Source =
  | { readonly kind: "digit"; readonly digit: 0 | 1 }
  | { readonly kind: "state"; readonly unit: number }
  | { readonly kind: "bias" };

const units = Array.from({ length: UNITS }, (_, u) => u);

export const PLACES: readonly Place[] = [
  ...units.flatMap((u) =>
    ([0, 1] as const).map((digit) => ({
      unit: u,
      source: { kind: "digit", digit } as const,
    })),
  ),
  ...units.flatMap((u) =>
    units.map((v) => ({
      unit: u,
      source: { kind: "state", unit: v } as const,
    })),
  ),
  ...units.map((u) => ({ unit: u, source: { kind: "bias" } as const })),
  ...units.map((v) => ({
    unit: UNITS,
    source: { kind: "state", unit: v } as const,
  })),
  { unit: UNITS, source: { kind: "bias" } as const },
].map((place, index) => ({ index, ...place }));

/** What leads to a unit, in the order of its sum. */
export const placesOf = (unit: number): readonly Place[] => PLACES.filter((place) => place.unit === unit);

export const numbersOf = ({ W_xh, W_hh, b_h, W_hy, b_y }: ThresholdRnnSpec): readonly number[] => [
  ...W_xh.flat(),
  ...W_hh.flat(),
  ...b_h,
  ...W_hy,
  b_y,
];

/** The net with these 22 numbers and the start and convention of another. */
export const withNumbers = (net: ThresholdRnnSpec, numbers: readonly number[]): ThresholdRnnSpec => {
  const rows = (from: number, width: number): number[][] =>
    units.map((u) => numbers.slice(from + u * width, from + (u + 1) * width));
  const states = 2 * UNITS + UNITS * UNITS;
  return {
    ...net,
    W_xh: rows(0, 2).map(([x1 = 0, x2 = 0]) => [x1, x2]),
    W_hh: rows(2 * UNITS, UNITS),
    b_h: numbers.slice(states, states + UNITS),
    W_hy: numbers.slice(states + UNITS, states + 2 * UNITS),
    b_y: numbers[states + 2 * UNITS] ?? 0,
  };
};

const NUMERAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** Null for anything but a numeral within the limit. */
export const parseNumber = (text: string): number | null => {
  const numeral = text.trim().replace("−", "-");
  const value = numeral.length <= 32 && NUMERAL.test(numeral) ? Number(numeral) : NaN;
  // + 0 makes a 0 of −0
  return Math.abs(value) <= MOST_WEIGHT ? value + 0 : null;
};

/** Null for what is no list of 22 numbers. */
export const parseNumbers = (text: string): readonly number[] | null => {
  if (text.length > 1000) return null;
  const numbers = text
    .trim()
    .split(/[\s,;]+/)
    .map(parseNumber);
  return numbers.length === PLACES.length && numbers.every((value) => value !== null) ? numbers : null;
};

export const formatNumbers = (numbers: readonly number[]): string =>
  numbers.map((value) => String(value + 0)).join(" ");
