import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { initialWeights } from "../../src/models/initialise.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import type { Tensor, Tensors } from "../../src/models/tensor.js";
import { validateSpec } from "../../src/models/validate.js";
import { referenceForward } from "../../src/reference/forward.js";
import { caseNames, conformanceCase, filler, imageOf, maxDifference, oracles, transpose } from "./oracles.js";
import { generators, image, lastChannels, mdrnnSpecs, pixelCnnSpecs, size, specs } from "./specs.js";

test("the conformance cases: every output within its tolerance", () => {
  for (const name of caseNames) {
    const { model, inputs, weights, expect, tolerance } = conformanceCase(name);
    const got = referenceForward(validateSpec(model), inputs.x, weights).at(-1)!;
    const want = expect.outputs.y;
    assert.deepEqual(got.shape, want.shape);
    got.data.forEach((value, i) => {
      const allowed = tolerance.absolute + tolerance.relative * Math.abs(want.data[i]!);
      assert.ok(Math.abs(value - want.data[i]!) <= allowed, `${name}[${i}] is ${value}, not ${want.data[i]}`);
    });
    // The cases were written with 9 digits, so float64 agrees far better than their tolerance asks.
    assert.ok(maxDifference(got.data, want.data) < 1e-6, name);
  }
});

test("E9: two masked layers", () => {
  const fill = filler();
  const x = transpose({ ...fill(2, [4, 5, 2]), shape: [1, 4, 5, 2] }, [0, 3, 1, 2]);
  const oihw = (shape: number[]): Tensor => transpose(fill(2, shape), [3, 2, 0, 1]);
  const weights: Tensors = {
    "layers.0.weight": oihw([3, 3, 2, 3]),
    "layers.1.weight": oihw([3, 3, 3, 2]),
    "layers.0.bias": fill(1, [3]),
    "layers.1.bias": fill(1, [2]),
  };
  const layers = [
    { kernel: 3, out: 3, activation: "tanh" },
    { kernel: 3, out: 2, activation: "none" },
  ];
  const [first, second] = referenceForward(validateSpec({ kind: "pixelcnn", inputs: 2, layers }), x, weights);
  assert.ok(maxDifference(first!.data, imageOf(oracles.E9.expected.layer1).data) < 1e-10);
  assert.ok(maxDifference(second!.data, imageOf(oracles.E9.expected.y).data) < 1e-10);
});

const printedAndIntended = (neighbours: "hidden" | "input"): readonly Tensor<Float64Array>[] => {
  const fill = filler();
  const x = transpose({ ...fill(2, [3, 4, 2]), shape: [1, 3, 4, 2] }, [0, 3, 1, 2]);
  const weights: Record<string, Tensor> = {};
  for (const l of [0, 1]) {
    // The oracle multiplies row vectors, a = x W: its matrices are (in, out).
    for (const name of ["w_in", "w_west", "w_north"])
      weights[`layers.${l}.${name}`] = transpose(fill(2, [2, 2]), [1, 0]);
  }
  return referenceForward(mdrnn({ depth: 2, channels: 2, inputs: 2, neighbours }), x, weights);
};

test("F2 and F4: the recurrence, and the formula as printed, equal only at the first pixel", () => {
  const [first, second] = printedAndIntended("hidden");
  assert.ok(maxDifference(first!.data, imageOf(oracles.F2.expected.layer1).data) < 1e-10);
  assert.ok(maxDifference(second!.data, imageOf(oracles.F2.expected.layer2).data) < 1e-10);
  const printed = printedAndIntended("input")[1]!;
  assert.ok(maxDifference(printed.data, imageOf(oracles.F4.expected.layer2).data) < 1e-10);
  for (let cell = 0; cell < 12; cell++) {
    assert.equal(Math.abs(printed.data[cell]! - second!.data[cell]!) < 1e-12, cell === 0, `cell ${cell}`);
  }
});

/** The same image with everything from (row, column) on in raster order replaced. */
const withNewFuture = (x: Tensor, row: number, column: number): Tensor => {
  const [, , height, width] = x.shape as [number, number, number, number];
  const from = row * width + column;
  return {
    shape: x.shape,
    data: Float64Array.from(x.data, (value, i) => (i % (height * width) >= from ? 7 - value : value)),
  };
};

const outputsAt = (spec: ModelSpec, x: Tensor, weights: Tensors, pixel: number): number[] => {
  const output = referenceForward(spec, x, weights).at(-1)!;
  const pixels = output.shape[2]! * output.shape[3]!;
  return Array.from({ length: lastChannels(spec) }, (_, k) => output.data[k * pixels + pixel]!);
};

test("causality: what lies at or after a pixel never changes its output, bit for bit", () => {
  fc.assert(
    fc.property(generators, size(6), fc.nat(), fc.nat(), (spec, { height, width }, a, b) => {
      const [row, column] = [a % height, b % width];
      const weights = initialWeights(spec, a);
      const x = image(spec, height, width);
      const pixel = row * width + column;
      assert.deepEqual(
        outputsAt(spec, withNewFuture(x, row, column), weights, pixel),
        outputsAt(spec, x, weights, pixel),
      );
    }),
    { numRuns: 150 },
  );
});

test("the MDRNN as given is an encoder: it sees its own pixel", () => {
  const spec = mdrnn({ depth: 2, channels: 3 });
  const weights = initialWeights(spec, 4);
  const x = image(spec, 4, 4);
  assert.notDeepEqual(outputsAt(spec, withNewFuture(x, 2, 2), weights, 10), outputsAt(spec, x, weights, 10));
});

test("colours: a later colour never reaches an earlier one of the same pixel, and an earlier one does reach a later", () => {
  const spec = pixelCnn({ depth: 2, channels: 3, inputs: 3, colourGroups: 3 });
  const weights = initialWeights(
    { ...spec, layers: spec.layers.map((layer) => ({ ...layer, activation: "tanh" as const })) },
    2,
  );
  const x = image(spec, 3, 3);
  const changed = (colour: number): boolean[] => {
    const data = Float64Array.from(x.data);
    data[colour * 9 + 4] = 5;
    const linearSpec = { ...spec, layers: spec.layers.map((layer) => ({ ...layer, activation: "none" as const })) };
    const before = outputsAt(linearSpec, x, weights, 4);
    return outputsAt(linearSpec, { ...x, data }, weights, 4).map((value, i) => value !== before[i]);
  };
  assert.deepEqual([0, 1, 2].map(changed), [
    [false, true, true],
    [false, false, true],
    [false, false, false],
  ]);
});

test("masked weights are never read, whatever they hold", () => {
  fc.assert(
    fc.property(pixelCnnSpecs, size(5), (spec, { height, width }) => {
      const clean = initialWeights(spec, 9);
      const x = image(spec, height, width);
      const dirty = Object.fromEntries(
        Object.entries(clean).map(([name, { shape, data }]) => [
          name,
          { shape, data: name.endsWith("weight") ? data.map((value) => (value === 0 ? 1e30 : value)) : data },
        ]),
      );
      assert.deepEqual(referenceForward(spec, x, dirty), referenceForward(spec, x, clean));
    }),
    { numRuns: 40 },
  );
});

test("transposing the image and swapping W_west and W_north transposes h", () => {
  fc.assert(
    fc.property(mdrnnSpecs, size(6), fc.nat(), (spec, { height, width }, seed) => {
      const weights = initialWeights(spec, seed);
      const swapped = Object.fromEntries(
        Object.entries(weights).map(([name, tensor]) => {
          const other = name.endsWith("w_west") ? name.replace("w_west", "w_north") : name.replace("w_north", "w_west");
          return [other, tensor];
        }),
      );
      const x = image(spec, height, width);
      const straight = referenceForward(spec, x, weights).at(-1)!;
      const flipped = referenceForward(spec, transpose(x, [0, 1, 3, 2]), swapped).at(-1)!;
      assert.ok(maxDifference(transpose(flipped, [0, 1, 3, 2]).data, straight.data) < 1e-12);
    }),
    { numRuns: 60 },
  );
});

test("without W_west and W_north an MDRNN layer is a 1×1 convolution", () => {
  const spec = mdrnn({ depth: 1, channels: 3, inputs: 2 });
  const weights = initialWeights(spec, 6);
  const wIn = weights["layers.0.w_in"]!;
  const zeros = { shape: [3, 3], data: new Float32Array(9) };
  const x = image(spec, 3, 4);
  const h = referenceForward(spec, x, { "layers.0.w_in": wIn, "layers.0.w_west": zeros, "layers.0.w_north": zeros });
  const conv = validateSpec({
    kind: "pixelcnn",
    inputs: 2,
    layers: [{ kernel: 1, mask: "B", out: 3, activation: "tanh" }],
  });
  const y = referenceForward(conv, x, { "layers.0.weight": { ...wIn, shape: [3, 2, 1, 1] } });
  assert.ok(maxDifference(h[0]!.data, y[0]!.data) < 1e-12);
});

test("images of a batch do not meet", () => {
  fc.assert(
    fc.property(specs, size(5), (spec, { height, width }) => {
      const weights = initialWeights(spec, 8);
      const one = image(spec, height, width);
      const two = image(spec, height, width, (i) => Math.cos(3 * i));
      const batch = { shape: [2, ...one.shape.slice(1)], data: Float64Array.of(...one.data, ...two.data) };
      referenceForward(spec, batch, weights).forEach(({ shape, data }, layer) => {
        assert.equal(shape[0], 2);
        const apart = [one, two].flatMap((x) => [...referenceForward(spec, x, weights)[layer]!.data]);
        assert.deepEqual([...data], apart);
      });
    }),
    { numRuns: 40 },
  );
});

test("an image that does not fit is named", () => {
  const spec = mdrnn({ depth: 1, channels: 2 });
  assert.throws(
    () => referenceForward(spec, { shape: [1, 3, 2, 2], data: new Float64Array(12) }, initialWeights(spec, 1)),
    (error) =>
      error instanceof SweepfieldError && error.code === "shape-invalid" && /use \(N, 1, H, W\)/.test(error.message),
  );
});
