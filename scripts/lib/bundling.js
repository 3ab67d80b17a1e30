/** What every bundle of this repository shares: shaders as text, and workers as text. */
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
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
