/** Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError("no values");
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median and a 95 % interval of it from order statistics, which assume no distribution: the true median lies between
 * the j-th smallest and the j-th largest of n values unless fewer than j fall on one side of it, a binomial tail of ½.
 * Below six values all of them are needed, and the interval holds a little less (five: 93.75 %).
 */
export function medianInterval(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  let cut = 0;
  let probability = 0.5 ** n;
  for (let tail = probability; tail <= 0.025 && 2 * (cut + 1) < n; tail += probability) {
    cut++;
    probability *= (n - cut + 1) / cut;
  }
  const outermost = Math.max(0, cut - 1);
  return { median: median(values), low: sorted[outermost]!, high: sorted[n - 1 - outermost]! };
}
