/** Which part of the code may import which: the dependencies point one way. */
import { dirname, join } from "node:path/posix";
import ts from "typescript";

const models = ["models", "error"];
const graph = ["graph", ...models];
const schedule = ["schedule", ...graph];
const gpu = ["gpu", ...schedule];
const kernels = ["kernels", "shaders", ...gpu];
const engine = ["engine", "trace", "io", ...kernels];
const training = ["training", ...engine];

/** Every part with the parts that it may import, itself included. @type {Readonly<Record<string, readonly string[]>>} */
const mayImport = {
  error: [],
  models,
  graph,
  schedule,
  gpu,
  kernels,
  engine,
  training,
  trace: ["trace", "models", "schedule", "error"],
  io: ["io", "models", "schedule", "error"],
  reference: ["reference", "models", "graph", "error"],
  index: [...training, "io"],
  elements: ["elements", "io", ...training],
  bench: ["bench", "reference", "io", ...training],
  cli: ["cli", "elements", "bench", "reference", "io", ...training],
};

/** Packages by the parts that may import them; the others may by anybody. @type {readonly [RegExp, readonly string[]][]} */
const packageRules = [
  [/^(lit|@lit\/.*|lit\/.*)$/, ["elements"]],
  [/^d3-(scale|shape|scale-chromatic)$/, ["elements"]],
  [/^(wgpu-matrix|gifenc\/.*|sweepfield:version)$/, ["elements"]],
  [/^(@tensorflow\/tfjs-.*|@jax-js\/jax|onnxruntime-web\/webgpu|onnx-proto)$/, ["bench"]],
  [/^(node:.*|webgpu|puppeteer|open|sharp|@sparticuz\/chromium)$/, ["cli"]],
];

/** The packages that anybody may import. */
const commonPackages = /^(d3-random|fflate)$/;

/** `src/models/spec.ts` belongs to "models", `src/error.ts` to "error", `bench/index.ts` to "bench". @param {string} path */
const partOf = (path) =>
  path
    .replace(/^src\//, "")
    .replace(/\.ts$/, "")
    .split("/")[0] ?? "";

/**
 * One line for every import of a file that its place does not allow.
 * @param {string} path from the root of the repository
 * @param {string} text
 */
export function importViolations(path, text) {
  const part = partOf(path);
  const allowed = mayImport[part];
  if (allowed === undefined)
    return [`${path}: no part of the code is named ${part}; name it in scripts/lib/import-direction.js`];
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName, pos }) => {
      const reason = refusal(path, part, allowed, fileName.replace(/^worker-source:/, ""));
      return reason && `${path}:${text.slice(0, pos).split("\n").length}: ${reason}`;
    })
    .filter((line) => line !== undefined);
}

/**
 * @param {string} path
 * @param {string} part
 * @param {readonly string[]} allowed
 * @param {string} specifier
 */
function refusal(path, part, allowed, specifier) {
  if (specifier.startsWith(".")) {
    const target = partOf(join(dirname(path), specifier).replace(/\.js$/, ".ts"));
    return allowed.includes(target) ? undefined : `${part} must not import ${target} (${specifier})`;
  }
  const rule = packageRules.find(([names]) => names.test(specifier));
  if (rule === undefined)
    return commonPackages.test(specifier) ? undefined : `${specifier} is in no rule of scripts/lib/import-direction.js`;
  return rule[1].includes(part) ? undefined : `only ${rule[1].join(" and ")} may import ${specifier}, ${part} must not`;
}
