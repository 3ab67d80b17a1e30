/** Adders that are right, in several codes, and adders that are wrong in instructive ways (domain.md §1). */
import { tableOf, THERMOMETER, type AdderCode, type ThresholdRnnSpec } from "./threshold-rnn.js";

export interface AdderPreset {
  /** Stands for it in addresses. */
  readonly id: string;
  readonly group: "right" | "right in another code" | "right under one convention" | "instructive";
  readonly net: ThresholdRnnSpec;
  /** What its units stand for; an edit keeps the code of the net that was edited. */
  readonly code: AdderCode;
}

/** Unit i counts: on where x1 + x2 + carry ≥ i. The carry is unit 2, the digit h1 − h2 + h3. */
export const CANONICAL: ThresholdRnnSpec = {
  kind: "threshold-rnn",
  W_xh: [
    [1, 1],
    [1, 1],
    [1, 1],
  ],
  W_hh: [
    [0, 1, 0],
    [0, 1, 0],
    [0, 1, 0],
  ],
  b_h: [-0.5, -1.5, -2.5],
  W_hy: [1, -1, 1],
  b_y: -0.5,
  h0: [0, 0, 0],
  atZero: 0,
};

/** All 22 numbers 0: for those who want to find them. */
export const BLANK: ThresholdRnnSpec = {
  ...CANONICAL,
  W_xh: CANONICAL.W_xh.map(() => [0, 0] as const),
  W_hh: CANONICAL.W_hh.map(() => [0, 0, 0]),
  b_h: [0, 0, 0],
  W_hy: [0, 0, 0],
  b_y: 0,
};

export interface Coded {
  readonly net: ThresholdRnnSpec;
  readonly code: AdderCode;
}

/** h_j → 1 − h_j: the row of the unit negated, its columns negated and the old column added to the biases. */
export const complemented = ({ net, code }: Coded, unit: number): Coded => {
  // 0 − x, since −0 would be shown as such
  const flip = (value: number): number => 0 - value;
  const negated = (row: readonly number[], u: number): number[] => (u === unit ? row.map(flip) : [...row]);
  const rows = net.W_hh.map((row, u) => ({ row: negated(row, u), bias: u === unit ? flip(net.b_h[u]!) : net.b_h[u]! }));
  return {
    net: {
      ...net,
      W_xh: net.W_xh.map((row, u) => negated(row, u) as [number, number]),
      W_hh: rows.map(({ row }) => row.map((value, v) => (v === unit ? flip(value) : value))),
      b_h: rows.map(({ row, bias }) => bias + row[unit]!),
      W_hy: net.W_hy.map((value, u) => (u === unit ? flip(value) : value)),
      b_y: net.b_y + net.W_hy[unit]!,
      h0: net.h0.map((value, u) => (u === unit ? 1 - value : value)),
    },
    code: code.map((table, u) => (u === unit && table !== null ? 255 - table : table)),
  };
};

/** The units in another order: unit u of the result is unit order[u]. */
export const permuted = ({ net, code }: Coded, order: readonly number[]): Coded => {
  const pick = <T>(list: readonly T[]): T[] => order.map((u) => list[u]!);
  return {
    net: {
      ...net,
      W_xh: pick(net.W_xh),
      W_hh: pick(net.W_hh).map((row) => pick(row)),
      b_h: pick(net.b_h),
      W_hy: pick(net.W_hy),
      h0: pick(net.h0),
    },
    code: pick(code),
  };
};

/** Every row and its bias times a positive factor of its own; the last factor is that of the output. */
export const rescaled = ({ net, code }: Coded, factors: readonly number[]): Coded => {
  const times = (row: readonly number[], u: number): number[] => row.map((value) => value * factors[u]!);
  const ofOutput = factors[net.b_h.length]!;
  return {
    net: {
      ...net,
      W_xh: net.W_xh.map((row, u) => times(row, u) as [number, number]),
      W_hh: net.W_hh.map(times),
      b_h: net.b_h.map((value, u) => value * factors[u]!),
      W_hy: net.W_hy.map((value) => value * ofOutput),
      b_y: net.b_y * ofOutput,
    },
    code,
  };
};

/** Every one of the 22 numbers moved by what `by` gives, in the order W_xh, W_hh, b_h, W_hy, b_y. */
export const perturbed = ({ net, code }: Coded, by: () => number): Coded => ({
  net: {
    ...net,
    W_xh: net.W_xh.map((row) => row.map((value) => value + by()) as unknown as [number, number]),
    W_hh: net.W_hh.map((row) => row.map((value) => value + by())),
    b_h: net.b_h.map((value) => value + by()),
    W_hy: net.W_hy.map((value) => value + by()),
    b_y: net.b_y + by(),
  },
  code,
});

const edited = (change: Partial<ThresholdRnnSpec>): Coded => ({ net: { ...CANONICAL, ...change }, code: THERMOMETER });
const reading = (column: number): ThresholdRnnSpec["W_hh"] =>
  CANONICAL.W_hh.map(() => [0, 1, 2].map((v) => (v === column ? 1 : 0)));
const canonical = edited({});

const entry =
  (group: AdderPreset["group"]) =>
  (id: string, coded: Coded): AdderPreset => ({ id, group, ...coded });
const right = entry("right");
const otherCode = entry("right in another code");
const oneConvention = entry("right under one convention");
const instructive = entry("instructive");

/** The state is the digit x1. */
export const DIGIT = tableOf((x1) => x1 === 1);
/** The state is the carry that came in. */
export const CARRY_IN = tableOf((_, __, carry) => carry === 1);
const NEGATED = { x1: [1, 0, 0], x2: [0, 1, 0], carry: [0, 0, 1] } as const;
/** On where two or three are on of x1, x2 and the carry, one of which is negated. */
export const twoOf = (negated: keyof typeof NEGATED): number => {
  const [n1, n2, nCarry] = NEGATED[negated];
  return tableOf((x1, x2, carry) => (x1 ^ n1) + (x2 ^ n2) + (carry ^ nCarry) >= 2);
};

/** Unit 2 is the carry, and the digit h1 − h2 + h3, of units 1 and 3 that do not count the sum. */
const besideCarry = (
  first: { readonly digits: readonly [number, number]; readonly carry: number; readonly table: number },
  third: typeof first,
): Coded => ({
  net: {
    ...CANONICAL,
    W_xh: [first.digits, [1, 1], third.digits],
    W_hh: [first.carry, 1, third.carry].map((weight) => [0, weight, 0]),
    b_h: [-0.5, -1.5, -0.5],
  },
  code: [first.table, THERMOMETER[1]!, third.table],
});
const WITHOUT_X1 = { digits: [-1, 1], carry: 1, table: twoOf("x1") } as const;

/** Three of the 14 classes of codes, none of which is a thermometer; the search over all is a test (oracle A7). */
const OTHER_CLASSES: readonly AdderPreset[] = [
  otherCode(
    "carry-in-kept",
    besideCarry({ digits: [0, 0], carry: 1, table: CARRY_IN }, { digits: [1, 1], carry: -1, table: twoOf("carry") }),
  ),
  otherCode("digit-kept", besideCarry(WITHOUT_X1, { digits: [1, 0], carry: 0, table: DIGIT })),
  otherCode("three-majorities", besideCarry(WITHOUT_X1, { digits: [1, -1], carry: 1, table: twoOf("x2") })),
];

export const ADDER_PRESETS: readonly AdderPreset[] = [
  right("canonical", canonical),
  right("output-row", edited({ W_hy: [1, -2, 2] })),
  right("scaled", rescaled(canonical, [2, 4, 0.5, 3])),
  otherCode("unit-1-complemented", complemented(canonical, 0)),
  otherCode("carry-complemented", complemented(canonical, 1)),
  otherCode("permuted", permuted(canonical, [1, 2, 0])),
  ...OTHER_CLASSES,
  oneConvention("integers-from-zero", edited({ b_h: [-1, -2, -3], b_y: -1, atZero: 1 })),
  oneConvention("integers-above-zero", edited({ b_h: [0, -1, -2], b_y: 0 })),
  instructive("no-recurrence", edited({ W_hh: BLANK.W_hh })),
  instructive("reads-unit-1", edited({ W_hh: reading(0) })),
  instructive("reads-unit-3", edited({ W_hh: reading(2) })),
  instructive("unit-3-strict", edited({ b_h: [-0.5, -1.5, -3.5] })),
  instructive("output-ignores-unit-3", edited({ W_hy: [1, -1, 0] })),
  instructive("unit-1-eager", edited({ b_h: [0.5, -1.5, -2.5] })),
  instructive("output-eager", edited({ b_y: 0.5 })),
];
