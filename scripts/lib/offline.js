/** The pages as a zip that is unpacked and opened by a double click: no server, no network. */
import { readFileSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";

export const ZIP = "sweepfield-pages.zip";

/** From file:// a browser loads no module, but it does load scripts: all elements in one file. @param {string} html */
export const withoutModules = (html) =>
  html
    .replace(/<script type="module" src="browser\/[\w-]+\.js">/g, '<script defer src="browser/sweepfield.js">')
    .replace(/<script type="module" src=/g, "<script defer src=");

/** Of browser/ the one file that the pages then need; no page for frames, and not the zip itself. @param {string} path */
const isNeeded = (path) =>
  path.startsWith("browser/") ? path === "browser/sweepfield.js" : path !== ZIP && !/^embed\.\w+$/.test(path);

/** A fixed time, so that the same pages give the same file. */
const MTIME = new Date(1980, 0, 1);

/** @param {string} www the folder of the built pages, into which the zip is written */
export async function writeZip(www) {
  const found = await readdir(www, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(www.length + 1)
        .replaceAll("\\", "/"),
    )
    .filter(isNeeded)
    .sort();
  const files = Object.fromEntries(
    paths.map((path) => {
      const bytes = readFileSync(join(www, path));
      const isPage = /^[^/]+\.html$/.test(path);
      return [`sweepfield/${path}`, isPage ? Buffer.from(withoutModules(bytes.toString())) : bytes];
    }),
  );
  await writeFile(join(www, ZIP), zipSync(files, { level: 9, mtime: MTIME }));
}
