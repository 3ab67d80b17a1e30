/** node scripts/lint-wgsl.js: compiles every composed shader of the catalogue, and finds shaders that are in none. */
import { compileMessages } from "./lib/compile-wgsl.js";
import { filesUnder } from "./lib/files.js";
import { loadSource } from "./lib/load-source.js";

const { shaderCatalogue } = await loadSource("src/kernels/catalogue.ts");
/** @type {{ label: string, code: string, sourceOf(line: number): string }[]} */
const shaders = await shaderCatalogue();

const compiled = new Set(
  shaders.flatMap(({ code, sourceOf }) =>
    code.split("\n").map((_, i) => `shaders/${sourceOf(i + 1).replace(/:\d+$/, "")}`),
  ),
);
const complaints = [
  ...(await compileMessages(shaders)),
  ...filesUnder("shaders", /\.wgsl$/)
    .filter((file) => !compiled.has(file))
    .map((file) => `${file}: no shader of src/kernels/catalogue.ts contains it`),
];
for (const line of complaints) console.error(line);
console.log(`${shaders.length} shaders from ${compiled.size} sources, ${complaints.length} complaints`);
process.exitCode = complaints.length === 0 && shaders.length > 0 ? 0 : 1;
