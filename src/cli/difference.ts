import type { Tolerance } from "../io/conformance.js";
import type { Tensor, Tensors } from "../models/tensor.js";

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
  /** |got − want| minus what is allowed, at the worst element; above 0 it fails. */
  readonly excess: number;
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
    excess: worstExcess,
  };
}

/** Several tensors by name, compared with what is wanted of them: the worst element of the worst tensor stands for all. */
export function compareAll(
  got: Tensors,
  want: Tensors,
  tolerance: Tolerance,
): { readonly pass: boolean; readonly maxAbsError: number; readonly worst: Worst & { readonly tensor: string } } {
  const results = Object.entries(want).map(([tensor, wanted]) => ({
    tensor,
    ...compare(got[tensor]!, wanted, tolerance),
  }));
  // a tensor with a NaN comes before every other
  const worst = results.reduce((a, b) => (Number.isNaN(a.excess) || a.excess >= b.excess ? a : b));
  return {
    pass: results.every(({ pass }) => pass),
    maxAbsError: results.reduce((most, { maxAbsError: e }) => (Number.isNaN(most) || most >= e ? most : e), 0),
    worst: { tensor: worst.tensor, ...worst.worst },
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
