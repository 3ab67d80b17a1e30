import assert from "node:assert/strict";
import { doDrawJob } from "../../src/engine/cpu-drawing.js";
import { doTrainJob } from "../../src/engine/cpu-trainer.js";
import { noiseFor } from "../../src/engine/drawing.js";
import { freshState } from "../../src/engine/trainer.js";
import { ADAM } from "../../src/kernels/optimiser/settings.js";
import { requireConditional } from "../../src/models/conditional.js";
import { initialWeights } from "../../src/models/initialise.js";
import { vectorOf } from "../../src/models/parameter-vector.js";
import { validateSpec } from "../../src/models/validate.js";
import { pageTest } from "./harness.js";

const spec = requireConditional(
  validateSpec({
    kind: "pixelcnn",
    conditional: { kind: "bernoulli" },
    layers: [
      { kernel: 3, out: 8 },
      { kernel: 3, out: 1, activation: "none" },
    ],
  }),
);
const weights = initialWeights(spec, 1);
const x = Float32Array.from({ length: 4 * 64 }, (_, i) => (i % 8 < 3 ? 1 : -1));
const shape = { batch: 4, height: 8, width: 8 };
const trainJob = { spec, shape, state: freshState(vectorOf(spec, weights)), x, settings: { ...ADAM, clip: 1 } };
const drawJob = { method: "naive", spec, weights, noise: noiseFor(spec, 1, { height: 24, width: 24 }, 1) } as const;

/** Arrays as lists and marked, since a page is told things in JSON. */
const plain = (value: unknown): unknown => {
  if (value instanceof Float32Array) return { float32: [...value] };
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
};

pageTest(
  "the CPU worker takes a training step and draws, with pictures on the way",
  { path: "test/blank.html" },
  async ({ page }) => {
    const got = await page.evaluate(
      async (jobs) => {
        const revive = (value: unknown): unknown => {
          if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
          if ("float32" in value) return Float32Array.from(value.float32 as number[]);
          return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, revive(part)]));
        };
        const worker = new Worker("/browser/cpu-worker.js", { type: "module" });
        const answers: Record<number, { result?: unknown; code?: string }> = {};
        let parts = 0;
        await new Promise<void>((resolve) => {
          worker.addEventListener("message", ({ data }) => {
            if (data.type === "ready") {
              jobs.forEach(({ name, job }, id) => worker.postMessage({ type: "run", id, name, job: revive(job) }));
              worker.postMessage({ type: "cancel", id: 2 });
            }
            if (data.type === "part") parts++;
            if (data.type === "done" || data.type === "failed") answers[data.id] = data;
            if (Object.keys(answers).length === jobs.length) resolve();
          });
        });
        worker.terminate();
        const { state, record } = answers[0]!.result as Awaited<ReturnType<typeof doTrainJob>>;
        const { values, pixelSteps } = answers[1]!.result as Awaited<ReturnType<typeof doDrawJob>>;
        return {
          step: state.step,
          weights: [...state.weights],
          nats: [...record.nats],
          values: [...values],
          pixelSteps,
          parts,
          cancelled: answers[2]!.code,
        };
      },
      [
        { name: "train", job: plain(trainJob) },
        { name: "draw", job: plain(drawJob) },
        { name: "draw", job: plain(drawJob) },
      ],
    );
    const trained = await doTrainJob(trainJob, {});
    const drawn = await doDrawJob(drawJob, {});
    assert.equal(got.step, 1);
    trained.state.weights.forEach((value, i) => assert.ok(Math.abs(got.weights[i]! - value) < 1e-6));
    trained.record.nats.forEach((value, i) => assert.ok(Math.abs(got.nats[i]! - value) < 1e-4));
    assert.deepEqual(got.values, [...drawn.values]);
    assert.equal(got.pixelSteps, 576);
    assert.ok(got.parts > 0);
    assert.equal(got.cancelled, "cancelled");
  },
);
