/**
 * node scripts/test.js unit|gpu|browser [NAME…]
 *
 * Bundles test/<kind>/*.test.ts and runs them under Node's test runner; NAME picks the files whose name contains it.
 * The bundles lie beside the folder they come from, so that `new URL("../fixtures/…", import.meta.url)` holds in both.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { plugins, root, target } from "./lib/bundling.js";
import { filesUnder } from "./lib/files.js";

/** The software driver and the browser keep every core busy by themselves, so their files run one by one. */
const nodeArguments = {
  unit: ["--test-concurrency=2"],
  gpu: ["--test-concurrency=1", "--expose-gc"],
  browser: ["--test-concurrency=1"],
};

const [kind, ...names] = process.argv.slice(2);
if (kind !== "unit" && kind !== "gpu" && kind !== "browser")
  fail("usage: node scripts/test.js unit|gpu|browser [NAME…]");

const files = filesUnder(`test/${kind}`, /\.test\.ts$/).filter(
  (file) => names.length === 0 || names.some((name) => basename(file).includes(name)),
);
if (files.length === 0) fail(`no file of test/${kind} matches ${names.join(", ") || "*.test.ts"}`);

const folder = join(root, "test", `.build-${kind}-${process.pid}`);
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

await build({
  absWorkingDir: root,
  entryPoints: files,
  outdir: folder,
  outbase: `test/${kind}`,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  target,
  sourcemap: "inline",
  logLevel: "warning",
  plugins: plugins({ minify: false }),
}).catch(() => process.exit(1));

const bundles = files.map((file) => join(folder, file.slice(`test/${kind}/`.length).replace(/\.ts$/, ".mjs")));
const runner = spawn(
  process.execPath,
  [
    "--enable-source-maps",
    "--test",
    "--test-reporter=spec",
    "--test-timeout=900000",
    ...nodeArguments[kind],
    ...bundles,
  ],
  { cwd: root, stdio: "inherit" },
);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => runner.kill(signal));
runner.on("exit", (code) => process.exit(code ?? 1));

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(2);
}
