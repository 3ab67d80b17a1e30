import type { ThresholdRnnSpec } from "../../models/threshold-rnn.js";
import { columnsOfCheck, type AdderCheck } from "./net.js";

const { fround } = Math;

/** One column: the sums z, the states and the output digit, in float32 as the shader has them. */
export interface AdderColumn {
  readonly x: readonly [number, number];
  readonly z: readonly number[];
  /** 0 or 1, or between them where the units are logistic. */
  readonly h: readonly number[];
  readonly zY: number;
  readonly y: 0 | 1;
}

/** Whether a unit is on at this sum. */
export const fires = ({ atZero }: ThresholdRnnSpec, z: number): boolean => z > 0 || (z === 0 && atZero === 1);

/** The column that follows a state, in the order of additions of the shader. */
const columnAfter = (
  net: ThresholdRnnSpec,
  before: readonly number[],
  x: readonly [number, number],
  gain: number | undefined,
): AdderColumn => {
  const z = net.b_h.map((bias, u) => {
    const [w1, w2] = net.W_xh[u]!;
    const digits = fround(fround(fround(bias) + fround(fround(w1) * x[0])) + fround(fround(w2) * x[1]));
    return before.reduce((sum, h, v) => fround(sum + fround(fround(net.W_hh[u]![v]!) * h)), digits);
  });
  const h = z.map((sum) =>
    gain === undefined ? (fires(net, sum) ? 1 : 0) : fround(1 / (1 + Math.exp(-fround(gain) * sum))),
  );
  const zY = h.reduce((sum, value, u) => fround(sum + fround(fround(net.W_hy[u]!) * value)), fround(net.b_y));
  return { x, z, h, zY, y: fires(net, zY) ? 1 : 0 };
};

/** Runs the net over two rows of digits, least significant first; as many columns as x1 has. */
export function runThresholdRnn(
  net: ThresholdRnnSpec,
  x1: readonly number[],
  x2: readonly number[],
  gain?: number,
): readonly AdderColumn[] {
  let before: readonly number[] = net.h0.map(fround);
  return x1.map((digit, t) => {
    const column = columnAfter(net, before, [digit, x2[t]!], gain);
    before = column.h;
    return column;
  });
}

/** The next column from the one before. Of thresholds there are only so many: each is computed once. */
const nextColumn = (net: ThresholdRnnSpec, gain: number | undefined) => {
  const first = net.h0.map(fround);
  const known: AdderColumn[] = [];
  return (before: AdderColumn | null, x1: number, x2: number): AdderColumn => {
    if (gain !== undefined) return columnAfter(net, before?.h ?? first, [x1, x2], gain);
    const state = before?.h.reduce((sum, h, u) => sum + h * 2 ** u, 1) ?? 0;
    return (known[4 * state + 2 * x2 + x1] ??= columnAfter(net, before?.h ?? first, [x1, x2], gain));
  };
};

/** What the check keeps of its pairs, in the layout of the shader: digits and first wrong column, margins and wrong states. */
export interface CheckMemory {
  readonly result: Uint32Array;
  readonly margins: Float32Array;
  readonly wrong: Uint32Array;
}

export const NEVER_WRONG = 0xff;

/** The CPU twin of threshold-rnn/exhaustive.wgsl for pairs first … first + count − 1. */
export function checkPairs(
  net: ThresholdRnnSpec,
  check: AdderCheck,
  memory: CheckMemory,
  first: number,
  count: number,
): void {
  const { bits, carryIn = 0, code, gain } = check;
  const columns = columnsOfCheck(check);
  const units = net.b_h.length;
  const next = nextColumn(net, gain);
  const note = (unit: number, margin: number, isWrong: boolean): void => {
    memory.margins[unit] = Math.min(memory.margins[unit]!, margin);
    if (isWrong) memory.wrong[unit]! += 1;
  };
  for (let pair = first; pair < first + count; pair++) {
    const a = pair % 2 ** bits;
    const b = Math.floor(pair / 2 ** bits);
    let carry = carryIn;
    let isRight: boolean = true;
    let digits = 0;
    let column: AdderColumn | null = null;
    for (let t = 0; t < columns; t++) {
      const [x1, x2] = [(a >> t) & 1, (b >> t) & 1];
      column = next(column, x1, x2);
      const { z, zY, y } = column;
      let staysRight: boolean = isRight;
      for (let u = 0; u < units; u++) {
        const isOn = fires(net, z[u]!);
        const table = code?.[u] ?? null;
        const want = table === null ? isOn : ((table >> (x1 + 2 * x2 + 4 * carry)) & 1) === 1;
        if (isRight) note(u, table === null ? Math.abs(z[u]!) : want ? z[u]! : -z[u]!, isOn !== want);
        staysRight &&= isOn === want;
      }
      isRight = staysRight;
      const sum = x1 + x2 + carry;
      const want = sum % 2 === 1;
      if (isRight) note(units, want ? zY : -zY, (y === 1) !== want);
      digits |= y << t;
      carry = sum >> 1;
    }
    const difference = digits ^ (a + b + carryIn);
    const wrongColumn = difference === 0 ? NEVER_WRONG : 31 - Math.clz32(difference & -difference);
    memory.result[pair] = digits | (wrongColumn << 16);
  }
}
