import assert from "node:assert/strict";
import { test } from "node:test";
import { formatError, formatMilliseconds, formatTable, grouped } from "../../src/cli/table.js";

test("columns line up, numbers on the right, no trailing blanks", () => {
  assert.equal(
    formatTable(
      [{ title: "schedule" }, { title: "steps", align: "right" }, { title: "note" }],
      [
        ["layers", "7", ""],
        ["raster", "5,488", "dHW"],
      ],
    ),
    ["schedule  steps  note", "layers        7", "raster    5,488  dHW"].join("\n"),
  );
});

test("numbers for people", () => {
  assert.equal(grouped(6526464n), "6,526,464");
  assert.equal(grouped(5488), "5,488");
  assert.equal(formatMilliseconds(null), "n/a");
  assert.equal(formatMilliseconds(0.12345), "0.123 ms");
  assert.equal(formatMilliseconds(41.687), "41.69 ms");
  assert.equal(formatMilliseconds(1234.5), "1,235 ms");
  assert.equal(formatError(0), "0");
  assert.equal(formatError(3.61e-7), "3.6e-7");
});
