/** The binary adder of the homework: threshold units that read two digits and their own last state (domain.md §1). */
import { describe, fields, invalid, oneOf } from "./checks.js";

/** 22 numbers where there are three units; h_0 comes beside them. Rows are units. */
export interface ThresholdRnnSpec {
  readonly kind: "threshold-rnn";
  /** (units, 2): the weights of the digits x1 and x2. */
  readonly W_xh: readonly (readonly [number, number])[];
  /** (units, units): what unit `row` gives to the last state of unit `column`. */
  readonly W_hh: readonly (readonly number[])[];
  readonly b_h: readonly number[];
  readonly W_hy: readonly number[];
  readonly b_y: number;
  /** The state before the first column; with the carry's unit on it adds one. */
  readonly h0: readonly number[];
  /** H(0): 0 is "on where z > 0", 1 is "on where z ≥ 0". */
  readonly atZero: 0 | 1;
}

/** Units that the exhaustive check can hold in one invocation. */
export const MOST_UNITS = 8;

const number = (value: unknown, path: string): number => {
  if (typeof value !== "number" || !Number.isFinite(Math.fround(value))) {
    throw invalid(`${path} is ${describe(value)}; use a finite number`);
  }
  return value;
};

const numbers = (value: unknown, path: string, length: number): readonly number[] => {
  if (!Array.isArray(value) || value.length !== length) {
    throw invalid(`${path} is ${describe(value)}; use a list of ${length}, one for each unit or digit`);
  }
  return Array.from(value, (entry: unknown, i) => number(entry, `${path}[${i}]`));
};

/**
 * Checks a threshold RNN and fills the defaults: h0 all 0, atZero 0.
 * @throws SweepfieldError "spec-invalid" with the path, the value that was read and the fix.
 */
export const validateThresholdRnn = (value: unknown): ThresholdRnnSpec => {
  const spec = fields(value, "spec", ["kind", "W_xh", "W_hh", "b_h", "W_hy", "b_y", "h0", "atZero"]);
  oneOf(spec.get("kind"), "kind", ["threshold-rnn"]);
  const rows = spec.get("W_xh");
  if (!Array.isArray(rows) || rows.length < 1 || rows.length > MOST_UNITS) {
    throw invalid(`W_xh is ${describe(rows)}; use a list of 1 to ${MOST_UNITS} units`);
  }
  const units = rows.length;
  const recurrent = spec.get("W_hh");
  if (!Array.isArray(recurrent) || recurrent.length !== units) {
    throw invalid(`W_hh is ${describe(recurrent)}; use a list of ${units} rows, one for each unit`);
  }
  return {
    kind: "threshold-rnn",
    W_xh: rows.map((row: unknown, u) => {
      const [x1, x2] = numbers(row, `W_xh[${u}]`, 2);
      return [x1!, x2!] as const;
    }),
    W_hh: recurrent.map((row: unknown, u) => numbers(row, `W_hh[${u}]`, units)),
    b_h: numbers(spec.get("b_h"), "b_h", units),
    W_hy: numbers(spec.get("W_hy"), "W_hy", units),
    b_y: number(spec.get("b_y"), "b_y"),
    h0: spec.has("h0") ? numbers(spec.get("h0"), "h0", units) : recurrent.map(() => 0),
    atZero: oneOf(spec.get("atZero"), "atZero", [0, 1], 0),
  };
};

/**
 * What the units of an adder stand for: of each the state that is right, as a truth table of x1, x2 and the carry that comes
 * in (bit x1 + 2·x2 + 4·carry). Null where nobody knows.
 */
export type AdderCode = readonly (number | null)[];

/** The truth table of a function of x1, x2 and the carry that comes in. */
export const tableOf = (isOn: (x1: number, x2: number, carry: number) => boolean): number =>
  Array.from({ length: 8 }, (_, bits) => bits).reduce(
    (table, bits) => (isOn(bits & 1, (bits >> 1) & 1, bits >> 2) ? table | (1 << bits) : table),
    0,
  );

/** Unit i is on where x1 + x2 + carry ≥ i: the thermometer code, of which the second unit is the carry. */
export const THERMOMETER: AdderCode = [1, 2, 3].map((least) => tableOf((x1, x2, carry) => x1 + x2 + carry >= least));

/** The digits of a number, least significant first. */
export const digitsOf = (value: number, columns: number): number[] =>
  Array.from({ length: columns }, (_, t) => Math.floor(value / 2 ** t) % 2);

/** The number of these digits, least significant first. */
export const numberOf = (digits: readonly number[]): number =>
  digits.reduce((sum, digit, t) => sum + digit * 2 ** t, 0);
