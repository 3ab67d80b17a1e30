import assert from "node:assert/strict";
import { test } from "node:test";
import { elementNames } from "../../scripts/lib/files.js";
import { TAKE_AWAYS } from "../../src/elements/tools/catalogue.js";

test("every element gives something away, and the catalogue has a line for each", async () => {
  assert.deepEqual(
    Object.keys(TAKE_AWAYS).sort(),
    elementNames()
      .map((name) => `sf-${name}`)
      .sort(),
  );
  for (const [tag, load] of Object.entries(TAKE_AWAYS)) {
    const { takeAway } = await load();
    assert.equal(typeof takeAway.figure, "function", tag);
    assert.equal(typeof takeAway.tables, "function", tag);
  }
});
