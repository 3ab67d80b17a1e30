/** The CPU engine against the float64 reference; batches of odd and even size, since it takes images in pairs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { runSequenceOnCpu } from "../../src/engine/cpu-sequence.js";
import { initialWeights } from "../../src/models/initialise.js";
import { initialSequenceWeights } from "../../src/models/initialise-sequence.js";
import { layerChannels } from "../../src/models/layers.js";
import type { SequenceSpec } from "../../src/models/sequence.js";
import type { Tensor, Tensors } from "../../src/models/tensor.js";
import { referenceBackward } from "../../src/reference/backward.js";
import { referenceForward } from "../../src/reference/forward.js";
import { referenceSequence, referenceSequenceBackward } from "../../src/reference/sequence.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { sequenceSchedule } from "../../src/schedule/sequence.js";
import { size, specs } from "./specs.js";

const batches = fc.integer({ min: 1, max: 5 });

/** Values in [−1, 1] that no two images share. */
const values = (...shape: readonly number[]): Tensor<Float32Array> => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, (_, n) => Math.sin(1 + 7 * n)),
});

function assertNear(got: Tensors, want: Tensors): void {
  assert.deepEqual(Object.keys(got).sort(), Object.keys(want).sort());
  for (const [name, { data, shape }] of Object.entries(want)) {
    assert.deepEqual(got[name]!.shape, shape, name);
    const scale = Math.max(1, ...Array.from(data, Math.abs));
    data.forEach((value, i) => {
      const error = Math.abs(got[name]!.data[i]! - value) / scale;
      assert.ok(error < 1e-5, `${name}[${i}] is ${got[name]!.data[i]} instead of ${value}`);
    });
  }
}

test("models over images: the maps of every layer and every gradient", async () => {
  await fc.assert(
    fc.asyncProperty(specs, batches, size(5), fc.nat(1000), async (spec, batch, { height, width }, seed) => {
      const x = values(batch, spec.inputs, height, width);
      const weights = initialWeights(spec, seed);
      const outputGradient = values(batch, layerChannels(spec).at(-1)!.outputs, height, width);
      const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height, width });
      const trace = await runOnCpu(spec, schedule, { x, weights, outputGradient });
      for (const [l, want] of referenceForward(spec, x, weights).entries())
        assertNear({ y: await trace.activations(l) }, { y: want });
      assertNear(await trace.backward!.gradients(), referenceBackward(spec, x, weights, outputGradient).gradients);
      trace.release();
    }),
    { numRuns: 60 },
  );
});

const sequenceSpecs: fc.Arbitrary<SequenceSpec> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 6 }),
    hidden: fc.integer({ min: 1, max: 6 }),
    layers: fc.integer({ min: 1, max: 3 }),
  })
  .chain((sizes) =>
    fc.constantFrom<SequenceSpec>({ kind: "lstm", ...sizes }, { kind: "rnn", ...sizes, activation: "tanh" }),
  );

test("nets over time: outputs and every gradient", async () => {
  await fc.assert(
    fc.asyncProperty(sequenceSpecs, batches, fc.integer({ min: 1, max: 6 }), async (spec, batch, steps) => {
      const outputGradients = { y: values(steps, batch, spec.hidden) };
      const inputs = { x: values(steps, batch, spec.inputs), weights: initialSequenceWeights(spec, 1) };
      const schedule = sequenceSchedule(spec, "pipelined", steps);
      const trace = await runSequenceOnCpu(spec, schedule, { ...inputs, outputGradients });
      assertNear(await trace.outputs(), referenceSequence(spec, inputs).outputs);
      assertNear(await trace.backward!.gradients(), referenceSequenceBackward(spec, inputs, outputGradients).gradients);
      trace.release();
    }),
    { numRuns: 60 },
  );
});
