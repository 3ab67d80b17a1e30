import assert from "node:assert/strict";
import { test } from "node:test";
import { runOnGpu } from "../../src/engine/gpu-run.js";
import { composeShader } from "../../src/gpu/composer.js";
import { openGpu, sharedGpu } from "../../src/gpu/device.js";
import { compiledKernel } from "../../src/gpu/pipelines.js";
import { hasImmediates } from "../../src/gpu/ranges.js";
import { openDawn } from "../../src/cli/machine/dawn.js";
import { initialWeights } from "../../src/models/initialise.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import { scheduleFor } from "../../src/schedule/schedules.js";
import { image } from "./compare.js";
import { session } from "./session.js";

const spec = mdrnn({ depth: 2, channels: 4 });
const size = { height: 24, width: 24 };
const schedule = scheduleFor(spec, "raster", size);
const inputs = { x: image([1, 1, size.height, size.width]), weights: initialWeights(spec, 1) };

// a slice holds at most 2,000 dispatches, so a sweep of more has a "between"
const long = scheduleFor(spec, "raster", { height: 48, width: 48 });
const longInputs = { ...inputs, x: image([1, 1, 48, 48]) };

test("progress is told between slices and reaches the end", async () => {
  const told: number[] = [];
  const trace = await runOnGpu(session, spec, schedule, inputs, {
    onProgress: (done, total) => {
      assert.equal(total, schedule.length);
      told.push(done);
    },
  });
  assert.equal(told.at(-1), trace.steps);
  assert.deepEqual(
    told,
    [...told].sort((a, b) => a - b),
  );
});

test("a range in immediates and one in a uniform that moves: the same numbers, in the same dispatches", async () => {
  const gpu = await openDawn();
  const older = await openGpu({ requestAdapter: (options) => gpu.requestAdapter(options) } as GPU);
  assert.deepEqual([session.device, older.device].map(hasImmediates), [true, false]);
  for (const [model, name] of [
    [spec, "pipelined"],
    [pixelCnn({ depth: 2, channels: 4 }), "layers"],
  ] as const) {
    const order = scheduleFor(model, name, size);
    const given = { x: inputs.x, weights: initialWeights(model, 1) };
    const [here, there] = [await runOnGpu(session, model, order, given), await runOnGpu(older, model, order, given)];
    assert.equal(here.dispatches, there.dispatches);
    assert.deepEqual((await here.activations(1)).data, (await there.activations(1)).data);
    here.release();
    there.release();
  }
  older.close();
});

test("a run can be cancelled before it starts and between slices", async () => {
  const cancelled = { code: "cancelled" };
  const controller = new AbortController();
  const onProgress = (): void => controller.abort();
  await assert.rejects(runOnGpu(session, spec, long, longInputs, { signal: controller.signal, onProgress }), cancelled);
  await assert.rejects(runOnGpu(session, spec, schedule, inputs, { signal: controller.signal }), cancelled);
});

test("a device lost in the middle of a run is told, and the shared session opens anew", async () => {
  const gpu = await openDawn();
  const first = await sharedGpu(gpu);
  assert.equal(await sharedGpu(gpu), first, "one session for all");
  const run = runOnGpu(first, spec, long, longInputs, { onProgress: () => first.close() });
  await assert.rejects(run, { code: "device-lost" });
  await first.lost;
  const second = await sharedGpu(gpu);
  assert.notEqual(second, first);
  const trace = await runOnGpu(second, spec, schedule, inputs);
  assert.equal(trace.steps, schedule.length);
  second.close();
});

test("why there is no GPU is told apart", async () => {
  await assert.rejects(openGpu(undefined), { code: "no-webgpu" });
  const without = (adapter: unknown) => ({ requestAdapter: async () => adapter }) as unknown as GPU;
  await assert.rejects(openGpu(without(null)), { code: "no-adapter" });
  const refusing = {
    features: new Set(),
    limits: {},
    info: { description: "test adapter" },
    requestDevice: async () => Promise.reject(new Error("no")),
  };
  await assert.rejects(openGpu(without(refusing)), { code: "device-refused", message: /test adapter/ });
  Object.defineProperty(globalThis, "isSecureContext", { value: false, configurable: true });
  await assert.rejects(openGpu(undefined), { code: "insecure-context" });
  Reflect.deleteProperty(globalThis, "isSecureContext");
});

test("beyond the device's limits there is a typed error, not a crash", async () => {
  const wide = pixelCnn({ depth: 1, channels: 1024 });
  const [batch, side] = [20, 128];
  const huge = { x: image([batch, 1, side, side]), weights: initialWeights(wide, 1) };
  const steps = scheduleFor(wide, "layers", { height: side, width: side });
  await assert.rejects(runOnGpu(session, wide, steps, huge), {
    code: "limit-exceeded",
    message: /lower the image size, the depth or the channels/,
  });
});

test("wrong inputs are refused with what, where and the fix", async () => {
  const wrongChannels = { ...inputs, x: image([1, 3, size.height, size.width]) };
  await assert.rejects(runOnGpu(session, spec, schedule, wrongChannels), {
    code: "shape-invalid",
    message: /3 channels.*reads 1/,
  });
  const otherSize = { ...inputs, x: image([1, 1, 8, 8]) };
  await assert.rejects(runOnGpu(session, spec, schedule, otherSize), { code: "shape-invalid" });
  const layers = scheduleFor(pixelCnn({ depth: 2, channels: 4 }), "layers", size);
  await assert.rejects(runOnGpu(session, spec, layers, inputs), { code: "usage", message: /pipelined/ });
});

test("a shader that does not compile names its file and line", async () => {
  const body = {
    file: "test/broken.wgsl",
    text: "// fine\nfn broken() { return 1; }\n@compute @workgroup_size(1) fn main() {}",
  };
  const shader = composeShader({ label: "broken", constants: { H: 1 }, parts: [body] });
  const kernel = { shader, bindings: [], stamped: false, macsPerItem: 1, workgroups: () => [1, 1] as const };
  await assert.rejects(compiledKernel(session.device, kernel), {
    code: "engine-failed",
    message: /test\/broken\.wgsl:2/,
  });
});

test("the same code is compiled once per device", async () => {
  const part = { file: "test/empty.wgsl", text: "@compute @workgroup_size(1) fn main() {}" };
  const kernel = {
    shader: composeShader({ label: "empty", constants: {}, parts: [part] }),
    bindings: [],
    stamped: false,
    macsPerItem: 1,
    workgroups: () => [1, 1] as const,
  };
  const [a, b] = await Promise.all([compiledKernel(session.device, kernel), compiledKernel(session.device, kernel)]);
  assert.equal(a.pipeline, b.pipeline);
});

test("garbage collection between submits harms nothing", async () => {
  for (let i = 0; i < 3; i++) {
    const trace = await runOnGpu(session, spec, schedule, inputs, { onProgress: () => globalThis.gc?.() });
    globalThis.gc?.();
    assert.equal((await trace.activations(1)).data.length, 4 * 24 * 24);
    trace.release();
  }
});
