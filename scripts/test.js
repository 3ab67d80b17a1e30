/**
 * node scripts/test.js unit|gpu|browser [NAME…]
 *
 * Bundles test/<kind>/*.test.ts and runs them under Node's test runner; NAME picks the files whose name contains it.
 * A bundle holds several files, since a process that starts and reads the same modules costs more than most files do.
 * The bundles lie beside the folder they come from, so that `new URL("../fixtures/…", import.meta.url)` holds in both.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { plugins, root, target } from "./lib/bundling.js";
import { filesUnder } from "./lib/files.js";

/** The software driver keeps every core busy by itself, so the GPU's files run one by one; a browser often waits. */
const kinds = {
  unit: { bundles: 12, arguments: ["--test-concurrency=3"] },
  gpu: { bundles: Infinity, arguments: ["--test-concurrency=1", "--expose-gc"] },
  browser: { bundles: 6, arguments: ["--test-concurrency=2"] },
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

const { bundles, arguments: nodeArguments } = kinds[kind];
/** Dealt out in turn: neighbours in the alphabet are often of one subject, and as slow. */
const groups = Array.from({ length: Math.min(bundles, files.length) }, (_, group) =>
  files.filter((_file, index) => index % Math.min(bundles, files.length) === group),
);

await build({
  absWorkingDir: root,
  entryPoints: groups.map((_, group) => ({ in: `test-files:${group}`, out: String(group) })),
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  platform: "node",
  packages: "external",
  target,
  sourcemap: "inline",
  logLevel: "warning",
  plugins: [testFiles(groups), ...plugins({ minify: false })],
}).catch(() => process.exit(1));

const runner = spawn(
  process.execPath,
  [
    "--enable-source-maps",
    "--test",
    "--test-reporter=spec",
    "--test-timeout=900000",
    ...nodeArguments,
    ...groups.map((_, group) => join(folder, `${group}.mjs`)),
  ],
  { cwd: root, stdio: "inherit" },
);
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.on(signal, () => runner.kill(signal));
runner.on("exit", (code) => process.exit(code ?? 1));

/**
 * The entry point `test-files:N` imports the files of list N.
 * @param {readonly (readonly string[])[]} lists
 * @returns {import("esbuild").Plugin}
 */
function testFiles(lists) {
  return {
    name: "test-files",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^test-files:/ }, ({ path }) => ({ path: path.slice(11), namespace: "test-files" }));
      // the package says that its modules may be left out where nothing of them is used; a test is there to run
      onResolve({ filter: /./, namespace: "test-files" }, ({ path }) => ({
        path: join(root, path),
        sideEffects: true,
      }));
      onLoad({ filter: /.*/, namespace: "test-files" }, ({ path }) => ({
        contents: (lists[Number(path)] ?? []).map((file) => `import ${JSON.stringify(file)};`).join("\n"),
      }));
    },
  };
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(message);
  process.exit(2);
}
