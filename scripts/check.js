/** node scripts/check.js: everything that must hold before a change lands, in order, up to the first that does not. */
import { spawnSync } from "node:child_process";
import { root } from "./lib/bundling.js";

const steps = [
  ["types", "node_modules/typescript/bin/tsc", "--noEmit"],
  ["lint", "node_modules/oxlint/bin/oxlint", "--deny-warnings"],
  ["format", "node_modules/prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."],
  ["imports", "scripts/check-imports.js"],
  ["wgsl", "scripts/lint-wgsl.js"],
  ["build", "scripts/build.js"],
  ["unit", "scripts/test.js", "unit"],
  ["gpu", "scripts/test.js", "gpu"],
  ["browser", "scripts/test.js", "browser"],
  ["size", "scripts/check-size.js"],
];

const begin = performance.now();
for (const [name, ...argv] of steps) {
  console.log(`\n── ${name}: node ${argv.join(" ")}`);
  const start = performance.now();
  const { status, signal } = spawnSync(process.execPath, argv, { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error(`\n── ${name} failed (${signal ?? `exit code ${status}`})`);
    process.exit(1);
  }
  console.log(`── ${name} passed in ${seconds(start)}`);
}
console.log(`\nall ${steps.length} checks passed in ${seconds(begin)}`);

/** @param {number} start */
function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
