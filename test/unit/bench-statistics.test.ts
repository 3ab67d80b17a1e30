import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { median, medianInterval, quantile } from "../../bench/statistics.js";

test("quantiles interpolate between order statistics", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(quantile([10, 20], 0.1), 11);
  assert.equal(quantile([5], 0.9), 5);
  assert.throws(() => quantile([], 0.5), RangeError);
});

test("the interval of the median uses the order statistics of the sign test's table", () => {
  // Two-sided 95 %: n and the rank that is cut to, from the binomial distribution (Conover 1999, table A3).
  const ranks = [
    [5, 1],
    [6, 1],
    [8, 1],
    [9, 2],
    [11, 2],
    [12, 3],
    [20, 6],
    [30, 10],
    [50, 18],
  ] as const;
  for (const [n, rank] of ranks) {
    const values = Array.from({ length: n }, (_, i) => i + 1);
    const { low, high } = medianInterval(values);
    assert.deepEqual([low, high], [rank, n + 1 - rank], `n = ${n}`);
  }
});

test("low ≤ median ≤ high, in any order of the values", () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 60 }),
      (values) => {
        const { low, median: middle, high } = medianInterval(values);
        assert.ok(low <= middle && middle <= high);
        assert.deepEqual(medianInterval(values.toReversed()), { low, median: middle, high });
      },
    ),
  );
});
