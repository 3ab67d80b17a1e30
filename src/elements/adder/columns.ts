import { fires, runThresholdRnn, type AdderColumn } from "../../kernels/threshold-rnn/cpu.js";
import { digitsOf } from "../../models/threshold-rnn.js";
import type { Adder } from "./model.js";
import { UNITS } from "./notation.js";

/** One column of a sum as the net has it, beside what is right. */
export interface ShownColumn extends AdderColumn {
  /** The states before it. */
  readonly before: readonly number[];
  /** The carry that comes in, as arithmetic has it. */
  readonly carry: 0 | 1;
  /** The right digit. */
  readonly digit: number;
  /** The right states, null where nobody knows what a unit stands for. */
  readonly states: readonly (0 | 1 | null)[];
  /** Whether a unit's sum is on the wrong side of its threshold; the output comes last. */
  readonly wrong: readonly boolean[];
}

/** Runs a net over two numbers, n columns and one of padding, least significant first. */
export function columnsOf({ net, check }: Adder, a: number, b: number): readonly ShownColumn[] {
  const { bits, carryIn, code, gain } = check;
  const [x1, x2] = [digitsOf(a, bits + 1), digitsOf(b, bits + 1)];
  let carry = carryIn;
  let before: readonly number[] = net.h0;
  return runThresholdRnn(net, x1, x2, gain).map((column, t) => {
    const at = x1[t]! + 2 * x2[t]! + 4 * carry;
    const sum = x1[t]! + x2[t]! + carry;
    const states = code.map((table) => (table === null ? null : ((table >> at) & 1) === 1 ? 1 : 0));
    const shown: ShownColumn = {
      ...column,
      before,
      carry,
      digit: sum % 2,
      states,
      wrong: [
        ...column.z.map((z, u) => states[u] !== null && fires(net, z) !== (states[u] === 1)),
        column.y !== sum % 2,
      ],
    };
    before = column.h;
    carry = sum >= 2 ? 1 : 0;
    return shown;
  });
}

/** Where a sum first goes wrong. */
export interface Diagnosis {
  /** The first column with a wrong digit, from 0. */
  readonly column: number;
  /** The first column with a unit on the wrong side, perhaps an earlier one, and that unit; 3 is the output. */
  readonly origin: number;
  readonly unit: number;
  readonly z: number;
  /** z × (+1 where the right state is on, −1 where it is off). */
  readonly margin: number;
  readonly shouldBeOn: boolean;
}

/** Null where every digit is right. */
export function diagnose(columns: readonly ShownColumn[]): Diagnosis | null {
  const column = columns.findIndex(({ wrong }) => wrong[UNITS]);
  if (column < 0) return null;
  const origin = columns.findIndex(({ wrong }) => wrong.includes(true));
  const { wrong, z, zY, states, digit } = columns[origin]!;
  const unit = wrong.indexOf(true);
  const sum = unit === UNITS ? zY : z[unit]!;
  const shouldBeOn = unit === UNITS ? digit === 1 : states[unit] === 1;
  return { column, origin, unit, z: sum, margin: shouldBeOn ? sum : 0 - sum, shouldBeOn };
}
