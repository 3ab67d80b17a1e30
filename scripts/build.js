/**
 * Builds dist/ from nothing, in a folder of its own that takes its place only when everything is there:
 *   dist/**          every module of src/ by itself, packages external, with its declaration: what `exports` and `bin` name
 *   dist/browser/*   minified for pages: one entry per element with chunks beside it, and loader.js, which imports those that a page
 *                    uses; as single files that ask for no other sweepfield.js (all elements, for a script tag), anywidget.js (the
 *                    same for notebooks), standalone/* (each by itself); cpu-worker.js, and bench.js, which Node and a page run alike
 *   dist/peers/*     the other libraries' side of the benchmark, with the lockfile from which `bench --peers` installs them
 *   dist/custom-elements.json, the documentation of the elements, and what is made from it: vscode.html-custom-data.json,
 *                    web-types.json and react/* (wrappers and JSX types)
 *   dist/weights/*   trained weights; dist/elements/weights/* are the same for those who import modules
 *   dist/www/*       the pages, with the files of dist/browser in browser/, and all of it in a zip that runs without a server
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { build } from "esbuild";
import { buildMerged, buildShort, ownTakeAway, plugins, root, target } from "./lib/bundling.js";
import { editorFiles } from "./lib/editor-data.js";
import { elementNames, filesUnder } from "./lib/files.js";
import { reactFiles } from "./lib/react-wrappers.js";
import { buildSite } from "./lib/site.js";

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
const entry = (/** @type {string} */ path, folder = "") => ({ in: path, out: folder + basename(path, ".ts") });

const modules = () =>
  build({
    ...common,
    entryPoints: sources,
    outdir: out,
    outbase: "src",
    platform: "neutral",
    packages: "external",
    plugins: [...plugins({ minify: false }), keepModules],
  });

/** @type {import("esbuild").BuildOptions} */
const forBrowsers = { ...common, platform: "browser", minify: true };

/**
 * One entry per element, which is one file with all that it loads at once; what it does not need before the first interaction lies in
 * chunks beside it. Each is built by itself:
 * chunks shared by all would be many small ones. Elements share their device all the same (gpu/device.ts).
 */
const elementBundles = () =>
  Promise.all(
    elements.map((path) => {
      const name = basename(path, ".ts");
      const options = {
        ...forBrowsers,
        entryPoints: [entry(path)],
        outdir: `${out}/browser`,
        chunkNames: `${name}-[name]-[hash]`,
        plugins: [...plugins({ minify: true }), ownTakeAway(`sf-${name}`)],
      };
      return buildMerged(options, `${name}.js`);
    }),
  );

/** Files that ask for no other: nothing lies beside them, so they have no address. @type {import("esbuild").BuildOptions} */
const inOneFile = { ...forBrowsers, define: { "import.meta.url": '""' }, outdir: `${out}/browser` };

/** All elements for a script tag, which also runs from file://: a classic script. */
const scriptTag = () =>
  buildShort({
    ...inOneFile,
    entryPoints: [{ in: "entry:sweepfield", out: "sweepfield" }],
    format: "iife",
    plugins: [...plugins({ minify: true }), browserEntries],
  });

/** All elements for notebooks, and each by itself for a page in one file. */
const wholeModules = () =>
  buildShort({
    ...inOneFile,
    entryPoints: [{ in: "entry:anywidget", out: "anywidget" }, ...elements.map((path) => entry(path, "standalone/"))],
    plugins: [...plugins({ minify: true }), browserEntries],
  });

/** What finds the files beside it: the loader, the worker; and the benchmark, which Node runs too. */
const otherBundles = () =>
  buildShort({
    ...forBrowsers,
    entryPoints: [
      { in: "entry:loader", out: "loader" },
      entry("src/engine/cpu-worker.ts"),
      { in: "bench/index.ts", out: "bench" },
    ],
    outdir: `${out}/browser`,
    plugins: [...plugins({ minify: true }), browserEntries],
  });

/** The packages stay outside: they are installed, and bundled with this, when somebody asks for the peers. */
async function peers() {
  const entryPoints = ["tfjs", "onnxruntime", "jax"].map((name) => `bench/peers/${name}.ts`);
  await build({ ...common, entryPoints, outdir: `${out}/peers`, platform: "browser", packages: "external" });
  for (const name of ["package.json", "package-lock.json"])
    await cp(join(root, "bench/peers", name), join(root, out, "peers", name));
}

const browserBundles = () => Promise.all([elementBundles(), scriptTag(), wholeModules(), otherBundles()]);

/** Beside the bundles and beside the modules, where elements look for them: where a bundler finds them too. */
const weights = () =>
  Promise.all(
    ["weights", "elements/weights"].map((folder) =>
      cp(join(root, "www/weights"), join(root, out, folder), {
        recursive: true,
        filter: (source) => !/\.(md|json)$/.test(source),
      }),
    ),
  );

const everyElement = elements.map((path) => `import "./${path}";`).join("\n");

/** Entries that name every element. @type {Readonly<Record<string, string>>} */
const entryCode = {
  sweepfield: everyElement,
  anywidget: `
    ${everyElement}
    import { names } from "sweepfield:elements";
    import { widgetOf } from "./src/elements/hosts/anywidget.js";
    export default widgetOf(names);`,
  loader: `
    import { names } from "sweepfield:elements";
    import { loadElements } from "./src/elements/hosts/loader.js";
    export const load = (root) => loadElements(root, names, (name) => import(new URL(\`./\${name}.js\`, import.meta.url).href));
    load(document);`,
};

/** @type {import("esbuild").Plugin} */
const browserEntries = {
  name: "browser-entries",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^entry:/ }, ({ path }) => ({ path: path.slice("entry:".length), namespace: "browser-entry" }));
    onLoad({ filter: /.*/, namespace: "browser-entry" }, ({ path }) => ({
      contents: entryCode[path] ?? "",
      resolveDir: root,
    }));
  },
};

/** @param {string[]} argv */
const node = (...argv) =>
  new Promise((resolve, reject) => {
    spawn(process.execPath, argv, { cwd: root, stdio: "inherit" }).on("exit", (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`${argv.join(" ")} ended with exit code ${code}`)),
    );
  });

const readManifest = async () => JSON.parse(await readFile(join(root, out, "custom-elements.json"), "utf8"));

/** What is made from the manifest for editors and frameworks. @param {import("./lib/manifest.js").Manifest} manifest */
const forTools = async (manifest) => {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  for (const [path, text] of Object.entries({ ...editorFiles(manifest, version), ...reactFiles(manifest) })) {
    await mkdir(dirname(join(root, out, path)), { recursive: true });
    await writeFile(join(root, out, path), text);
  }
};

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
  ).then(readManifest);
  const site = Promise.all([manifest, browserBundles()]).then(([read]) => buildSite(out, read));
  const parts = await Promise.allSettled([declarations, manifest.then(forTools), modules(), weights(), peers(), site]);
  for (const part of parts) if (part.status === "rejected") throw part.reason;
  await makeExecutable(`${out}/cli/index.js`);
  await rm(join(root, "dist"), { recursive: true, force: true });
  await rename(join(root, out), join(root, "dist"));
} catch (error) {
  await rm(join(root, out), { recursive: true, force: true });
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
