import type { AdderCode, ThresholdRnnSpec } from "../../models/threshold-rnn.js";

/** What is checked, beside the net itself. */
export interface AdderCheck {
  /** n: all pairs of n-bit numbers, 1 to 8. */
  readonly bits: number;
  /** Whether a column of zeros follows, into which the last carry can go (the default); without it the sum is mod 2ⁿ. */
  readonly padded?: boolean;
  /** 1: the state h0 of the net stands for a carry, and a + b + 1 is right. */
  readonly carryIn?: 0 | 1;
  /** What the units stand for, for their margins; units without a code have |z| as margin. */
  readonly code?: AdderCode;
  /** κ of logistic hidden units; thresholds where it is missing. */
  readonly gain?: number;
}

export const columnsOfCheck = ({ bits, padded = true }: AdderCheck): number => bits + (padded ? 1 : 0);

const NO_CODE = 256;

/** The `net` buffer of threshold-rnn/exhaustive.wgsl: W_xh, W_hh, b_h, W_hy, b_y, h0, code, H(0), gain, carry-in. */
export const netBuffer = (net: ThresholdRnnSpec, { code, gain = 0, carryIn = 0 }: AdderCheck): Float32Array =>
  Float32Array.from([
    ...net.W_xh.flat(),
    ...net.W_hh.flat(),
    ...net.b_h,
    ...net.W_hy,
    net.b_y,
    ...net.h0,
    ...net.b_h.map((_, u) => code?.[u] ?? NO_CODE),
    net.atZero,
    gain,
    carryIn,
  ]);
