/** The threshold RNN in float64, as it is written down, and the adder's test of it: the second witness of the exhaustive check. */
import { digitsOf, numberOf, type ThresholdRnnSpec } from "../models/threshold-rnn.js";

export interface ReferenceColumn {
  /** W_xh x + W_hh h₋ + b_h. */
  readonly z: readonly number[];
  readonly h: readonly number[];
  /** W_hy h + b_y. */
  readonly zY: number;
  readonly y: 0 | 1;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** h(t) = H(z), or σ(κ z) where there is a gain; y(t) = H(W_hy h + b_y). Digits come least significant first. */
export const referenceThresholdRnn = (
  net: ThresholdRnnSpec,
  x1: readonly number[],
  x2: readonly number[],
  gain?: number,
): readonly ReferenceColumn[] => {
  const step = (z: number): 0 | 1 => (z > 0 || (z === 0 && net.atZero === 1) ? 1 : 0);
  const unit = (z: number): number => (gain === undefined ? step(z) : 1 / (1 + Math.exp(-gain * z)));
  let before = net.h0;
  return x1.map((digit, t) => {
    const x = [digit, x2[t]!];
    const z = net.b_h.map((bias, u) => dot(net.W_xh[u]!, x) + dot(net.W_hh[u]!, before) + bias);
    const h = z.map(unit);
    before = h;
    const zY = dot(net.W_hy, h) + net.b_y;
    return { z, h, zY, y: step(zY) };
  });
};

/** What the net writes for a + b in so many columns. */
export const referenceSum = (net: ThresholdRnnSpec, a: number, b: number, columns: number, gain?: number): number =>
  numberOf(referenceThresholdRnn(net, digitsOf(a, columns), digitsOf(b, columns), gain).map(({ y }) => y));
