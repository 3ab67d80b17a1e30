import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openCpu } from "../../src/engine/cpu-runner.js";
import { openCpuTrainer } from "../../src/engine/cpu-trainer.js";
import { openGpuTrainer } from "../../src/engine/gpu-trainer.js";
import { openDawn } from "../../src/cli/machine/dawn.js";
import type { TrainableSpec } from "../../src/models/spec.js";
import type { OpenTrainer, Trainer } from "../../src/engine/trainer.js";
import { deviceLostError, openGpu } from "../../src/gpu/device.js";
import { validateSpec } from "../../src/models/validate.js";
import { trainingData, type Images } from "../../src/training/data.js";
import { openTraining, TRAINING, type TrainingSource } from "../../src/training/run.js";
import { session } from "./session.js";

const engines: readonly OpenTrainer[] = [openGpuTrainer(session), openCpuTrainer(await openCpu())];

const spec = validateSpec({
  kind: "pixelcnn",
  conditional: { kind: "bernoulli" },
  layers: [
    { kernel: 3, out: 4 },
    { kernel: 1, out: 1, activation: "none" },
  ],
}) as TrainableSpec;

/** Vertical bars: a model that sees the row above learns them at once. */
const bars: Images = {
  count: 60,
  channels: 1,
  height: 6,
  width: 6,
  bytes: Uint8Array.from({ length: 60 * 36 }, (_, i) => (((i % 6) * 7 + Math.floor(i / 36) * 3) % 5 < 2 ? 255 : 0)),
};
const data = trainingData(spec, bars, { seed: 1, heldOut: 13, threshold: 0.5 });
const source = (engine: OpenTrainer): TrainingSource => ({
  spec,
  data,
  settings: { ...TRAINING, batch: 8, warmUp: 5, learningRate: 0.02 },
  engine: async () => engine,
});

test("training resumed from its state equals the run that was not interrupted, bit for bit", async () => {
  for (const engine of engines) {
    const whole = await openTraining(source(engine));
    const first = await openTraining(source(engine));
    const losses: number[] = [];
    for (let step = 0; step < 12; step++) losses.push((await whole.next()).nats);
    // calls that do not wait for one another take turns
    await Promise.all(Array.from({ length: 7 }, () => first.next()));
    const state = await first.state();
    first.release();
    const second = await openTraining({ ...source(engine), state });
    const resumed: number[] = [];
    while (second.step < 12) resumed.push((await second.next()).nats);
    assert.deepEqual(resumed, losses.slice(7));
    assert.deepEqual(await second.state(), await whole.state());
    assert.ok(losses.at(-1)! < losses[0]!);
    whole.release();
    second.release();
  }
});

test("a lost device costs time only: the steps since the last copy are done over", async () => {
  const whole = await openTraining(source(engines[0]!));
  for (let step = 0; step < 9; step++) await whole.next();
  const want = await whole.state();
  whole.release();
  const gpu = await openDawn();
  let own = await openGpu(gpu);
  after(() => own.close());
  let opened = 0;
  const run = await openTraining({
    ...source(engines[0]!),
    keepEvery: 4,
    async engine() {
      if (own.lostReason) own = await openGpu(gpu);
      opened++;
      return openGpuTrainer(own);
    },
  });
  for (let step = 0; step < 6; step++) await run.next();
  own.device.destroy();
  await own.lost;
  while (run.step < 9) await run.next();
  assert.equal(opened, 2);
  const got = await run.state();
  assert.deepEqual(got, want);
  run.release();
});

test("a run that is released while a lost device is opened again frees what was opened", async () => {
  const open = engines[0]!;
  let opened = 0;
  let released = 0;
  const run = await openTraining({
    ...source(open),
    async engine() {
      if (++opened === 2) run.release();
      return async (...state) => {
        const trainer = await open(...state);
        return Object.create(trainer, {
          train: { value: () => Promise.reject(deviceLostError({ reason: "unknown", message: "a test" } as never)) },
          release: { value: () => (released++, trainer.release()) },
        }) as Trainer;
      };
    },
  });
  await assert.rejects(run.next(), { code: "usage", message: /was released/ });
  // the first by the run and by its owner, the second by the run
  assert.deepEqual([opened, released], [2, 3]);
});

test("a cancelled step changes nothing; all held-out images are counted, those of the last batch too", async () => {
  for (const engine of engines) {
    const run = await openTraining(source(engine));
    await run.next();
    const before = await run.state();
    await assert.rejects(run.next({ signal: AbortSignal.abort() }), { code: "cancelled" });
    assert.deepEqual(await run.state(), before);
    const loss = await run.evaluate(data.heldOut);
    let nats = 0;
    for (const index of data.heldOut) nats += (await run.evaluate(Uint32Array.of(index))).nats / data.heldOut.length;
    assert.ok(Math.abs(loss.nats - nats) < 1e-4);
    assert.ok(Math.abs(loss.bitsPerDimension! - nats / (36 * Math.LN2)) < 1e-6);
    run.release();
  }
});

test("memory stays flat over 2,000 steps: as many buffers are freed as are made", async () => {
  const { device } = session;
  let live = 0;
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    live++;
    buffer.destroy = () => {
      live--;
      return destroy();
    };
    return buffer;
  };
  try {
    const run = await openTraining({ ...source(engines[0]!), settings: { ...TRAINING, batch: 2 } });
    await run.next();
    const after1 = live;
    while (run.step < 2000) await run.next();
    assert.equal(live, after1);
    run.release();
    assert.equal(live, 0);
  } finally {
    device.createBuffer = create;
  }
});
