/**
 * node scripts/check-size.js: what a reader loads, gzipped, until an element can be used: its bundle, in which the shaders
 * lie. Elements have a budget; the other files are listed for comparison.
 */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./lib/bundling.js";
import { elementNames, filesUnder } from "./lib/files.js";

const BUDGET = 60 * 1024;

const elements = new Set(elementNames());
const rows = filesUnder("dist/browser", /\.js$/).map((file) => {
  const code = readFileSync(join(root, file));
  const size = gzipSync(code, { level: 9 }).length;
  const budget = elements.has(basename(file, ".js")) ? BUDGET : null;
  return { file, bytes: code.length, size, budget, over: budget !== null && size > budget };
});

const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1)} KB`;
for (const { file, bytes, size, budget, over } of rows) {
  const limit = budget === null ? "" : `of ${kilobytes(budget)}${over ? "  over the budget" : ""}`;
  console.log(
    `${file.padEnd(36)}${kilobytes(bytes).padStart(11)}${kilobytes(size).padStart(11)} gzip  ${limit}`.trimEnd(),
  );
}
const missing = [...elements].filter((name) => !rows.some(({ file }) => basename(file, ".js") === name));
for (const name of missing) console.error(`${name} has no bundle in dist/browser; run: npm run build`);
process.exitCode = missing.length > 0 || rows.length === 0 || rows.some(({ over }) => over) ? 1 : 0;
