/**
 * Builds dist/ from nothing, in a folder of its own that takes its place only when everything is there:
 *   dist/**          every module of src/ by itself, packages external, with its declaration: what `exports` and `bin` name
 *   dist/browser/*   self-contained and minified: one file per element, sweepfield.js with all of them, cpu-worker.js, and
 *                    bench.js, which Node and a page run alike
 *   dist/custom-elements.json, the documentation of the elements for editors
 *   dist/www/*       the pages, with the files of dist/browser in browser/
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { root, target, wgslText, workerSource } from "./lib/bundling.js";
import { elementNames, filesUnder } from "./lib/files.js";

const out = `dist.${process.pid}`;

/** @type {import("esbuild").BuildOptions} */
const common = { absWorkingDir: root, bundle: true, format: "esm", target, logLevel: "warning", legalComments: "none" };

/** Leaves the imports between modules as they stand: dist/ has the layout of src/. @type {import("esbuild").Plugin} */
const keepModules = {
  name: "keep-modules",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

const sources = filesUnder("src", /(?<!\.d)\.ts$/);
const elements = elementNames().map((name) => `src/elements/${name}/${name}.ts`);
const bundles = [
  ...elements.map((path) => ({ in: path, out: basename(path, ".ts") })),
  { in: "src/engine/cpu-worker.ts", out: "cpu-worker" },
  { in: "bench/index.ts", out: "bench" },
].filter((bundle) => existsSync(join(root, bundle.in)));
const pageScripts = filesUnder("www", /\.ts$/);

const modules = () =>
  build({
    ...common,
    entryPoints: sources,
    outdir: out,
    outbase: "src",
    platform: "neutral",
    packages: "external",
    plugins: [wgslText({ minify: false }), workerSource(), keepModules],
  });

const browserBundles = () =>
  build({
    ...common,
    entryPoints: [...bundles, { in: "sweepfield:all", out: "sweepfield" }],
    outdir: `${out}/browser`,
    platform: "browser",
    minify: true,
    plugins: [wgslText({ minify: true }), workerSource(), allElements],
  });

/** The entry of sweepfield.js. @type {import("esbuild").Plugin} */
const allElements = {
  name: "all-elements",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sweepfield:all$/ }, ({ path }) => ({ path, namespace: "all-elements" }));
    onLoad({ filter: /.*/, namespace: "all-elements" }, () => ({
      contents: elements.map((path) => `import "./${path}";`).join("\n"),
      resolveDir: root,
    }));
  },
};

const pages = async () => {
  if (!existsSync(join(root, "www"))) return;
  await cp(join(root, "www"), join(root, out, "www"), { recursive: true, filter: (source) => !source.endsWith(".ts") });
  if (pageScripts.length > 0) {
    await build({
      ...common,
      entryPoints: pageScripts,
      outdir: `${out}/www`,
      outbase: "www",
      platform: "browser",
      minify: true,
      plugins: [wgslText({ minify: true }), workerSource()],
    });
  }
  await cp(join(root, out, "browser"), join(root, out, "www/browser"), { recursive: true });
};

/** @param {string[]} argv */
const node = (...argv) =>
  new Promise((resolve, reject) => {
    spawn(process.execPath, argv, { cwd: root, stdio: "inherit" }).on("exit", (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`${argv.join(" ")} ended with exit code ${code}`)),
    );
  });

/** npm marks a bin executable when it installs the package; in this tree nobody else does. @param {string} file */
async function makeExecutable(file) {
  if (existsSync(join(root, file))) await chmod(join(root, file), 0o755);
}

try {
  // Types are the business of `npm run types`; declarations need them nowhere checked twice.
  const declarations = node(
    "node_modules/typescript/bin/tsc",
    "-p",
    "tsconfig.build.json",
    "--noCheck",
    "--outDir",
    out,
  );
  const manifest = node(
    "node_modules/@custom-elements-manifest/analyzer/cem.js",
    "analyze",
    "--quiet",
    "--outdir",
    out,
  );
  const parts = await Promise.allSettled([declarations, manifest, modules(), browserBundles().then(pages)]);
  for (const part of parts) if (part.status === "rejected") throw part.reason;
  await makeExecutable(`${out}/cli/index.js`);
  await rm(join(root, "dist"), { recursive: true, force: true });
  await rename(join(root, out), join(root, "dist"));
} catch (error) {
  await rm(join(root, out), { recursive: true, force: true });
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
