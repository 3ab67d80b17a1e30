import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./bundling.js";

/**
 * The files below a folder of the repository, as sorted paths from its root; none if there is no such folder.
 * @param {string} folder
 * @param {RegExp} pattern matched against the path
 */
export function filesUnder(folder, pattern) {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => pattern.test(path))
      .sort();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** The elements: every folder of src/elements with a module of its own name, which is the element's entry. */
export const elementNames = () =>
  filesUnder("src/elements", /^src\/elements\/([^/]+)\/\1\.ts$/).map((path) => path.split("/")[2] ?? "");
