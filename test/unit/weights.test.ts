import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { initialWeights } from "../../src/models/initialise.js";
import { layerChannels } from "../../src/models/layers.js";
import { liveTaps, readsColour } from "../../src/models/mask.js";
import { parameterShapes, validateWeights } from "../../src/models/parameters.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import { spectralNorm } from "../../src/models/spectral-norm.js";
import type { MdrnnSpec } from "../../src/models/spec.js";
import { sizeOf, type Tensors } from "../../src/models/tensor.js";
import { validateSpec } from "../../src/models/validate.js";
import { referenceForward } from "../../src/reference/forward.js";
import { caseNames, conformanceCase, maxDifference } from "./oracles.js";
import { image, specs } from "./specs.js";

const variance = (data: ArrayLike<number>): number => Array.from(data).reduce((sum, x) => sum + x * x, 0) / data.length;

test("names and shapes are PyTorch's, and those of every conformance case", () => {
  assert.deepEqual(parameterShapes(pixelCnn({ depth: 2, channels: 4, inputs: 3, kernel: 5 })), {
    "layers.0.weight": [4, 3, 5, 5],
    "layers.0.bias": [4],
    "layers.1.weight": [4, 4, 5, 5],
    "layers.1.bias": [4],
  });
  assert.deepEqual(parameterShapes(mdrnn({ depth: 1, channels: 4, inputs: 3, neighbours: "input" })), {
    "layers.0.w_in": [4, 3],
    "layers.0.w_west": [4, 3],
    "layers.0.w_north": [4, 3],
    "layers.0.bias": [4],
  });
  for (const name of caseNames) {
    const { model, weights } = conformanceCase(name);
    validateWeights(validateSpec(model), weights);
  }
});

test("wrong weights are named", () => {
  const spec = mdrnn({ depth: 1, channels: 2 });
  const good = initialWeights(spec, 1);
  const rejects = (weights: Tensors, text: RegExp): void =>
    assert.throws(
      () => validateWeights(spec, weights),
      (error) => error instanceof SweepfieldError && error.code === "weights-invalid" && text.test(error.message),
    );
  const { "layers.0.w_in": wIn, "layers.0.bias": bias, ...rest } = good;
  assert.ok(wIn && bias);
  validateWeights(spec, { ...rest, "layers.0.w_in": wIn });
  rejects(rest, /^weights lack layers\.0\.w_in; add it with shape \(2, 1\)$/);
  rejects({ ...good, "layers.0.w_est": wIn }, /layers\.0\.w_est.*did you mean "layers\.0\.w_west"/);
  rejects({ ...good, "layers.9.gate": wIn }, /does not have; remove it/);
  rejects(
    { ...good, "layers.0.w_in": { ...wIn, shape: [1, 2] } },
    /^layers\.0\.w_in has shape \(1, 2\); this mdrnn needs \(2, 1\)$/,
  );
  rejects({ ...good, "layers.0.w_in": { ...wIn, data: new Float32Array(3) } }, /^layers\.0\.w_in holds 3 numbers/);
  rejects(
    { ...good, "layers.0.w_in": { ...wIn, data: Float32Array.of(1, Number.NaN) } },
    /^layers\.0\.w_in\[1\] is NaN/,
  );
});

test("initial weights fit the spec, follow the seed, and leave masked taps at exactly 0", () => {
  fc.assert(
    fc.property(specs, fc.nat(), (spec, seed) => {
      const weights = initialWeights(spec, seed);
      validateWeights(spec, weights);
      assert.deepEqual(Object.keys(weights), Object.keys(parameterShapes(spec)));
      assert.deepEqual(initialWeights(spec, seed), weights);
      if (spec.kind !== "pixelcnn") return;
      layerChannels(spec).forEach(({ inputs, outputs }, l) => {
        const layer = spec.layers[l]!;
        const taps = liveTaps(layer, spec.context, spec.colourGroups);
        const live = new Set<number>();
        for (let o = 0; o < outputs; o++) {
          for (let i = 0; i < inputs; i++) {
            for (const { dr, dc, ky, kx } of taps) {
              if (dr === 0 && dc === 0 && !readsColour(layer.mask, spec.colourGroups, o, i)) continue;
              live.add(((o * inputs + i) * layer.kernel + ky) * layer.kernel + kx);
            }
          }
        }
        weights[`layers.${l}.weight`]!.data.forEach((value, index) => assert.equal(value !== 0, live.has(index)));
      });
    }),
    { numRuns: 60 },
  );
});

test("seeds, layers and matrices all have numbers of their own, and adding a layer changes no other", () => {
  const spec = mdrnn({ depth: 3, channels: 4, inputs: 4 });
  const all = [1, 2].flatMap((seed) => Object.entries(initialWeights(spec, seed)));
  const drawn = all.filter(([name]) => !name.endsWith("bias")).map(([, { data }]) => String(data[0]));
  assert.equal(new Set(drawn).size, drawn.length);
  const deeper = initialWeights(mdrnn({ depth: 4, channels: 4, inputs: 4 }), 1);
  for (const [name, tensor] of Object.entries(initialWeights(spec, 1))) assert.deepEqual(deeper[name], tensor);
});

test("scales: He before relu and Glorot before tanh over live taps, biases 0", () => {
  const spec = pixelCnn({ depth: 2, channels: 64, inputs: 64 });
  const weights = initialWeights(spec, 3);
  const live = (name: string): number[] => Array.from(weights[name]!.data).filter((value) => value !== 0);
  assert.ok(Math.abs(variance(live("layers.0.weight")) / (2 / (4 * 64)) - 1) < 0.05);
  assert.ok(Math.abs(variance(live("layers.1.weight")) / (2 / (5 * 64)) - 1) < 0.05);
  assert.ok(weights["layers.0.bias"]!.data.every((value) => value === 0));
  const tanh = initialWeights(
    { ...spec, layers: spec.layers.map((layer) => ({ ...layer, activation: "tanh" as const })) },
    3,
  );
  const glorot = Array.from(tanh["layers.1.weight"]!.data).filter((value) => value !== 0);
  const limit = Math.sqrt(6 / (5 * 128));
  assert.ok(glorot.every((value) => Math.abs(value) <= Math.fround(limit)) && Math.max(...glorot) > 0.99 * limit);
});

test("spectralNorm is the largest singular value", () => {
  assert.ok(Math.abs(spectralNorm([3, 0, 0, -5], 2, 2) - 5) < 1e-9);
  assert.ok(Math.abs(spectralNorm([1, 1, 1, 1, 1, 1], 2, 3) - Math.sqrt(6)) < 1e-9);
  assert.ok(Math.abs(spectralNorm([1, -1, -1, 1], 2, 2) - 2) < 1e-9);
  assert.equal(spectralNorm([0, 0], 1, 2), 0);
  // A 2×2 matrix has closed-form singular values.
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 4 }), (m) => {
      const [a, b, c, d] = m as [number, number, number, number];
      const sum = a * a + b * b + c * c + d * d;
      const exact = Math.sqrt((sum + Math.sqrt(sum * sum - 4 * (a * d - b * c) ** 2)) / 2);
      assert.ok(Math.abs(spectralNorm(m, 2, 2) - exact) <= 1e-5 * exact);
    }),
  );
});

test("recurrent matrices have norm 0.45; the printed variant's, which nothing repeats, are plain Glorot", () => {
  const weights = initialWeights(mdrnn({ depth: 2, channels: 16 }), 5);
  for (const name of ["layers.0.w_west", "layers.1.w_north"]) {
    assert.ok(Math.abs(spectralNorm(weights[name]!.data, 16, 16) - 0.45) < 1e-6);
  }
  const printed = initialWeights(mdrnn({ depth: 2, channels: 16, neighbours: "input" }), 5);
  assert.deepEqual(printed["layers.0.w_west"]!.shape, [16, 1]);
  assert.ok(spectralNorm(printed["layers.1.w_west"]!.data, 16, 16) > 1);
});

/** The sweep with every operation rounded to float32, as a GPU runs it. */
const inFloat32 = (
  spec: MdrnnSpec,
  height: number,
  width: number,
  x: ArrayLike<number>,
  weights: Tensors,
): Float32Array => {
  const k = spec.layers[0]!.hidden;
  let below = Float32Array.from(x);
  let inputs = spec.inputs;
  spec.layers.forEach((_, l) => {
    const own = new Float32Array(height * width * k);
    const [wIn, wWest, wNorth] = ["w_in", "w_west", "w_north"].map((name) => weights[`layers.${l}.${name}`]!.data);
    const add = (
      sum: number,
      matrix: ArrayLike<number>,
      o: number,
      map: Float32Array,
      cell: number,
      n: number,
    ): number => {
      let total = sum;
      for (let i = 0; i < n; i++) total = Math.fround(total + Math.fround(matrix[o * n + i]! * map[cell * n + i]!));
      return total;
    };
    for (let cell = 0; cell < height * width; cell++) {
      for (let o = 0; o < k; o++) {
        let sum = add(0, wIn!, o, below, cell, inputs);
        if (cell % width > 0) sum = add(sum, wWest!, o, own, cell - 1, k);
        if (cell >= width) sum = add(sum, wNorth!, o, own, cell - width, k);
        own[cell * k + o] = Math.tanh(sum);
      }
    }
    below = own;
    inputs = k;
  });
  return below;
};

test("at 28×28, d = 7, k = 16 float32 stays within 1e-6 of float64; without the scaling it does not", () => {
  const spec = mdrnn({ depth: 7, channels: 16 });
  const scaled = initialWeights(spec, 1);
  const glorot = Object.fromEntries(
    Object.entries(scaled).map(([name, { shape, data }]) => {
      const recurrent = /w_west|w_north/.test(name);
      // Glorot's 16×16 matrices have a spectral norm of about 2.
      return [name, { shape, data: recurrent ? data.map((value) => (value * 2) / 0.45) : data }];
    }),
  );
  const x = image(spec, 28, 28, (i) => Math.fround(Math.sin(i * i + 1)));
  const error = (weights: Tensors): number => {
    const exact = referenceForward(spec, x, weights).at(-1)!;
    const rounded = inFloat32(spec, 28, 28, x.data, weights);
    const asNchw = Float64Array.from(
      { length: sizeOf(exact.shape) },
      (_, i) => rounded[(i % 784) * 16 + Math.floor(i / 784)]!,
    );
    return maxDifference(asNchw, exact.data);
  };
  assert.ok(error(scaled) < 1e-6);
  assert.ok(error(glorot) > 1e-5);
});

test("the other models: masked taps exactly 0, the recurrence of all gates and taps together at 0.45, no biases", () => {
  const gated = initialWeights(gatedPixelCnn({ depth: 2, channels: 4 }), 5);
  const zeroRows = (name: string): boolean[] =>
    [0, 1, 2].map((ky) => gated[name]!.data.every((value, i) => Math.floor((i % 9) / 3) !== ky || value === 0));
  assert.deepEqual(zeroRows("layers.0.v.weight"), [false, true, true]);
  assert.deepEqual(zeroRows("layers.1.v.weight"), [false, false, true]);
  const row = initialWeights(rowLstm({ depth: 2, channels: 4, first: "A" }), 5);
  const zeroTaps = (name: string): boolean[] =>
    [0, 1, 2].map((kx) => row[name]!.data.every((value, i) => i % 3 !== kx || value === 0));
  assert.deepEqual(zeroTaps("layers.0.input.weight"), [false, true, true]);
  assert.deepEqual(zeroTaps("layers.1.input.weight"), [false, false, true]);
  assert.deepEqual(zeroTaps("layers.1.state.weight"), [false, false, false]);
  const lstm = initialWeights(mdrnn({ depth: 2, channels: 4, cell: "lstm", directions: 4 }), 5);
  const diagonal = initialWeights(diagonalBiLstm({ depth: 2, channels: 4 }), 5);
  const norms = [
    spectralNorm(row["layers.1.state.weight"]!.data, 16, 12),
    spectralNorm(lstm["layers.1.nw.w_north"]!.data, 20, 4),
    spectralNorm(diagonal["layers.0.right.w_side"]!.data, 16, 4),
  ];
  for (const norm of norms) assert.ok(Math.abs(norm - 0.45) < 1e-6, `${norm}`);
  for (const weights of [gated, row, lstm, diagonal]) {
    for (const [name, { data }] of Object.entries(weights)) {
      assert.equal(
        data.every((value) => value === 0),
        name.endsWith("bias"),
      );
    }
  }
});

test("weights beyond the memory of a tab are refused before they are allocated", () => {
  const huge = pixelCnn({ depth: 256, channels: 1024, kernel: 31 });
  assert.throws(
    () => initialWeights(huge, 1),
    (error) => error instanceof SweepfieldError && error.code === "limit-exceeded",
  );
});
