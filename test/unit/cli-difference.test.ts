import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, maxAbsDifference } from "../../src/cli/difference.js";

const tensor = (shape: number[], ...data: number[]) => ({ shape, data: Float64Array.from(data) });

test("the largest difference; NaN and a missing value never look exact", () => {
  assert.equal(maxAbsDifference([1, 2, 3], [1, 2.5, 2.75]), 0.5);
  assert.equal(maxAbsDifference([1, Number.NaN], [1, 2]), Number.NaN);
  assert.equal(maxAbsDifference([Number.NaN, 1], [1, 1]), Number.NaN);
  assert.equal(maxAbsDifference([1], [1, 2]), Number.NaN);
});

test("tolerance: |got − want| ≤ absolute + relative·|want|, both sides of the bound", () => {
  const want = tensor([1, 2], 8, 0);
  const tolerance = { absolute: 0.25, relative: 0.125 };
  assert.equal(compare(tensor([1, 2], 9.25, 0.25), want, tolerance).pass, true);
  assert.equal(compare(tensor([1, 2], 9.25, 0.2500001), want, tolerance).pass, false);
  assert.equal(compare(tensor([1, 2], 9.2500001, 0), want, tolerance).pass, false);
  assert.equal(compare(tensor([1, 2], Number.NaN, 0), want, { absolute: Infinity, relative: 0 }).pass, false);
});

test("the worst element is the one that exceeds its tolerance most, by its index per axis", () => {
  const got = tensor([1, 2, 1, 3], 0, 0, 0, 1000.5, 0, 0.4);
  const want = tensor([1, 2, 1, 3], 0, 0, 0, 1000, 0, 0);
  const { worst, maxAbsError, pass } = compare(got, want, { absolute: 0, relative: 1e-3 });
  assert.deepEqual(worst, { index: [0, 1, 0, 2], got: 0.4, want: 0 });
  assert.equal(maxAbsError, 0.5);
  assert.equal(pass, false);
});
