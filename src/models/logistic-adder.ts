/** The adder with logistic units of gain κ in place of thresholds: how long a carry survives (domain.md §1). */
import type { ThresholdRnnSpec } from "./threshold-rnn.js";

const logistic = (z: number): number => 1 / (1 + Math.exp(-z));

/** h ↦ σ(κ z) of the unit that carries, where one of both digits is 1: h ↦ σ(κ (h − ½)) in the canonical net. */
export const carryMap =
  (net: ThresholdRnnSpec, gain: number, unit = 1): ((h: number) => number) =>
  (h) =>
    logistic(gain * (net.W_xh[unit]![0] + net.W_hh[unit]![unit]! * h + net.b_h[unit]!));

/**
 * The gain below which no carry lasts for ever where one digit is 1; null where the unit does not carry by itself at any gain.
 * With z = w h + c the map h ↦ σ(κ z) has one fixed point, which draws every start, up to the κ at which it touches the diagonal:
 * h (1 − h) κ w = 1 and κ (w h + c) = logit h, so h − h (1 − h) logit h = −c / w. That is 4 / w where c = −w / 2.
 */
export function carryLimit(net: ThresholdRnnSpec, unit: number): number | null {
  const row = net.W_hh[unit]!;
  const w = row[unit]!;
  const middle = -(net.W_xh[unit]![0] + net.b_h[unit]!) / w;
  if (row.some((weight, v) => v !== unit && weight !== 0) || !(w > 0) || !(middle > 0 && middle < 1)) return null;
  if (middle === 0.5) return 4 / w;
  const at = (h: number): number => h - h * (1 - h) * Math.log(h / (1 - h));
  let [low, high] = [0, 1];
  for (let halving = 0; halving < 60; halving++) {
    const h = (low + high) / 2;
    // the left side never falls
    if (at(h) < middle) low = h;
    else high = h;
  }
  return 1 / (w * low * (1 - low));
}

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

/** Where an orbit of a map that never falls ends: at the next fixed point on the side that its first step goes to. */
export const endOfOrbit = (map: (h: number) => number, fixed: readonly number[], start: number): number => {
  const step = map(start) - start;
  const found = step > 0 ? fixed.find((h) => h > start) : step < 0 ? fixed.findLast((h) => h < start) : start;
  return found ?? start;
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
