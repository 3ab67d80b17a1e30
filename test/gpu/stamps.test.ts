import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runStamped } from "../../src/engine/gpu-stamped.js";
import { layerChannels } from "../../src/models/layers.js";
import { initialWeights } from "../../src/models/initialise.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { stepFormula } from "../../src/schedule/formulas.js";
import type { ScheduleName } from "../../src/schedule/schedule.js";
import { NEVER } from "../../src/schedule/by-step.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { image } from "./compare.js";
import { session } from "./session.js";
import { imageSizes, modelSpecs } from "./specs.js";

async function assertStamps(
  spec: ModelSpec,
  name: ScheduleName,
  { batch, height, width }: { batch: number; height: number; width: number },
) {
  const schedule = scheduleFor(spec, name, { height, width });
  const channels = layerChannels(spec).at(-1)!.outputs;
  const inputs = {
    x: image([batch, spec.inputs, height, width]),
    weights: initialWeights(spec, 1),
    outputGradient: image([batch, channels, height, width]),
  };
  const { trace, forward, backward } = await runStamped(session, spec, schedule, inputs);
  for (const [stamps, order] of [
    [forward, schedule],
    [backward, trace.backward!.schedule],
  ] as const) {
    stamps.stepOfCell.forEach((step, cell) =>
      assert.equal(step, order.stepOf(cell) + 1, `cell ${cell} ran in the wrong step`),
    );
    stamps.writesOfCell.forEach((writes, cell) =>
      assert.equal(writes, order.stepOf(cell) === NEVER ? 0 : 1, `cell ${cell} was written twice or never`),
    );
  }
  assert.equal(trace.steps, schedule.length);
  assert.equal(trace.backward!.steps, schedule.length, "the backward sweep takes as many steps");
  trace.release();
  return trace;
}

test("every cell runs exactly once, in the step that the schedule names, forward and backward", async () => {
  await fc.assert(
    fc.asyncProperty(modelSpecs, imageSizes, async (spec, size) => {
      for (const name of schedulesFor(spec)) await assertStamps(spec, name, size);
    }),
    { numRuns: 25 },
  );
});

test("28×28, d = 7, k = 16: 7, 61, 385 and 5488 steps were executed, one dispatch each", async () => {
  const size = { batch: 1, height: 28, width: 28 };
  for (const [spec, name, steps] of [
    [pixelCnn({ depth: 7, channels: 16 }), "layers", 7],
    [mdrnn({ depth: 7, channels: 16 }), "pipelined", 61],
    [mdrnn({ depth: 7, channels: 16 }), "layerwise", 385],
    [mdrnn({ depth: 7, channels: 16 }), "raster", 5488],
  ] as const) {
    const trace = await assertStamps(spec, name, size);
    assert.equal(trace.steps, steps);
    assert.equal(stepFormula(spec, name).value(size), steps);
    assert.ok(trace.dispatches >= steps);
    assert.ok(trace.milliseconds === null || trace.milliseconds > 0);
  }
});

test("a step too big for one submit becomes several dispatches, and stays one step", async () => {
  const trace = await assertStamps(pixelCnn({ depth: 2, channels: 96, kernel: 5 }), "layers", {
    batch: 1,
    height: 40,
    width: 40,
  });
  assert.equal(trace.steps, 2);
  assert.ok(trace.dispatches > 2, `${trace.dispatches} dispatches`);
});
