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

/**
 * Whether a carry that is made in one column survives 1, 2, 3, … columns that pass it on: whether (2ʳ⁺¹ − 1) + 1 comes out right.
 * The columns of a long ripple begin as those of a short one, so each verdict takes one more column. Without an end.
 */
export function* rippleVerdicts(net: ThresholdRnnSpec, gain: number): Generator<boolean, never> {
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
  let isIntact = digit(h) === 0;
  for (;;) {
    h = after(h, 1, 0);
    // a 1 here is wrong in every ripple that comes so far
    isIntact &&= digit(h) === 0;
    yield isIntact && digit(after(h, 0, 0)) === 1;
  }
}

export const survivesRipple = (net: ThresholdRnnSpec, gain: number, ripple: number): boolean => {
  const verdicts = rippleVerdicts(net, gain);
  for (let r = 1; r < ripple; r++) verdicts.next();
  return verdicts.next().value;
};

/** The shortest ripple, up to a limit, that a carry does not survive; null where it survives all. The longest that it survives is one less. */
export const shortestFailingRipple = (net: ThresholdRnnSpec, gain: number, most: number): number | null => {
  const verdicts = rippleVerdicts(net, gain);
  for (let ripple = 1; ripple <= most; ripple++) if (!verdicts.next().value) return ripple;
  return null;
};
