import assert from "node:assert/strict";
import { test } from "node:test";
import { inTurn } from "../../bench/measure.js";
import { slopeOf } from "../../bench/study-view.js";
import { randomLcg, randomNormal } from "d3-random";
import * as fc from "fast-check";
import { median, quantile, ratioInterval } from "../../bench/statistics.js";

test("quantiles interpolate between order statistics", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(quantile([10, 20], 0.1), 11);
  assert.equal(quantile([5], 0.9), 5);
  assert.throws(() => quantile([], 0.5), RangeError);
});

test("the ratio is that of the medians, and its interval is the bootstrap's", () => {
  const ours = [10, 12, 11, 13, 9, 10, 11];
  const twice = ours.map((ms) => 2 * ms);
  assert.deepEqual(ratioInterval(twice, ours), { median: 2, low: 2, high: 2 }, "what slows a round slows both");
  const { low, median: middle, high } = ratioInterval([20, 22, 30, 21, 19, 25, 20], ours);
  assert.equal(middle, 21 / 11);
  assert.ok(low < middle && middle < high && low > 19 / 13 && high < 30 / 9);
  assert.throws(() => ratioInterval([1], [1, 2]), RangeError);
});

test("low ≤ ratio ≤ high, and the same trials give the same interval", () => {
  const trials = fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 })), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(trials, (rounds) => {
      const [peer, ours] = [rounds.map(([ms]) => ms), rounds.map(([, ms]) => ms)];
      const first = ratioInterval(peer, ours);
      assert.ok(first.low <= first.high && first.low > 0);
      assert.deepEqual(ratioInterval(peer, ours), first);
    }),
    { numRuns: 10 },
  );
});

test("the interval covers the true ratio about as often as it says", () => {
  // Log-normal times with a shared slow-down by round: the true ratio of medians is 3.
  const normal = randomNormal.source(randomLcg(7))(0, 0.2);
  let covered = 0;
  for (let experiment = 0; experiment < 60; experiment++) {
    const ours = Array.from({ length: 15 }, () => Math.exp(normal()));
    const peer = ours.map(() => 3 * Math.exp(normal()));
    const { low, high } = ratioInterval(peer, ours);
    if (low <= 3 && 3 <= high) covered++;
  }
  assert.ok(covered >= 50, `${covered} of 60 intervals hold the true ratio`);
});

test("the line of proportion goes through zero and nearest to the points", () => {
  assert.equal(
    slopeOf([
      { x: 1, medianMs: 3 },
      { x: 2, medianMs: 6 },
    ]),
    3,
  );
  assert.equal(
    slopeOf([
      { x: 1, medianMs: 0 },
      { x: 2, medianMs: 5 },
    ]),
    2,
  );
});

test("every contender runs once a round, each at every place", () => {
  const rounds = [1, 2, 3].map((round) => inTurn(["a", "b", "c"], round).join(""));
  assert.deepEqual(rounds, ["bca", "cab", "abc"]);
});
