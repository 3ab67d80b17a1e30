/** node scripts/check-imports.js: the direction of every import of src/ and bench/. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/bundling.js";
import { filesUnder } from "./lib/files.js";
import { importViolations } from "./lib/import-direction.js";

const files = ["src", "bench"]
  .flatMap((folder) => filesUnder(folder, /(?<!\.d)\.ts$/))
  .filter((path) => !path.includes("node_modules"));
const lines = files.flatMap((path) => importViolations(path, readFileSync(join(root, path), "utf8")));
for (const line of lines) console.error(line);
console.log(`${files.length} files, ${lines.length} imports against the direction`);
process.exitCode = lines.length === 0 ? 0 : 1;
