/**
 * node scripts/check-size.js: what a reader loads, gzipped, until an element can be used: its entry, every chunk that it imports
 * statically, and the GPU engine with its shaders, which it asks for at once. Elements have a budget; whole files are listed for
 * comparison.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./lib/bundling.js";
import { elementNames, filesUnder } from "./lib/files.js";

const BUDGET = 60 * 1024;
const folder = "dist/browser";

/** Loaded before the first interaction although an element imports it on demand. */
const AT_ONCE = /-gpu-(run|sequence|adder-check|residual|drawing)-/;

const codeOf = (/** @type {string} */ file) => readFileSync(join(root, folder, file));

/** The files that a file imports: statically, or the engine. @param {string} file */
function needs(file) {
  const code = codeOf(file).toString();
  const fixed = [...code.matchAll(/(?:from|import)"\.\/([^"]+)"/g)].map(([, name = ""]) => name);
  const dynamic = [...code.matchAll(/import\("\.\/([^"]+)"\)/g)].map(([, name = ""]) => name);
  return [...fixed, ...dynamic.filter((name) => AT_ONCE.test(name))];
}

/** @param {string} entry */
function closure(entry) {
  const files = new Set([entry]);
  for (const file of files) for (const name of needs(file)) files.add(name);
  return [...files];
}

const gzipped = (/** @type {string} */ file) => gzipSync(codeOf(file), { level: 9 }).length;
const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, n) => total + n, 0);
const kilobytes = (/** @type {number} */ bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(10);

let failed = false;
for (const name of elementNames()) {
  const file = `${name}.js`;
  if (!existsSync(join(root, folder, file))) {
    console.error(`${name} has no bundle in ${folder}; run: npm run build`);
    failed = true;
    continue;
  }
  const files = closure(file);
  const size = sum(files.map(gzipped));
  const over = size > BUDGET;
  failed ||= over;
  console.log(
    `${name.padEnd(24)}${kilobytes(size)} gzip of ${kilobytes(BUDGET).trim()}, in ${files.length} files${over ? "  over the budget" : ""}`,
  );
}
for (const file of filesUnder(folder, /^dist\/browser\/(standalone\/)?[^/]+\.js$/)) {
  const name = file.slice(folder.length + 1);
  if (/^standalone\/|^(sweepfield|anywidget|loader|cpu-worker|bench)\.js$/.test(name)) {
    console.log(`${name.padEnd(32)}${kilobytes(codeOf(name).length)}${kilobytes(gzipped(name))} gzip`);
  }
}
process.exitCode = failed ? 1 : 0;
