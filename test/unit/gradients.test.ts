import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { accessMap } from "../../src/graph/access.js";
import { initialWeights } from "../../src/models/initialise.js";
import { parameterShapes } from "../../src/models/parameters.js";
import { mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../../src/models/tensor.js";
import { validateSpec } from "../../src/models/validate.js";
import { referenceBackward } from "../../src/reference/backward.js";
import { referenceForward } from "../../src/reference/forward.js";
import { caseNames, conformanceCase, maxDifference } from "./oracles.js";
import { image, lastChannels, size, specs } from "./specs.js";

test("the conformance cases: every gradient within its tolerance", () => {
  for (const name of caseNames) {
    const { model, inputs, weights, outputGradients, expect, tolerance } = conformanceCase(name);
    const spec = validateSpec(model);
    const { gradients } = referenceBackward(spec, inputs.x, weights, outputGradients.y);
    assert.deepEqual(Object.keys(gradients), ["x", ...Object.keys(parameterShapes(spec))]);
    assert.ok(Object.keys(expect.gradients).length > 1);
    for (const [key, want] of Object.entries(expect.gradients)) {
      const got = gradients[key]!;
      assert.deepEqual(got.shape, want.shape);
      got.data.forEach((value, i) => {
        const allowed = tolerance.absolute + tolerance.relative * Math.abs(want.data[i]!);
        const said = `${name} ${key}[${i}] is ${value}, not ${want.data[i]}`;
        assert.ok(Math.abs(value - want.data[i]!) <= allowed, said);
      });
      // The cases were written with 9 digits, so float64 agrees far better than their tolerance asks.
      assert.ok(maxDifference(got.data, want.data) < 1e-6, `${name} ${key}`);
    }
  }
});

/** Pseudo-random numbers in [−1, 1] that know no symmetry. */
const wave = (shape: readonly number[], seed: number): Tensor<Float64Array> => ({
  shape,
  data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin((i + 1) * (seed + 1.37) + i * i * 0.11)),
});

/** Biases that are not zero, everything else as it is initialised, in float64. */
const weightsOf = (spec: ModelSpec, seed: number): Tensors =>
  Object.fromEntries(
    Object.entries(initialWeights(spec, seed)).map(([name, { shape, data }]) => [
      name,
      name.endsWith("bias") ? wave(shape, seed + 0.5) : { shape, data: Float64Array.from(data) },
    ]),
  );

/** relu has a kink, which differences step over. */
const smooth = (spec: ModelSpec): ModelSpec => {
  if (spec.kind === "pixelcnn") {
    return {
      ...spec,
      layers: spec.layers.map((layer) => ({
        ...layer,
        activation: layer.activation === "relu" ? "tanh" : layer.activation,
      })),
    } as ModelSpec;
  }
  if (spec.kind !== "mdrnn") return spec;
  return {
    ...spec,
    layers: spec.layers.map((layer) => (layer.cell === "rnn" ? { ...layer, activation: "tanh" as const } : layer)),
  };
};

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);

const moved = (tensors: Tensors, by: Tensors, step: number): Tensors =>
  Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, data }]) => [
      name,
      { shape, data: Float64Array.from(data, (value, i) => value + step * by[name]!.data[i]!) },
    ]),
  );

test("dot products: ⟨v, J u⟩ = ⟨Jᵀ v, u⟩ for random u and v over image and weights, for every kind of model", () => {
  fc.assert(
    fc.property(specs, size(5), fc.nat(1000), fc.nat(3), (drawn, { height, width }, seed, images) => {
      const spec = smooth(drawn);
      const at: Tensors = { x: wave([images + 1, spec.inputs, height, width], seed), ...weightsOf(spec, seed) };
      const u: Tensors = Object.fromEntries(
        Object.entries(at).map(([name, { shape }], i) => [name, wave(shape, seed + i + 2)]),
      );
      const v = wave([images + 1, lastChannels(spec), height, width], seed + 0.7);
      const output = (step: number): Float64Array => {
        const { x, ...weights } = moved(at, u, step);
        return referenceForward(spec, x!, weights).at(-1)!.data;
      };
      const { x, ...weights } = at;
      const { gradients } = referenceBackward(spec, x!, weights, v);
      const backward = Object.keys(at).reduce((sum, name) => sum + dot(gradients[name]!.data, u[name]!.data), 0);
      // Richardson: the error of the central difference falls with the fourth power of the step.
      const slope = (step: number): number => (dot(output(step), v.data) - dot(output(-step), v.data)) / (2 * step);
      const forward = (4 * slope(2.5e-4) - slope(5e-4)) / 3;
      assert.ok(Math.abs(forward - backward) <= 1e-6 * (1 + Math.abs(backward)), `${forward}, not ${backward}`);
    }),
    { numRuns: 120 },
  );
});

test("central differences: every entry of the gradients of a small model of every kind", () => {
  const options = { depth: 2, channels: 2, inputs: 2 };
  const models: ModelSpec[] = [
    smooth(pixelCnn(options)),
    validateSpec({
      kind: "gated-pixelcnn",
      inputs: 2,
      layers: [
        { kernel: 3, out: 2 },
        { kernel: 3, out: 2 },
      ],
    }),
    mdrnn(options),
    mdrnn({ ...options, shift: true }),
    mdrnn({ ...options, neighbours: "input" }),
    mdrnn({ ...options, cell: "lstm" }),
    mdrnn({ ...options, depth: 1, directions: 4, cell: "lstm" }),
    rowLstm({ ...options, first: "A" }),
    validateSpec({ kind: "diagonal-bilstm", inputs: 2, hidden: 2, layers: 2 }),
  ];
  for (const spec of models) {
    const at: Tensors = { x: wave([1, 2, 3, 2], 3), ...weightsOf(spec, 4) };
    const v = wave([1, 2, 3, 2], 5);
    const loss = (tensors: Tensors): number => {
      const { x, ...weights } = tensors;
      return dot(referenceForward(spec, x!, weights).at(-1)!.data, v.data);
    };
    const { x, ...weights } = at;
    const { gradients } = referenceBackward(spec, x!, weights, v);
    for (const [name, { shape, data }] of Object.entries(at)) {
      data.forEach((_, i) => {
        const at1 = (step: number): number => {
          const changed = Float64Array.from(data);
          changed[i]! += step;
          return loss({ ...at, [name]: { shape, data: changed } });
        };
        const want = (at1(1e-5) - at1(-1e-5)) / 2e-5;
        const got = gradients[name]!.data[i]!;
        assert.ok(Math.abs(got - want) < 1e-8, `${spec.kind} ${name}[${i}] is ${got}, not ${want}`);
      });
    }
  }
});

test("the backward pass is linear in the output's gradient, and zero gives zero", () => {
  fc.assert(
    fc.property(specs, size(4), fc.nat(100), (spec, { height, width }, seed) => {
      const x = image(spec, height, width);
      const weights = weightsOf(spec, seed);
      const shape = [1, lastChannels(spec), height, width];
      const [v, w] = [wave(shape, seed), wave(shape, seed + 9)];
      const gradientsOf = (data: Float64Array): Tensors =>
        referenceBackward(spec, x, weights, { shape, data }).gradients;
      const [ofV, ofW] = [gradientsOf(v.data), gradientsOf(w.data)];
      const both = gradientsOf(v.data.map((value, i) => 3 * value - 2 * w.data[i]!));
      for (const [name, { data }] of Object.entries(both)) {
        const want = Array.from(data, (_, i) => 3 * ofV[name]!.data[i]! - 2 * ofW[name]!.data[i]!);
        assert.ok(maxDifference(data, want) < 1e-9, name);
      }
      const none = gradientsOf(new Float64Array(sizeOf(shape)));
      assert.ok(Object.values(none).every(({ data }) => data.every((value) => value === 0)));
    }),
    { numRuns: 60 },
  );
});

test("masked taps: what they hold changes no gradient, and theirs is exactly 0", () => {
  fc.assert(
    fc.property(specs, size(4), (spec, { height, width }) => {
      const clean = initialWeights(spec, 9);
      const dirty = Object.fromEntries(
        Object.entries(clean).map(([name, { shape, data }]) => [
          name,
          { shape, data: name.endsWith("bias") ? data : data.map((value) => (value === 0 ? 1e30 : value)) },
        ]),
      );
      const x = image(spec, height, width);
      const v = wave([1, lastChannels(spec), height, width], 1);
      const { gradients } = referenceBackward(spec, x, dirty, v);
      assert.deepEqual(gradients, referenceBackward(spec, x, clean, v).gradients);
      for (const [name, { data }] of Object.entries(clean)) {
        if (name.endsWith("bias")) continue;
        data.forEach((value, i) => assert.ok(value !== 0 || gradients[name]!.data[i] === 0, `${name}[${i}]`));
      }
    }),
    { numRuns: 60 },
  );
});

test("deltas: one for every map, and a bias's gradient is their sum over the positions", () => {
  fc.assert(
    fc.property(specs, size(4), (spec, { height, width }) => {
      const x = image(spec, height, width);
      const v = wave([1, lastChannels(spec), height, width], 1);
      const { gradients, deltas } = referenceBackward(spec, x, weightsOf(spec, 2), v);
      const access = accessMap(spec);
      assert.equal(deltas.length, access.length);
      const biases = Object.entries(gradients).filter(([name]) => name.endsWith("bias"));
      assert.equal(biases.length, access.length);
      deltas.forEach(({ shape, data }, map) => {
        const [name, bias] = biases[map]!;
        assert.deepEqual(shape, [1, bias.shape[0], height, width]);
        const sums = Array.from(bias.data, (_, o) =>
          data.subarray(o * height * width, (o + 1) * height * width).reduce((sum, value) => sum + value, 0),
        );
        assert.ok(maxDifference(bias.data, sums) < 1e-12, name);
      });
    }),
    { numRuns: 60 },
  );
});

test("a batch's gradients are those of its images: x̄ apart, weights added up", () => {
  fc.assert(
    fc.property(specs, size(4), (spec, { height, width }) => {
      const weights = weightsOf(spec, 3);
      const one = wave([1, spec.inputs, height, width], 1);
      const two = wave([1, spec.inputs, height, width], 2);
      const v = wave([2, lastChannels(spec), height, width], 3);
      const half = v.data.length / 2;
      const batch = { shape: [2, ...one.shape.slice(1)], data: Float64Array.of(...one.data, ...two.data) };
      const together = referenceBackward(spec, batch, weights, v).gradients;
      const shape = [1, ...v.shape.slice(1)];
      const [a, b] = [one, two].map(
        (x, i) =>
          referenceBackward(spec, x, weights, { shape, data: v.data.slice(i * half, (i + 1) * half) }).gradients,
      ) as [Tensors, Tensors];
      for (const [name, { data }] of Object.entries(together)) {
        const want =
          name === "x"
            ? [...a[name]!.data, ...b[name]!.data]
            : Array.from(a[name]!.data, (value, i) => value + b[name]!.data[i]!);
        assert.ok(maxDifference(data, want) < 1e-11, name);
      }
    }),
    { numRuns: 40 },
  );
});

test("an output's gradient that does not fit is named", () => {
  const spec = mdrnn({ depth: 1, channels: 2 });
  assert.throws(
    () => referenceBackward(spec, image(spec, 3, 3), initialWeights(spec, 1), wave([1, 1, 3, 3], 1)),
    (error) =>
      error instanceof SweepfieldError &&
      error.code === "shape-invalid" &&
      /has shape \(1, 1, 3, 3\); use \(1, 2, 3, 3\)/.test(error.message),
  );
});
