/** Every situation that a net can come into, however long the numbers: from a state and a carry, the four pairs of digits. */
import { runThresholdRnn, type AdderColumn } from "../../kernels/threshold-rnn/cpu.js";
import type { AdderCode, ThresholdRnnSpec } from "../../models/threshold-rnn.js";

export interface Visit {
  /** The states before the column, 0 or 1. */
  readonly before: readonly number[];
  /** The carry that comes in, as arithmetic has it. */
  readonly carry: 0 | 1;
  readonly column: AdderColumn;
}

/** Breadth first from h_0 and the carry-in, with threshold units. */
export function visitsOf(net: ThresholdRnnSpec, carryIn: 0 | 1): readonly Visit[] {
  const queue: { readonly h: readonly number[]; readonly carry: 0 | 1 }[] = [{ h: net.h0, carry: carryIn }];
  const seen = new Set([`${net.h0.join("")} ${carryIn}`]);
  const visits: Visit[] = [];
  for (const { h, carry } of queue) {
    for (const [x1, x2] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const column = runThresholdRnn({ ...net, h0: h }, [x1], [x2])[0]!;
      visits.push({ before: h, carry, column });
      const next = { h: column.h, carry: x1 + x2 + carry >= 2 ? 1 : 0 } as const;
      const key = `${next.h.join("")} ${next.carry}`;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(next);
    }
  }
  return visits;
}

const isRight = ({ carry, column: { x, y } }: Visit): boolean => y === (x[0] + x[1] + carry) % 2;

/** Whether every digit is right in every situation: then sums of any length are. */
export const addsAtAnyLength = (visits: readonly Visit[]): boolean => visits.every(isRight);

/** The distinct states that the net comes into, as "110", in the order in which it meets them. */
export const statesOf = (visits: readonly Visit[]): readonly string[] => [
  ...new Set(visits.map(({ before }) => before.join(""))),
];

/** What the units of a net that adds stand for; null where a unit's state is no function of x1, x2 and the carry, or where the net fails. */
export const inferredCode = (visits: readonly Visit[]): AdderCode => {
  const units = visits[0]!.before.length;
  if (!addsAtAnyLength(visits)) return Array.from({ length: units }, () => null);
  return Array.from({ length: units }, (_, u) => {
    const bits = new Map<number, number>();
    for (const { carry, column } of visits) {
      const [x1, x2] = column.x;
      const at = x1 + 2 * x2 + 4 * carry;
      const h = column.h[u]!;
      if ((bits.get(at) ?? h) !== h) return null;
      bits.set(at, h);
    }
    return [...bits].reduce((table, [at, h]) => table | (h << at), 0);
  });
};

/**
 * How far every number of a net may move at once before some sum reaches 0: the smallest |z| ÷ (numbers that take part in it), over
 * all situations; of the hidden units and of the output. In the canonical net 1/12 and 1/8 (domain.md §1).
 */
export function safeChange(visits: readonly Visit[]): { readonly hidden: number; readonly output: number } {
  const on = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  let [hidden, output] = [Infinity, Infinity];
  for (const { before, column } of visits) {
    const terms = 1 + on(column.x) + on(before);
    for (const z of column.z) hidden = Math.min(hidden, Math.abs(z) / terms);
    output = Math.min(output, Math.abs(column.zY) / (1 + on(column.h)));
  }
  return { hidden, output };
}
