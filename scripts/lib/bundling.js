/** What every bundle of this repository shares: shaders as text, workers as text, formulas as templates. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { mergeChunks } from "./merge-chunks.js";
import { texFormulas } from "./tex.js";
import { minifyWgsl } from "./wgsl.js";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The JavaScript that Node 20.19 and the browsers of 2023 understand. */
export const target = ["es2022"];

/**
 * `import code from "….wgsl"` gives the text.
 * @param {{ minify: boolean }} options
 * @returns {import("esbuild").Plugin}
 */
export const wgslText = ({ minify }) => ({
  name: "wgsl-text",
  setup({ onLoad }) {
    onLoad({ filter: /\.wgsl$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      return { contents: minify ? minifyWgsl(code) : code, loader: "text" };
    });
  },
});

/**
 * `import script from "worker-source:./worker.ts"` gives the worker and all that it imports as one classic script in a
 * string, for a blob worker where no file of the page's origin can be had (a CDN, file://, a notebook).
 * @returns {import("esbuild").Plugin}
 */
export const workerSource = () => ({
  name: "worker-source",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^worker-source:/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.slice("worker-source:".length).replace(/\.js$/, ".ts")),
      namespace: "worker-source",
    }));
    onLoad({ filter: /.*/, namespace: "worker-source" }, async ({ path }) => {
      const bundle = await build({
        absWorkingDir: root,
        entryPoints: [path],
        bundle: true,
        write: false,
        minify: true,
        metafile: true,
        format: "iife",
        platform: "browser",
        target,
        plugins: [wgslText({ minify: true })],
      });
      const watchFiles = Object.keys(bundle.metafile.inputs).map((file) => join(root, file));
      return { contents: bundle.outputFiles[0]?.text ?? "", loader: "text", watchFiles };
    });
  },
});

/**
 * `import { names } from "sweepfield:elements"` gives the names of all elements.
 * @returns {import("esbuild").Plugin}
 */
const elementList = () => ({
  name: "element-list",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sweepfield:elements$/ }, ({ path }) => ({ path, namespace: "element-list" }));
    onLoad({ filter: /.*/, namespace: "element-list" }, async () => {
      const { elementNames } = await import("./files.js");
      return { contents: `export const names = ${JSON.stringify(elementNames())};` };
    });
  },
});

/**
 * `import { version } from "sweepfield:version"` gives the package's version.
 * @returns {import("esbuild").Plugin}
 */
const packageVersion = () => ({
  name: "package-version",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sweepfield:version$/ }, ({ path }) => ({ path, namespace: "package-version" }));
    onLoad({ filter: /.*/, namespace: "package-version" }, async () => {
      const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
      return { contents: `export const version = ${JSON.stringify(version)};` };
    });
  },
});

const TAKE_AWAY = /^ {2}"(sf-[a-z-]+)": \(\) => import\("([^"]+)"\),$/gm;

/**
 * Of the catalogue of what elements give away, an element's own line, in the chunk of its tools: the others would be chunks that nobody
 * asks for.
 * @param {string} tag
 * @returns {import("esbuild").Plugin}
 */
export const ownTakeAway = (tag) => ({
  name: "own-take-away",
  setup({ onLoad }) {
    onLoad({ filter: /tools\/catalogue\.ts$/ }, async ({ path }) => {
      const code = await readFile(path, "utf8");
      const own = [...code.matchAll(TAKE_AWAY)].find(([, of]) => of === tag);
      const line = own ? `import * as own from "${own[2]}";\n` : "";
      const table = code.replace(TAKE_AWAY, (_, of) => (of === tag ? `  "${tag}": async () => own,` : ""));
      return { contents: line + table, loader: "ts" };
    });
  },
});

const DESCRIPTION = /\bdescription:\s*"(?:[^"\\\n]|\\.)*"(?:\s*\+\s*"(?:[^"\\\n]|\\.)*")*,?/g;

/**
 * State tables without the descriptions of their settings, which are for the manifest: nobody reads them at run time.
 * @returns {import("esbuild").Plugin}
 */
const withoutDescriptions = () => ({
  name: "without-descriptions",
  setup({ onLoad }) {
    onLoad({ filter: /(\.state|teaching-fields)\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(DESCRIPTION, ""),
      loader: "ts",
    }));
  },
});

/**
 * What every bundle of this repository needs.
 * @param {{ minify: boolean }} options
 */
export const plugins = ({ minify }) => [
  wgslText({ minify }),
  workerSource(),
  texFormulas(),
  elementList(),
  packageVersion(),
  ...(minify ? [withoutDescriptions()] : []),
];

/**
 * Builds without the indentation that minification leaves in template literals: in HTML and CSS it means no more than the line
 * break before it, and code has none left.
 * @param {import("esbuild").BuildOptions} options
 */
export async function buildShort(options) {
  const { outputFiles = [] } = await build({ ...options, write: false });
  await writeShort(outputFiles);
}

/** @param {readonly { readonly path: string, readonly text: string }[]} files */
async function writeShort(files) {
  for (const { path, text } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text.replace(/\n\s+/g, "\n"));
  }
}

/**
 * The same for one entry with chunks, where all that is loaded at once is one file beside it.
 * @param {import("esbuild").BuildOptions & { readonly outdir: string }} options
 * @param {string} entry the name of the entry's file
 */
export async function buildMerged(options, entry) {
  const result = await build({ ...options, splitting: true, metafile: true, write: false });
  const files = await mergeChunks(result, entry, options);
  await writeShort([...files].map(([name, text]) => ({ path: join(root, options.outdir, name), text })));
}
