import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { parseCase } from "../../src/io/conformance.js";

const read = (name: string): string => readFileSync(new URL(`../fixtures/cases/${name}.json`, import.meta.url), "utf8");

/** A case small enough to print, in the schema that PyTorch exports are written in. */
const small = () => ({
  schema: "sweepfield-case/1",
  name: "small",
  model: { kind: "pixelcnn", inputs: 1, layers: [{ kernel: 3, mask: "A", out: 1, activation: "none" }] },
  inputs: { x: { shape: [1, 1, 1, 2], data: [0.5, -0.25] } },
  weights: {
    "layers.0.weight": { shape: [1, 1, 3, 3], data: [0, 0, 0, 1, 0, 0, 0, 0, 0] },
    "layers.0.bias": { shape: [1], data: [0.25] },
  },
  outputGradients: { y: { shape: [1, 1, 1, 2], data: [1, 1] } },
  expect: {
    outputs: { y: { shape: [1, 1, 1, 2], data: [0.25, 0.75] } },
    gradients: { x: { shape: [1, 1, 1, 2], data: [1, 0] } },
  },
  tolerance: { absolute: 1e-5, relative: 0 },
});

type Path = readonly (string | number)[];

/** The small case with one value replaced, or removed where the value is undefined. */
const withValue = (path: Path, value: unknown): string => {
  const root = small() as unknown;
  let parent = root as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as typeof parent;
  const last = path.at(-1)!;
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return JSON.stringify(root);
};

const refuses = (text: string, code: SweepfieldError["code"], message: RegExp): void =>
  assert.throws(
    () => parseCase(text),
    (error: unknown) => {
      assert.ok(error instanceof SweepfieldError, String(error));
      assert.match(error.message, message);
      assert.equal(error.code, code);
      return true;
    },
  );

test("cases exported from PyTorch are read", () => {
  const rgb = parseCase(read("pixelcnn-rgb"));
  assert.equal(rgb.spec.kind, "pixelcnn");
  assert.deepEqual(rgb.x.shape, [1, 3, 5, 5]);
  assert.deepEqual(rgb.tolerance, { absolute: 2e-4, relative: 2e-4 });
  const batch = parseCase(read("mdrnn-3layer-batch"));
  assert.deepEqual(batch.outputs.y.shape, [2, 4, 4, 6]);
  assert.ok("layers.2.w_north" in batch.gradients && "x" in batch.gradients);
  const printed = parseCase(read("mdrnn-as-printed"));
  assert.ok(!("layers.0.bias" in printed.weights), "a bias may be left out");
});

test("numbers keep their float64 value, and metadata of the exporter is let through", () => {
  const { x, outputs } = parseCase(withValue(["source"], "PyTorch 2.9"));
  assert.deepEqual([...x.data], [0.5, -0.25]);
  assert.deepEqual([...outputs.y.data], [0.25, 0.75]);
});

test("every mistake is named with its path", () => {
  const invalid = (path: Path, value: unknown, message: RegExp) =>
    refuses(withValue(path, value), "case-invalid", message);
  invalid(["schema"], "sweepfield-case/2", /^schema is "sweepfield-case\/2"; write "sweepfield-case\/1"/);
  invalid(["schema"], "sweepfield-training-case/1", /a training run; this reads sweepfield-case\/1/);
  invalid(["name"], "", /^name is ""/);
  invalid(["inputs", "x"], undefined, /^inputs\.x is missing/);
  invalid(["inputs", "h0"], { shape: [1], data: [0] }, /^inputs holds "h0", which cannot be compared/);
  invalid(
    ["inputs", "x", "shape"],
    [1, 2, 1, 1],
    /^inputs\.x\.shape is \[1, 2, 1, 1\]; this model reads \[N, 1, H, W\]/,
  );
  invalid(["inputs", "x", "data", 1], null, /^inputs\.x\.data\[1\] is null; a finite number/);
  invalid(["inputs", "x", "data"], [[0.5, -0.25]], /^inputs\.x\.data has 1 numbers; shape \[1, 1, 1, 2\] needs 2/);
  invalid(["expect", "outputs", "y", "shape"], [1, 1, 2, 1], /^expect\.outputs\.y\.shape is \[1, 1, 2, 1\]/);
  invalid(["expect", "outputs", "h"], { shape: [1], data: [0] }, /^expect\.outputs holds "h"/);
  invalid(["expect", "states"], {}, /^expect holds "states"/);
  invalid(["expect", "gradients", "y"], { shape: [1], data: [0] }, /^expect\.gradients\.y belongs to no input/);
  invalid(["expect", "gradients", "x", "shape"], [1, 1, 2, 1], /^expect\.gradients\.x\.shape/);
  invalid(["outputGradients", "y", "shape"], [2, 1, 1, 1], /^outputGradients\.y\.shape/);
  invalid(["tolerance", "absolute"], -1, /^tolerance\.absolute is -1/);
  invalid(["tolerance"], undefined, /^tolerance is missing/);
  refuses(withValue(["model", "layers", 0, "kernel"], 4), "spec-invalid", /^model: layers\[0\]\.kernel is 4/);
  refuses(withValue(["model", "kind"], "lstm"), "spec-invalid", /^model: kind "lstm" runs over time/);
  refuses(withValue(["weights", "layers.0.weight"], undefined), "weights-invalid", /layers\.0\.weight/);
  refuses("[]", "case-invalid", /^the file is a list of 0; an object is needed/);
});

test("hostile sizes are refused without allocating them", () => {
  for (const side of [0, -1, 1.5, 2 ** 53, 1e308, "2", null, [1]])
    refuses(withValue(["inputs", "x", "shape"], [1, 1, 1, side]), "case-invalid", /^inputs\.x\.shape is \[1, 1, 1, /);
  refuses(
    withValue(["inputs", "x", "shape"], [2 ** 50, 2 ** 50, 1, 1]),
    "case-invalid",
    /^inputs\.x\.data has 2 numbers/,
  );
  refuses(withValue(["inputs", "x", "shape"], Array(1000).fill(1)), "case-invalid", /use 1 to 6 whole numbers/);
});

test("a prototype is no key", () => {
  const text = withValue(["weights"], {}).replace('"weights":{}', '"weights":{"__proto__":{"shape":[1],"data":[0]}}');
  refuses(text, "weights-invalid", /__proto__/);
});

test("NaN, an empty file, a cut-off file and a byte-order mark", () => {
  const text = JSON.stringify(small());
  refuses(text.replace("0.5", "NaN"), "case-invalid", /\.data\[\d+\] is NaN, which JSON does not have/);
  refuses(text.replace("-0.25", "-Infinity"), "case-invalid", /\.data\[\d+\] is -Infinity, which JSON does not have/);
  refuses(`[NaN, ${text}`, "case-invalid", /it holds NaN or Infinity, which JSON does not have/);
  refuses(text.replace("0.5", "-1e39"), "case-invalid", /\.data\[\d+\] is -1e\+39; float32 ends at 3\.4e38/);
  refuses(text.replace("-0.25", "-1e999"), "case-invalid", /^inputs\.x\.data\[1\] is -Infinity/);
  refuses("", "case-invalid", /^not JSON: it is empty/);
  assert.equal(parseCase(`\uFEFF${text}`).name, "small");
  fc.assert(
    fc.property(fc.integer({ min: 1, max: text.length - 1 }), (length) =>
      refuses(text.slice(0, length), "case-invalid", /^not JSON: it ends too early/),
    ),
  );
});

test("any value anywhere gives a case or one typed line", () => {
  const paths: Path[] = [];
  const collect = (value: unknown, path: Path): void => {
    if (path.length > 0) paths.push(path);
    if (typeof value !== "object" || value === null) return;
    for (const key of Object.keys(value))
      collect((value as Record<string, unknown>)[key], [...path, Array.isArray(value) ? Number(key) : key]);
  };
  collect(small(), []);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.option(fc.jsonValue(), { nil: undefined }), (path, value) => {
      try {
        parseCase(withValue(path, value));
      } catch (error) {
        assert.ok(error instanceof SweepfieldError, `${path.join(".")}: ${String(error)}`);
        assert.ok(error.message.length < 300, error.message);
      }
    }),
    { numRuns: 1000 },
  );
});
