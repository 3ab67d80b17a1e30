/** dist/www: the pages with what all of them share, what is made from the manifest and what is computed, and a zip of them. */
import { existsSync, readFileSync } from "node:fs";
import { cp, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { plugins, root, target } from "./bundling.js";
import { citationParts } from "./citation.js";
import { fillComputed, fillContents } from "./computed.js";
import { filesUnder } from "./files.js";
import { loadSource } from "./load-source.js";
import { elementEntries } from "./manifest.js";
import { writeZip } from "./offline.js";
import { existing, fillExamples, fillPage, pagesOf, withPolicy } from "./pages.js";
import { fillRanges, fillReference } from "./reference.js";

const inWww = (/** @type {string} */ path) => readFileSync(join(root, "www", path), "utf8");
const readExample = (/** @type {string} */ path) => inWww(`embed/${path}`);

/** @param {string} file @returns {Promise<import("./computed.js").Computed>} */
const computedFor = (file) => {
  const path = `www/computed/${basename(file, ".html")}.ts`;
  return existsSync(join(root, path)) ? loadSource(path) : Promise.resolve({});
};

/** Scripts of pages: one file each. @param {string} out */
const pageScripts = (out) =>
  build({
    absWorkingDir: root,
    entryPoints: filesUnder("www", /^www\/[^/]+\.ts$/),
    outdir: `${out}/www`,
    outbase: "www",
    bundle: true,
    format: "esm",
    target,
    platform: "browser",
    minify: true,
    logLevel: "warning",
    plugins: plugins({ minify: true }),
  });

/**
 * Writes the pages into `out`/www; the files of `out`/browser are there already.
 * @param {string} out from the root
 * @param {import("./manifest.js").Manifest} manifest
 */
export async function buildSite(out, manifest) {
  const www = join(root, out, "www");
  await cp(join(root, "www"), www, {
    recursive: true,
    filter: (source) => !/www\/([^/]+\.ts|pages\.json|computed)$/.test(source.replaceAll("\\", "/")),
  });
  const files = filesUnder("www", /^www\/[^/]+\.html$/).map((path) => path.slice("www/".length));
  const contents = existing(JSON.parse(inWww("pages.json")), files);
  const elements = elementEntries(manifest);
  const pageOf = (/** @type {string} */ tag) =>
    pagesOf(contents).find(({ file }) => new RegExp(`<${tag}[ >]`).test(inWww(file)));
  const { PAGE_POLICY: policy } = await loadSource("src/cli/machine/policy.ts");
  const citation = citationParts(await readFile(join(root, "CITATION.cff"), "utf8"));

  for (const file of files) {
    const html = withPolicy(inWww(file), file, policy);
    const page = contents.frames.includes(file) ? html : fillPage(html, file, contents);
    const filled = [
      (/** @type {string} */ text) => fillExamples(text, file, (path) => citation[path] ?? readExample(path)),
      (/** @type {string} */ text) => fillReference(text, elements, pageOf),
      (/** @type {string} */ text) => fillRanges(text, elements),
    ].reduce((text, fill) => fill(text), page);
    await writeFile(join(www, file), fillContents(fillComputed(filled, file, await computedFor(file))));
  }
  await pageScripts(out);
  await cp(join(root, out, "browser"), join(www, "browser"), { recursive: true });
  await cp(join(root, "CITATION.cff"), join(www, "CITATION.cff"));
  await writeZip(www);
}
