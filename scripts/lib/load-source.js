import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { plugins, root, target } from "./bundling.js";

/**
 * Imports a TypeScript module of this repository, with all that it imports from it.
 * @param {string} path from the root
 */
export async function loadSource(path) {
  const bundle = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
    target,
    plugins: plugins({ minify: false }),
  });
  // In the tree, where packages resolve.
  const folder = await mkdtemp(join(root, "test", ".build-"));
  try {
    const file = join(folder, "module.mjs");
    await writeFile(file, bundle.outputFiles[0]?.text ?? "");
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}
