import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  newPlayer,
  pause,
  play,
  rateOf,
  seek,
  stepBy,
  stepOfPlayer,
  tick,
  withLength,
  withPace,
} from "../../src/trace/player.js";

const STEADY = { stepsPerSecond: 4, growth: 0 };
const pace = fc.record({
  stepsPerSecond: fc.double({ min: 0.5, max: 100, noNaN: true }),
  growth: fc.double({ min: 0, max: 2, noNaN: true }),
});
const seconds = fc.double({ min: 0, max: 5, noNaN: true });

test("a steady player does its steps per second and stops at the end", () => {
  const player = play(newPlayer(10, STEADY));
  assert.equal(stepOfPlayer(tick(player, 1.3)), 5);
  const ended = tick(player, 60);
  assert.deepEqual([stepOfPlayer(ended), ended.playing], [10, false]);
  assert.equal(stepOfPlayer(tick(ended, 60)), 10);
  assert.deepEqual([play(ended).position, play(ended).playing], [0, true]);
});

test("where it gets to does not depend on the frame rate", () => {
  fc.assert(
    fc.property(pace, seconds, seconds, (given, a, b) => {
      const player = play(newPlayer(1e9, given));
      const once = tick(player, a + b).position;
      const twice = tick(tick(player, a), b).position;
      assert.ok(Math.abs(once - twice) <= 1e-6 * (1 + once), `${once} and ${twice}`);
    }),
  );
});

test("growth takes over where it is faster than the steady pace", () => {
  const player = seek(newPlayer(1e6, { stepsPerSecond: 5, growth: 0.5 }), 100);
  assert.equal(rateOf(player), 50);
  assert.equal(rateOf(seek(player, 3)), 5);
  const { position } = tick(play(player), 2);
  assert.ok(Math.abs(position - 100 * Math.E) < 1e-9, `${position}`);
});

test("single steps are whole, go both ways, stay within the run and pause", () => {
  const player = tick(play(newPlayer(3, STEADY)), 0.4);
  assert.equal(player.position, 1.6);
  assert.deepEqual(
    [stepBy(player, 1).position, stepBy(player, -1).position, stepBy(player, 9).position, stepBy(player, -9).position],
    [2, 0, 3, 0],
  );
  assert.equal(stepBy(player, 1).playing, false);
});

test("seeking keeps playing, except to the end; pausing stands still", () => {
  const player = play(newPlayer(8, STEADY));
  assert.deepEqual([seek(player, 5).playing, seek(player, 8).playing, seek(player, -1).position], [true, false, 0]);
  assert.equal(tick(pause(player), 3).position, 0);
});

test("another length or pace keeps the position as far as it goes", () => {
  const player = seek(newPlayer(100, STEADY), 50);
  assert.deepEqual([withLength(player, 20).position, withLength(player, 200).position], [20, 50]);
  assert.equal(tick(play(withPace(player, { stepsPerSecond: 10, growth: 0 })), 1).position, 60);
});
