import type { Tolerance } from "../io/conformance.js";
import type { Tensor } from "../models/tensor.js";

/** max |a − b|; NaN where either holds one, so that a broken run never looks exact. */
export function maxAbsDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.NaN;
  let max = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    // Not `>`, which would pass over NaN.
    if (!(difference <= max)) max = difference;
    if (Number.isNaN(max)) return max;
  }
  return max;
}

/** The element that comes nearest to its tolerance, or exceeds it most. */
export interface Worst {
  readonly index: readonly number[];
  readonly got: number;
  readonly want: number;
}

export interface Comparison {
  readonly pass: boolean;
  readonly maxAbsError: number;
  readonly worst: Worst;
}

/** |got − want| ≤ absolute + relative·|want| for every element. A number that is not finite fails. */
export function compare(got: Tensor, want: Tensor, { absolute, relative }: Tolerance): Comparison {
  if (got.shape.join() !== want.shape.join())
    throw new RangeError(`cannot compare shape [${got.shape.join()}] with [${want.shape.join()}]`);
  let pass = true;
  let worst = 0;
  let worstExcess = -Infinity;
  for (let i = 0; i < want.data.length; i++) {
    const excess = Math.abs(got.data[i]! - want.data[i]!) - absolute - relative * Math.abs(want.data[i]!);
    if (!(excess <= 0)) pass = false;
    // NaN is worse than any number, and the first one is shown.
    if (!(excess <= worstExcess) && !Number.isNaN(worstExcess)) [worst, worstExcess] = [i, excess];
  }
  return {
    pass,
    maxAbsError: maxAbsDifference(got.data, want.data),
    worst: { index: indexOf(worst, want.shape), got: got.data[worst]!, want: want.data[worst]! },
  };
}

/** Row-major position to one index per axis. */
function indexOf(position: number, shape: readonly number[]): readonly number[] {
  const index: number[] = [];
  let rest = position;
  for (const side of shape.toReversed()) {
    index.unshift(rest % side);
    rest = Math.floor(rest / side);
  }
  return index;
}
