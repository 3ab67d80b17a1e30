import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chosenFrames } from "../../src/elements/tools/chosen-frames.js";

test("of a long run a GIF takes the first frame, the last, and evenly between; of a short one all", () => {
  assert.deepEqual(chosenFrames(4, 10), [0, 1, 2, 3]);
  assert.deepEqual(chosenFrames(9, 3), [0, 4, 8]);
  assert.deepEqual(chosenFrames(1, 10), [0]);
  assert.deepEqual(chosenFrames(0, 10), []);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 100_000 }), fc.integer({ min: 2, max: 300 }), (length, most) => {
      const chosen = chosenFrames(length, most);
      assert.equal(chosen.length, Math.min(length, most));
      assert.deepEqual([chosen[0], chosen.at(-1)], [0, length - 1]);
      const gaps = chosen.slice(1).map((frame, i) => frame - chosen[i]!);
      assert.ok(Math.min(...gaps) >= 1 && Math.max(...gaps) - Math.min(...gaps) <= 1);
    }),
  );
});
