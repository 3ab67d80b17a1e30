/** Has Pandoc make lesson.qmd of a project into a document, with the Quarto extension's shortcode in a Lua filter. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** @param {string} folder of the project, with pandoc-wasm installed @param {"html" | "latex"} to */
export async function shortcodePage(folder, to) {
  const { convert } = await import(pathToFileURL(join(folder, "node_modules/pandoc-wasm/index.js")).href);
  const files = {
    "filter.lua": readFileSync(new URL("filter.lua", import.meta.url), "utf8"),
    "sweepfield.lua": readFileSync(join(folder, "_extensions/sweepfield/sweepfield.lua"), "utf8"),
  };
  const options = { from: "markdown-smart", to, standalone: true, filters: ["filter.lua"] };
  const { stdout, stderr } = await convert(options, readFileSync(join(folder, "lesson.qmd"), "utf8"), files);
  if (stderr !== "") throw new Error(stderr);
  return stdout;
}
