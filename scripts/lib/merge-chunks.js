/**
 * What an entry loads at once, in one file. esbuild puts what an entry shares with each chunk into a chunk of its own: a dozen small files
 * that are always loaded together, pack worse than one, and grow in number with every chunk that comes later.
 */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import { build } from "esbuild";

const IMPORT = /import(?:\{([^}]*)\}from)?"\.\/([^"]+)";?/g;
const DYNAMIC = /import\("\.\/([^"]+)"\)/g;

/** @typedef {Map<string, { readonly text: string, readonly exports: readonly string[] }>} Files by name */

/**
 * The entry and what it imports statically, but for what is also loaded on demand and so has to stay a module of its own.
 * @param {Files} files
 * @param {string} entry
 */
function loadedAtOnce(files, entry) {
  const onDemand = new Set(
    [...files.values()].flatMap(({ text }) => [...text.matchAll(DYNAMIC)].map(([, name]) => name)),
  );
  const names = new Set([entry]);
  for (const name of names)
    for (const [, , imported = ""] of files.get(name)?.text.matchAll(IMPORT) ?? [])
      if (!onDemand.has(imported)) names.add(imported);
  return [...names];
}

/**
 * @param {import("esbuild").BuildResult} result of a build with splitting, a metafile and nothing written
 * @param {string} entry the name of the entry's file
 * @param {import("esbuild").BuildOptions} options of that build
 * @returns {Promise<ReadonlyMap<string, string>>} texts by the name of their file
 */
export async function mergeChunks({ outputFiles = [], metafile }, entry, options) {
  const exportsOf = new Map(
    Object.entries(metafile?.outputs ?? {}).map(([path, output]) => [basename(path), output.exports]),
  );
  /** @type {Files} */
  const files = new Map(
    outputFiles.map(({ path, text }) => [basename(path), { text, exports: exportsOf.get(basename(path)) ?? [] }]),
  );
  const merged = loadedAtOnce(files, entry);
  const aliasOf = (/** @type {string} */ file, /** @type {string} */ name) => `${name}_${merged.indexOf(file)}`;
  const contents = merged
    .map(
      (file) =>
        `export {${(files.get(file)?.exports ?? []).map((name) => `${name} as ${aliasOf(file, name)}`)}} from "./${file}";`,
    )
    .join("\n");

  const { entryPoints: _, ...others } = options;
  const bundle = await build({
    ...others,
    stdin: { contents },
    splitting: false,
    write: false,
    metafile: false,
    chunkNames: "[name]",
    plugins: [
      {
        name: "merged-chunks",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\// }, ({ path, kind }) =>
            merged.includes(path.slice(2)) && kind !== "dynamic-import"
              ? { path: path.slice(2), namespace: "merged" }
              : { path, external: true },
          );
          onLoad({ filter: /.*/, namespace: "merged" }, ({ path }) => ({ contents: files.get(path)?.text ?? "" }));
        },
      },
    ],
  });
  const text = bundle.outputFiles?.[0]?.text ?? "";
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  const name = entry.replace(/\.js$/, `-main-${hash}.js`);

  const relinked = (/** @type {string} */ code) =>
    code.replace(IMPORT, (whole, clause = "", file) => {
      if (!merged.includes(file)) return whole;
      const names = clause
        .split(",")
        .filter(Boolean)
        .map((/** @type {string} */ part) => {
          const [imported = "", local = imported] = part.split(" as ");
          return `${aliasOf(file, imported)} as ${local}`;
        });
      return names.length === 0 ? "" : `import{${names}}from"./${name}";`;
    });
  const own = (files.get(entry)?.exports ?? []).map((exported) => `${aliasOf(entry, exported)} as ${exported}`);
  return new Map([
    [entry, `export{${own}}from"./${name}";\n`],
    [name, text],
    ...[...files]
      .filter(([file]) => !merged.includes(file))
      .map(([file, { text: code }]) => /** @type {const} */ ([file, relinked(code)])),
  ]);
}
