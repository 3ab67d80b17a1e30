/** The adder with logistic units of gain κ in place of thresholds: how long a carry survives (domain.md §1). */
import type { ThresholdRnnSpec } from "./threshold-rnn.js";

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** h ↦ σ(κ z) of the unit that carries, where one of both digits is 1: h ↦ σ(κ (h − ½)) in the canonical net. */
export const carryMap =
  (net: ThresholdRnnSpec, gain: number, unit = 1): ((h: number) => number) =>
  (h) =>
    logistic(gain * (net.W_xh[unit]![0] + net.W_hh[unit]![unit]! * h + net.b_h[unit]!));

/** The cobweb from a start: h, f(h), f(f(h)), … with `steps` applications. */
export const cobweb = (map: (h: number) => number, start: number, steps: number): readonly number[] => {
  const orbit = [start];
  for (let i = 0; i < steps; i++) orbit.push(map(orbit[i]!));
  return orbit;
};

/** The points that a map on [0, 1] leaves in place, ascending; those that a grid of 4,096 can tell apart. */
export const fixedPoints = (map: (h: number) => number): readonly number[] => {
  const cells = 4096;
  const gap = (h: number): number => map(h) - h;
  const points: number[] = [];
  for (let i = 0; i < cells; i++) {
    let [low, high] = [i / cells, (i + 1) / cells];
    if (gap(low) === 0) {
      points.push(low);
      continue;
    }
    if (gap(low) * gap(high) >= 0) continue;
    for (let halving = 0; halving < 60; halving++) {
      const middle = (low + high) / 2;
      if (gap(low) * gap(middle) <= 0) high = middle;
      else low = middle;
    }
    points.push((low + high) / 2);
  }
  return points;
};

/** Whether a carry that is made in one column survives `ripple` columns that pass it on: (2ʳ⁺¹ − 1) + 1 comes out right. */
export const survivesRipple = (net: ThresholdRnnSpec, gain: number, ripple: number): boolean =>
  firstWrongRipple(net, gain, ripple, ripple) === null;

/**
 * The shortest ripple, up to a limit, that a carry does not survive; null where it survives all. The longest that it survives is
 * one less. The columns of a long ripple begin as those of a short one, so one pass over them finds it.
 */
export const shortestFailingRipple = (net: ThresholdRnnSpec, gain: number, most: number): number | null =>
  firstWrongRipple(net, gain, 1, most);

function firstWrongRipple(net: ThresholdRnnSpec, gain: number, from: number, to: number): number | null {
  const after = (h: readonly number[], x1: number, x2: number): readonly number[] =>
    net.b_h.map((bias, u) => {
      const [w1, w2] = net.W_xh[u]!;
      return logistic(gain * net.W_hh[u]!.reduce((sum, w, v) => sum + w * h[v]!, bias + w1 * x1 + w2 * x2));
    });
  const digit = (h: readonly number[]): number => {
    const z = net.W_hy.reduce((sum, w, u) => sum + w * h[u]!, net.b_y);
    return z > 0 || (z === 0 && net.atZero === 1) ? 1 : 0;
  };
  // both digits are 1 in the column that makes the carry, one of them in those that pass it on
  let h = after(net.h0, 1, 1);
  if (digit(h) !== 0) return from;
  for (let ripple = 1; ripple <= to; ripple++) {
    h = after(h, 1, 0);
    // a 1 here is wrong in every ripple that comes so far
    if (digit(h) !== 0) return Math.max(from, ripple);
    if (ripple >= from && digit(after(h, 0, 0)) !== 1) return ripple;
  }
  return null;
}
