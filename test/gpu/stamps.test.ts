import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runStamped } from "../../src/engine/gpu-run.js";
import { initialWeights } from "../../src/models/initialise.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { stepFormula } from "../../src/schedule/formulas.js";
import type { ScheduleName } from "../../src/schedule/schedule.js";
import { gridOf, scheduleOf, schedulesFor } from "../../src/schedule/schedules.js";
import { image } from "./compare.js";
import { session } from "./session.js";
import { imageSizes, modelSpecs } from "./specs.js";

async function assertStamps(
  spec: ModelSpec,
  name: ScheduleName,
  { batch, height, width }: { batch: number; height: number; width: number },
) {
  const schedule = scheduleOf(name, gridOf(spec, { height, width }));
  const inputs = { x: image([batch, spec.inputs, height, width]), weights: initialWeights(spec, 1) };
  const { trace, stepOfCell, writesOfCell } = await runStamped(session, spec, schedule, inputs);
  stepOfCell.forEach((step, cell) =>
    assert.equal(step, schedule.stepOf(cell) + 1, `cell ${cell} ran in the wrong step`),
  );
  assert.ok(
    writesOfCell.every((writes) => writes === 1),
    "a cell was written twice or never",
  );
  trace.release();
  return trace;
}

test("every cell runs exactly once, in the step that the schedule names", async () => {
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
    assert.equal(stepFormula(name).value(trace.schedule.grid), steps);
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
