import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { runOnGpu } from "../../src/engine/gpu-run.js";
import { parseCase } from "../../src/io/conformance.js";
import { layerChannels } from "../../src/models/layers.js";
import { initialWeights } from "../../src/models/initialise.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { image, maxAbsDifference, maxReferenceError } from "./compare.js";
import { session } from "./session.js";
import { imageSizes, modelSpecs } from "./specs.js";

test("every schedule of every model agrees with the float64 reference, on the GPU and on the CPU", async () => {
  await fc.assert(
    fc.asyncProperty(modelSpecs, imageSizes, fc.nat(1000), async (spec, { batch, height, width }, seed) => {
      const inputs = { x: image([batch, spec.inputs, height, width]), weights: initialWeights(spec, seed) };
      for (const name of schedulesFor(spec)) {
        const schedule = scheduleFor(spec, name, { height, width });
        const onGpu = await runOnGpu(session, spec, schedule, inputs);
        const onCpu = await runOnCpu(spec, schedule, inputs);
        for (const trace of [onGpu, onCpu]) {
          assert.equal(trace.steps, schedule.length);
          const error = await maxReferenceError(trace, spec, inputs);
          assert.ok(error < 2e-5, `${trace.device} ${name} differs by ${error}`);
        }
        assert.ok(maxAbsDifference(await onGpu.cellMeans(), await onCpu.cellMeans()) < 2e-5);
        onGpu.release();
        onCpu.release();
      }
    }),
    { numRuns: 40 },
  );
});

/** Both sides of every boundary: of the image, of a workgroup of 64 invocations, of four pixels and of four channels. */
const sizes = [
  [1, 1],
  [1, 9],
  [9, 1],
  [7, 9],
  [8, 8],
  [5, 13],
] as const;

for (const [height, width] of sizes) {
  test(`${height}×${width}: one bad axis at a time`, async () => {
    for (const channels of [1, 3, 4, 5, 17]) {
      for (const spec of [pixelCnn({ depth: 2, channels, kernel: 5 }), mdrnn({ depth: 2, channels })]) {
        const inputs = { x: image([1, 1, height, width]), weights: initialWeights(spec, 3) };
        const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height, width });
        const trace = await runOnGpu(session, spec, schedule, inputs);
        const error = await maxReferenceError(trace, spec, inputs);
        assert.ok(error < 1e-5, `${spec.kind} with ${channels} channels differs by ${error}`);
        trace.release();
      }
    }
  });
}

test("masked taps are never read: a number there changes nothing", async () => {
  const spec = pixelCnn({ depth: 2, channels: 6, inputs: 3, colourGroups: 3 });
  const weights = initialWeights(spec, 1);
  const poisoned = Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith("weight") ? data.map((value) => (value === 0 ? 1e6 : value)) : data },
    ]),
  );
  const x = image([1, 3, 6, 5]);
  const schedule = scheduleFor(spec, "layers", { height: 6, width: 5 });
  const clean = await runOnGpu(session, spec, schedule, { x, weights });
  const dirty = await runOnGpu(session, spec, schedule, { x, weights: poisoned });
  assert.deepEqual((await dirty.activations(1)).data, (await clean.activations(1)).data);
});

test("no output of a PixelCNN sees its own pixel or a later one, bit for bit", async () => {
  const spec = pixelCnn({ depth: 3, channels: 4 });
  const [height, width] = [6, 7];
  const weights = initialWeights(spec, 2);
  const schedule = scheduleFor(spec, "layers", { height, width });
  const x = image([1, 1, height, width]);
  const before = (await (await runOnGpu(session, spec, schedule, { x, weights })).activations(2)).data;
  const at = 3 * width + 2;
  const changed = { shape: x.shape, data: x.data.map((value, pixel) => (pixel >= at ? value + 1 : value)) };
  const after = (await (await runOnGpu(session, spec, schedule, { x: changed, weights })).activations(2)).data;
  for (let channel = 0; channel < 4; channel++) {
    for (let pixel = 0; pixel <= at; pixel++) {
      assert.equal(after[channel * height * width + pixel], before[channel * height * width + pixel]);
    }
  }
  assert.notDeepEqual(after, before);
});

test("conformance cases from PyTorch: outputs on the GPU and on the CPU", async () => {
  const folder = new URL("../fixtures/cases/", import.meta.url);
  const files = readdirSync(folder).filter((file) => /^(pixelcnn|mdrnn)-.*\.json$/.test(file));
  assert.ok(files.length >= 8);
  for (const file of files) {
    const { spec, x, weights, outputs, tolerance } = parseCase(readFileSync(new URL(file, folder), "utf8"));
    const size = { height: x.shape[2]!, width: x.shape[3]! };
    for (const name of schedulesFor(spec)) {
      for (const trace of [
        await runOnGpu(session, spec, scheduleFor(spec, name, size), { x, weights }),
        await runOnCpu(spec, scheduleFor(spec, name, size), { x, weights }),
      ]) {
        const got = await trace.activations(layerChannels(spec).length - 1);
        const want = outputs.y;
        assert.deepEqual(got.shape, want.shape);
        want.data.forEach((value, i) => {
          const allowed = tolerance.absolute + tolerance.relative * Math.abs(value);
          assert.ok(Math.abs(got.data[i]! - value) <= allowed, `${file} ${name} ${trace.device} [${i}]`);
        });
      }
    }
  }
});

test("scaled recurrences contract and float32 follows float64; unscaled ones part", async () => {
  const [height, width, depth] = [28, 28, 7];
  const spec = mdrnn({ depth, channels: 16 });
  const scaled = initialWeights(spec, 1);
  // Glorot's own spectral norm is about 2 for a 16×16 matrix, 4.5 times the 0.45 of the initialisation
  const unscaled = Object.fromEntries(
    Object.entries(scaled).map(([name, { shape, data }]) => [
      name,
      { shape, data: /west|north/.test(name) ? data.map((value) => value * 4.5) : data },
    ]),
  );
  const x = image([1, 1, height, width]);
  const schedule = scheduleFor(spec, "pipelined", { height, width });
  const errorOf = async (weights: typeof scaled): Promise<number> => {
    const trace = await runOnGpu(session, spec, schedule, { x, weights });
    return maxReferenceError(trace, spec, { x, weights });
  };
  const [contracting, chaotic] = [await errorOf(scaled), await errorOf(unscaled)];
  assert.ok(contracting < 1e-6, `scaled: ${contracting}`);
  assert.ok(chaotic > 10 * contracting, `unscaled: ${chaotic}, scaled: ${contracting}`);
});
