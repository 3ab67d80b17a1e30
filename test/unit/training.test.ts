import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { TrainableSpec } from "../../src/models/spec.js";
import { validateSpec } from "../../src/models/validate.js";
import { bitsPerDimension, independentNats, uniformNats } from "../../src/training/baselines.js";
import { batchOrder, gather, trainingData, valuesOf, type Images } from "../../src/training/data.js";
import { rateAt, TRAINING } from "../../src/training/run.js";

const trainable = (conditional: object): TrainableSpec =>
  validateSpec({ kind: "pixelcnn", conditional, layers: [{ kernel: 3, out: 1, activation: "none" }] }) as TrainableSpec;

const images = (count: number, byte: (image: number, pixel: number) => number): Images => ({
  count,
  channels: 1,
  height: 2,
  width: 2,
  bytes: Uint8Array.from({ length: 4 * count }, (_, i) => byte(Math.floor(i / 4), i % 4)),
});

test("a split by a seed: every image is on one side, and the same seed gives the same sides", () => {
  const options = { seed: 5, heldOut: 30, threshold: 0.5 };
  const set = images(100, (n) => n);
  const data = trainingData(trainable({ kind: "bernoulli" }), set, options);
  assert.deepEqual([data.train.length, data.heldOut.length], [70, 30]);
  assert.equal(new Set([...data.train, ...data.heldOut]).size, 100);
  assert.deepEqual(trainingData(trainable({ kind: "bernoulli" }), set, options), data);
  assert.notDeepEqual(
    trainingData(trainable({ kind: "bernoulli" }), set, { ...options, seed: 6 }).heldOut,
    data.heldOut,
  );
  assert.throws(() => trainingData(trainable({ kind: "bernoulli" }), { ...set, channels: 3 }, options), {
    code: "shape-invalid",
  });
  assert.throws(() => trainingData(trainable({ kind: "bernoulli" }), set, { ...options, heldOut: 100 }), {
    code: "usage",
  });
});

test("batches: an epoch gives every image once, each epoch in another order, by seed and step alone", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 9 }), fc.nat(9), (count, batch, seed) => {
      fc.pre(batch <= count);
      const perEpoch = Math.floor(count / batch);
      const order = batchOrder(count, batch, seed);
      const epoch = (n: number): number[] =>
        Array.from({ length: perEpoch }, (_, s) => [...order(n * perEpoch + s)]).flat();
      assert.equal(new Set(epoch(0)).size, perEpoch * batch);
      if (count > 20) assert.notDeepEqual(epoch(0), epoch(1));
      assert.deepEqual(order(perEpoch + 0), batchOrder(count, batch, seed)(perEpoch));
    }),
  );
  assert.throws(() => batchOrder(3, 4, 1), {
    code: "usage",
    message: /a batch of 4 needs as many images, 3 are there/,
  });
});

test("what a model reads for a byte: bits from a threshold on, levels, or all of it", () => {
  const bits = valuesOf({ kind: "bernoulli" }, 0.5);
  assert.deepEqual([bits[0], bits[127], bits[128], bits[255]], [-1, -1, 1, 1]);
  const levels = valuesOf({ kind: "gaussian", sigma: 1, levels: 3 }, 0.5);
  assert.deepEqual([...new Set(levels)], [-1, 0, 1]);
  const all = valuesOf({ kind: "gaussian", sigma: 1 }, 0.5);
  assert.deepEqual([all[0], all[255]], [-1, 1]);
  const data = trainingData(
    trainable({ kind: "bernoulli" }),
    images(3, (n, p) => (n === p ? 255 : 0)),
    { seed: 1, heldOut: 1, threshold: 0.5 },
  );
  assert.deepEqual([...gather(data, [1, 0])], [-1, 1, -1, -1, 1, -1, -1, -1]);
});

test("baselines: uniform is ln 2 a bit; independent pixels know what a pixel usually is, and no more", () => {
  const bernoulli = trainable({ kind: "bernoulli" });
  // pixel 0 always 1, pixel 1 half the time
  const set = images(200, (n, p) => (p === 0 || (p === 1 && n % 2 === 0) ? 255 : 0));
  const data = trainingData(bernoulli, set, { seed: 1, heldOut: 100, threshold: 0.5 });
  assert.equal(uniformNats(bernoulli.conditional, 4), 4 * Math.log(2));
  const ones = [...data.train].filter((n) => n % 2 === 0).length;
  const heldOnes = [...data.heldOut].filter((n) => n % 2 === 0).length;
  const sure = Math.log(102 / 101);
  const half = (heldOnes * Math.log(102 / (ones + 1)) + (100 - heldOnes) * Math.log(102 / (101 - ones))) / 100;
  assert.ok(Math.abs(independentNats(bernoulli.conditional, data) - (3 * sure + half)) < 1e-9);
  const levels = trainable({ kind: "gaussian", sigma: 0.1, levels: 4 });
  assert.equal(uniformNats(levels.conditional, 4), 4 * Math.log(4));
  assert.ok(
    independentNats(levels.conditional, trainingData(levels, set, { seed: 1, heldOut: 100, threshold: 0.5 })) <
      uniformNats(levels.conditional, 4),
  );
  const density = { kind: "gaussian", sigma: 0.1 } as const;
  assert.ok(
    Number.isFinite(
      independentNats(density, trainingData(trainable(density), set, { seed: 1, heldOut: 100, threshold: 0.5 })),
    ),
  );
  assert.equal(bitsPerDimension(density, 10, 4), null);
  assert.equal(bitsPerDimension(bernoulli.conditional, 4 * Math.log(2), 4), 1);
});

test("the rate warms up evenly and stays", () => {
  const settings = { ...TRAINING, learningRate: 0.1, warmUp: 4 };
  assert.deepEqual(
    [1, 2, 4, 5, 99].map((step) => rateAt(settings, step)),
    [0.025, 0.05, 0.1, 0.1, 0.1],
  );
  assert.equal(rateAt({ ...settings, warmUp: 0 }, 1), 0.1);
});
