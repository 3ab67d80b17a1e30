import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { driveCpuRun, driveSweep, prepareCpuRun, runOnCpu } from "../../src/engine/cpu-run.js";
import { checkAdders } from "../../src/engine/check-adders.js";
import { openCpu } from "../../src/engine/cpu-runner.js";
import { runSequenceOnCpu } from "../../src/engine/cpu-sequence.js";
import { runModels } from "../../src/engine/run-models.js";
import { runSequences } from "../../src/engine/run-sequences.js";
import { composeShader, vectorArray } from "../../src/gpu/composer.js";
import { costModel } from "../../src/gpu/cost.js";
import { channelLayout, colourOfGroup, packImage, unpackImage } from "../../src/kernels/channel-layout.js";
import { initialWeights } from "../../src/models/initialise.js";
import { CANONICAL } from "../../src/models/adder-presets.js";
import { initialSequenceWeights } from "../../src/models/initialise-sequence.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { sequenceSchedule } from "../../src/schedule/sequence.js";

const zeros = (shape: readonly number[]) => ({
  shape,
  data: new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(0.5),
});

test("a channel layout gives every channel a slot of its own, in the groups of its colour", () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 40 }), fc.constantFrom<1 | 3>(1, 3), (channels, colours) => {
      const layout = channelLayout(channels, colours);
      assert.equal(new Set(layout.slotOf).size, channels);
      layout.slotOf.forEach((slot, j) => {
        assert.ok(slot < layout.groups * 4);
        assert.equal(colourOfGroup(layout, Math.floor(slot / 4)), j % colours);
      });
      assert.ok(layout.groups * 4 < channels + 4 * colours, "no group is wasted");
    }),
  );
});

test("packing an image and unpacking it gives the image back", () => {
  fc.assert(
    fc.property(
      fc.tuple(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 3, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
      ),
      fc.constantFrom<1 | 3>(1, 3),
      (shape, colours) => {
        const layout = channelLayout(shape[1], colours);
        const data = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i + 1);
        const packed = new Float32Array(7 + shape[0] * shape[2] * shape[3] * layout.groups * 4);
        packImage(layout, shape, data, packed, 7);
        assert.deepEqual(unpackImage(layout, shape, packed, 7), data);
      },
    ),
  );
});

test("the CPU engine yields in pieces, counts its steps, and tells them in order", async () => {
  const spec = mdrnn({ depth: 3, channels: 16 });
  const schedule = scheduleFor(spec, "pipelined", { height: 40, width: 40 });
  const run = prepareCpuRun(spec, schedule, { x: zeros([1, 1, 40, 40]), weights: initialWeights(spec, 1) });
  const pieces = [...run.model.forward];
  assert.ok(pieces.length > 5, `${pieces.length} pieces`);
  assert.equal(pieces.at(-1), schedule.length);
  assert.ok(pieces.every((steps, i) => i === 0 || steps >= pieces[i - 1]!));
});

test("the CPU engine can be cancelled between slices", async () => {
  const spec = pixelCnn({ depth: 7, channels: 32 });
  const schedule = scheduleFor(spec, "layers", { height: 64, width: 64 });
  const controller = new AbortController();
  const inputs = { x: zeros([1, 1, 64, 64]), weights: initialWeights(spec, 1) };
  const options = { signal: controller.signal, onProgress: () => controller.abort() };
  await assert.rejects(runOnCpu(spec, schedule, inputs, options), { code: "cancelled" });
});

test("events get their turn while the CPU engine works", async () => {
  const spec = pixelCnn({ depth: 4, channels: 32 });
  const schedule = scheduleFor(spec, "layers", { height: 64, width: 64 });
  const run = prepareCpuRun(spec, schedule, { x: zeros([1, 1, 64, 64]), weights: initialWeights(spec, 1) });
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  await driveCpuRun(run, schedule, {});
  clearInterval(ticking);
  assert.ok(turns > 1, `${turns} turns`);
});

test("a CPU trace counts no dispatches, and a released one says so", async () => {
  const spec = mdrnn({ depth: 2, channels: 3 });
  const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height: 3, width: 4 });
  const trace = await runOnCpu(spec, schedule, { x: zeros([1, 1, 3, 4]), weights: initialWeights(spec, 1) });
  assert.deepEqual([trace.device, trace.steps, trace.dispatches], ["cpu", 3 + 4 + 2 - 2, 0]);
  assert.deepEqual((await trace.activations(1)).shape, [1, 3, 3, 4]);
  trace.release();
  await assert.rejects(trace.activations(0), /released/);
});

test("without workers the CPU runner runs on the main thread", async () => {
  const runner = await openCpu();
  assert.equal(runner.driver, "main thread");
  const spec = mdrnn({ depth: 1, channels: 2 });
  const run = (await runModels.onCpu())(runner);
  const raster = scheduleFor(spec, "raster", { height: 2, width: 2 });
  const trace = await run(spec, raster, { x: zeros([1, 1, 2, 2]), weights: initialWeights(spec, 1) });
  assert.equal(trace.steps, 4);
});

test("a net over time and an adder run through the CPU runner as they do without it", async () => {
  const runner = await openCpu();
  const spec = { kind: "lstm", inputs: 2, hidden: 3, layers: 2 } as const;
  const schedule = sequenceSchedule(spec, "layerwise", 4);
  const inputs = {
    x: zeros([4, 2, 2]),
    weights: initialSequenceWeights(spec, 1),
    outputGradients: { y: zeros([4, 2, 3]) },
  };
  const [one, other] = [
    await (await runSequences.onCpu())(runner)(spec, schedule, inputs),
    await runSequenceOnCpu(spec, schedule, inputs),
  ];
  assert.deepEqual([one.steps, one.backward!.steps], [8, 8]);
  assert.deepEqual(await one.outputs(), await other.outputs());
  assert.deepEqual(await one.backward!.gradients(), await other.backward!.gradients());
  assert.deepEqual(await one.backward!.bars(1), await other.backward!.bars(1));
  const report = await (await checkAdders.onCpu())(runner)(CANONICAL, { bits: 4 });
  assert.deepEqual([report.right, report.pairs, report.device], [256, 256, "cpu"]);
});

test("a composed shader maps its lines back to its files", () => {
  const shader = composeShader({
    label: "test",
    directives: ["enable subgroups;"],
    constants: { H: 3, TAPS: vectorArray("vec2i", [[-1, 0]]) },
    parts: [
      { file: "a.wgsl", text: "one\ntwo" },
      { file: "b.wgsl", text: "three" },
    ],
  });
  assert.deepEqual(shader.code.split("\n"), [
    "enable subgroups;",
    "const H: u32 = 3u;",
    "const TAPS: array<vec2i, 1> = array<vec2i, 1>(vec2i(-1, 0));",
    "one",
    "two",
    "three",
  ]);
  assert.equal(shader.sourceOf(1), "directives:1");
  assert.equal(shader.sourceOf(3), "constants:2");
  assert.equal(shader.sourceOf(5), "a.wgsl:2");
  assert.equal(shader.sourceOf(6), "b.wgsl:1");
  assert.match(shader.sourceOf(7), /end of test/);
});

test("the cost model follows what slices take, for dispatches and multiply-adds apart", () => {
  const cost = costModel({} as GPUDevice);
  for (let i = 0; i < 20; i++) {
    cost.observe(1000, 0, 1000 * 0.004);
    cost.observe(1, 1e9, 1e9 * 1e-7);
  }
  assert.ok(Math.abs(cost.predict(1000, 0) - 4) < 0.2, `${cost.predict(1000, 0)}`);
  assert.ok(Math.abs(cost.predict(0, 1e9) - 100) < 5, `${cost.predict(0, 1e9)}`);
});

test("a worker that dies rejects its runs and says so; a closed one cancels them", async () => {
  const listeners = new Map<string, ((event: unknown) => void)[]>();
  class FakeWorker {
    addEventListener(type: string, listen: (event: unknown) => void): void {
      listeners.set(type, [...(listeners.get(type) ?? []), listen]);
      if (type === "message" && listeners.get(type)!.length === 1)
        queueMicrotask(() => listen({ data: { type: "ready" } }));
    }
    removeEventListener(): void {}
    postMessage(): void {}
    terminate(): void {}
  }
  Object.assign(globalThis, { Worker: FakeWorker });
  try {
    const runner = await openCpu();
    assert.equal(runner.driver, "worker");
    const check = (await checkAdders.onCpu())(runner);
    const dying = check(CANONICAL, { bits: 2 });
    for (const listen of listeners.get("error") ?? []) listen({ message: "out of memory" });
    await assert.rejects(dying, { code: "device-lost", message: /worker stopped \(out of memory\); run again/ });
    assert.equal(await runner.lost, "out of memory");
    const closing = check(CANONICAL, { bits: 2 });
    runner.close();
    await assert.rejects(closing, { code: "cancelled" });
  } finally {
    Reflect.deleteProperty(globalThis, "Worker");
  }
});

test("many small sweeps, as of a training, let events in too", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  // where no event gets in, nothing but this ends it
  const ends = performance.now() + 5000;
  function* small(): Generator<number, void> {
    yield 1;
  }
  while (turns < 3 && performance.now() < ends) await driveSweep(small(), {});
  clearInterval(timer);
  assert.equal(turns, 3);
});
