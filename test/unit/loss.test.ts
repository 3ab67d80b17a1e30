import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { lossOnCpu, natsAndSlope } from "../../src/kernels/loss/cpu.js";
import { adamOnCpu, normOf } from "../../src/kernels/optimiser/cpu.js";
import { gradientPlaces, parameterPlaces } from "../../src/kernels/optimiser/places.js";
import { ADAM } from "../../src/kernels/optimiser/settings.js";
import { initialWeights } from "../../src/models/initialise.js";
import { tensorsOf, vectorLength, vectorOf } from "../../src/models/parameter-vector.js";
import type { Conditional } from "../../src/models/spec.js";
import { referenceNats, referenceSlope } from "../../src/reference/loss.js";
import { referenceForward } from "../../src/reference/forward.js";
import { meanNats, referenceStep, startTraining } from "../../src/reference/training.js";
import { drawingSpecs, imageSizes, pixelsFor } from "../gpu/drawing.js";

const levelled = (sigma: number, levels: number): Conditional => ({ kind: "gaussian", sigma, levels });
const conditionals: readonly Conditional[] = [
  { kind: "bernoulli" },
  { kind: "gaussian", sigma: 0.3 },
  levelled(0.05, 256),
  levelled(1, 256),
  levelled(0.3, 4),
  levelled(0.02, 2),
];

/** Outputs and pixels of all sizes; for levels the pixel is one of them. */
const pairs = fc.record({
  conditional: fc.constantFrom(...conditionals),
  y: fc.double({ min: -2, max: 2, noNaN: true }),
  level: fc.nat(255),
});
const pixelOf = (conditional: Conditional, level: number): number => {
  if (conditional.kind === "bernoulli") return level % 2 === 0 ? -1 : 1;
  const last = (conditional.levels ?? 256) - 1;
  return (2 * (level % (last + 1))) / last - 1;
};

test("the slope of every loss is its central difference; the CPU kernel agrees with the reference", () => {
  fc.assert(
    fc.property(pairs, ({ conditional, y, level }) => {
      const x = pixelOf(conditional, level);
      const step = 1e-5;
      const [before, after] = [referenceNats(conditional, y - step, x), referenceNats(conditional, y + step, x)];
      const want = referenceNats(conditional, y, x);
      // far in a tail the reference itself has no digits left to take differences of
      fc.pre(Number.isFinite(want) && want < 600);
      const slope = referenceSlope(conditional, y, x);
      assert.ok(Math.abs((after - before) / (2 * step) - slope) < 1e-4 * (1 + Math.abs(slope)), `slope ${slope}`);
      const [nats, got] = natsAndSlope(conditional)(y, x);
      assert.ok(Math.abs(nats - want) < 1e-5 * (1 + want), `${nats}, not ${want}`);
      assert.ok(Math.abs(got - slope) < 1e-4 * (1 + Math.abs(slope)), `${got}, not ${slope}`);
    }),
    { numRuns: 2000 },
  );
});

test("the probabilities of all levels, and of both bits, add up to 1", () => {
  for (const conditional of conditionals) {
    if (conditional.kind === "gaussian" && conditional.levels === undefined) continue;
    const count = conditional.kind === "bernoulli" ? 2 : conditional.levels!;
    for (const y of [-1.3, -0.2, 0, 0.7]) {
      const nats = natsAndSlope(conditional);
      const sum = Array.from({ length: count }, (_, k) => Math.exp(-nats(y, (2 * k) / (count - 1) - 1)[0]));
      assert.ok(Math.abs(sum.reduce((a, b) => a + b) - 1) < 1e-5, `${JSON.stringify(conditional)} at ${y}`);
    }
  }
});

test("a batch's loss and gradient are the mean of the reference, whatever the model", () => {
  fc.assert(
    fc.property(drawingSpecs, imageSizes, fc.nat(99), (spec, shape, seed) => {
      const x = pixelsFor(spec, shape, seed);
      const y = referenceForward(spec, x, initialWeights(spec, seed)).at(-1)!;
      const want = meanNats(spec.conditional, y, x);
      const bar = new Float32Array(x.data.length);
      const nats = lossOnCpu(spec.conditional, x.data.length / shape.batch, x.data, Float32Array.from(y.data), bar);
      assert.equal(nats.length, shape.batch);
      const got = nats.reduce((a, b) => a + b, 0) / x.data.length;
      assert.ok(Math.abs(got - want.loss) < 1e-4 * (1 + Math.abs(want.loss)));
      bar.forEach((value, i) => {
        const wanted = want.gradient.data[i]!;
        assert.ok(Math.abs(value - wanted) < 1e-3 * (1 / x.data.length + Math.abs(wanted)));
      });
    }),
    { numRuns: 60 },
  );
});

test("through model, read-out and loss: the gradient of every weight is its central difference", () => {
  fc.assert(
    fc.property(drawingSpecs, imageSizes, fc.nat(99), (spec, shape, seed) => {
      // a kink makes a difference quotient meaningless
      fc.pre(spec.kind !== "pixelcnn" || spec.layers.every(({ activation }) => activation !== "relu"));
      const x = pixelsFor(spec, shape, seed);
      const start = startTraining(initialWeights(spec, seed));
      const lossAt = (weights: typeof start.weights): number =>
        referenceStep(spec, x, { ...start, weights }, ADAM).loss;
      const { gradients } = referenceStep(spec, x, start, ADAM);
      for (const [name, { data, shape: size }] of Object.entries(gradients)) {
        const i = seed % data.length;
        const moved = (by: number): typeof start.weights => ({
          ...start.weights,
          [name]: { shape: size, data: start.weights[name]!.data.map((value, j) => (j === i ? value + by : value)) },
        });
        const slope = (lossAt(moved(1e-5)) - lossAt(moved(-1e-5))) / 2e-5;
        // a masked weight is read by nobody: its gradient is 0 though the vector holds it
        assert.ok(
          Math.abs(slope - data[i]!) < 1e-6 * (1 + Math.abs(slope)) + 1e-7,
          `${name}[${i}]: ${data[i]}, not ${slope}`,
        );
      }
    }),
    { numRuns: 40 },
  );
});

test("Adam: the first step is the rate against the sign; clipping bounds the norm; nothing moves without a gradient", () => {
  const fresh = (): { theta: Float32Array; m: Float32Array; v: Float32Array } => ({
    theta: Float32Array.of(1, 2, 3),
    m: new Float32Array(3),
    v: new Float32Array(3),
  });
  const gradient = Float32Array.of(3, -4, 0);
  assert.equal(normOf(gradient), 5);
  const state = fresh();
  adamOnCpu({ ...ADAM, learningRate: 0.1 }, 1, 5, gradient, state);
  for (const [i, want] of [0.9, 2.1, 3].entries()) assert.ok(Math.abs(state.theta[i]! - want) < 1e-6);
  const clipped = fresh();
  adamOnCpu({ ...ADAM, clip: 1 }, 1, 5, gradient, clipped);
  assert.ok(Math.abs(clipped.m[0]! - 0.1 * 0.6) < 1e-6 && Math.abs(clipped.m[1]! + 0.1 * 0.8) < 1e-6);
});

test("every weight that is read has a place for itself and for its gradient; masked ones have none", () => {
  fc.assert(
    fc.property(drawingSpecs, (spec) => {
      const count = vectorLength(spec);
      const { packed, gradient } = parameterPlaces(spec, 12);
      const placed = new Set(packed.flatMap((source) => [...source]));
      const learning = new Set(gradient);
      for (const set of [placed, learning]) set.delete(0);
      assert.deepEqual([...placed].sort(), [...learning].sort());
      const weights = tensorsOf(
        spec,
        Float32Array.from({ length: count }, (_, i) => i),
      );
      for (const [name, { data }] of Object.entries(weights))
        if (name.endsWith("bias")) for (const index of data) assert.ok(placed.has(index + 1), name);
      const { places, most } = gradientPlaces(count, gradient);
      assert.equal(places.length, count * most);
      assert.ok(most <= 2);
      assert.equal(vectorOf(spec, weights).join(), Float32Array.from({ length: count }, (_, i) => i).join());
    }),
    { numRuns: 60 },
  );
});
