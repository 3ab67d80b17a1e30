/**
 * node scripts/languages.js: writes src/elements/language/en.json, every text that the elements say, and takes out of the other
 * languages what nobody says any more. What a language lacks is listed, and the exit code is 1.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./lib/bundling.js";
import { filesUnder } from "./lib/files.js";
import { saidKeys } from "./lib/said.js";

const FOLDER = "src/elements/language";
const write = (/** @type {string} */ file, /** @type {Readonly<Record<string, string>>} */ words) =>
  writeFileSync(join(root, file), `${JSON.stringify(words, null, 2)}\n`);

const keys = await saidKeys();
write(`${FOLDER}/en.json`, Object.fromEntries(keys.map((key) => [key, key])));
for (const file of filesUnder(FOLDER, /(?<!\/en)\.json$/)) {
  /** @type {Readonly<Record<string, string>>} */
  const words = JSON.parse(readFileSync(join(root, file), "utf8"));
  write(file, Object.fromEntries(keys.flatMap((key) => (words[key] === undefined ? [] : [[key, words[key]]]))));
  const missing = keys.filter((key) => words[key] === undefined);
  if (missing.length === 0) continue;
  console.error(`${basename(file)} lacks ${missing.length} of ${keys.length} texts:`);
  for (const key of missing) console.error(`  ${JSON.stringify(key)}`);
  process.exitCode = 1;
}
