import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { drawOnThisCpu } from "../../src/engine/cpu-drawing.js";
import { openCpu } from "../../src/engine/cpu-runner.js";
import { noiseFor, type DrawImages, type DrawTrace } from "../../src/engine/drawing.js";
import { drawOnGpu } from "../../src/engine/gpu-drawing.js";
import type { TrainableSpec } from "../../src/models/spec.js";
import { initialWeights } from "../../src/models/initialise.js";
import { samplingSteps } from "../../src/graph/sampling.js";
import { SAMPLING_METHODS } from "../../src/schedule/sampling.js";
import { drawByHand } from "../reference-drawing.js";
import { maxAbsDifference } from "./compare.js";
import { validateSpec } from "../../src/models/validate.js";
import { drawingSpecs, imageSizes, pixelsFor } from "./drawing.js";
import { session } from "./session.js";

const onBoth: readonly DrawImages[] = [drawOnGpu(session), drawOnThisCpu(await openCpu())];

const drawAll = (draw: DrawImages, request: Omit<Parameters<DrawImages>[0], "method">): Promise<DrawTrace[]> =>
  Promise.all(SAMPLING_METHODS.map((method) => draw({ ...request, method })));

/** Biases too, so that the first pixel is no coin. */
const weightsFor = (spec: TrainableSpec, seed: number) =>
  Object.fromEntries(
    Object.entries(initialWeights(spec, seed)).map(([name, { shape, data }]) => [
      name,
      { shape, data: name.endsWith("bias") ? data.map((_, i) => Math.sin(seed + i)) : Float32Array.from(data) },
    ]),
  );

test("all methods draw the same image from the same noise, on either device, and count what the theory says", async () => {
  await fc.assert(
    fc.asyncProperty(drawingSpecs, imageSizes, fc.nat(1000), async (spec, { batch, ...size }, seed) => {
      const weights = weightsFor(spec, seed);
      const noise = noiseFor(spec, batch, size, seed);
      const steps = samplingSteps(spec, size)!;
      const byHand = drawByHand(spec, weights, noise);
      for (const draw of onBoth) {
        const [naive, cached, wavefront, fixedPoint] = (await drawAll(draw, { spec, weights, noise })) as [
          DrawTrace,
          DrawTrace,
          DrawTrace,
          DrawTrace,
        ];
        for (const trace of [cached, wavefront, fixedPoint]) {
          assert.deepEqual(trace.values.data, naive.values.data, `${trace.device} ${trace.method}`);
        }
        // without levels the float32 of a recurrence strays a little; with levels or bits a draw near its threshold may turn
        if (byHand.margin > 1e-3)
          assert.ok(maxAbsDifference(naive.values.data, byHand.values.data) < 1e-4, naive.device);
        assert.equal(naive.pixelSteps, steps.naive);
        assert.equal(cached.pixelSteps, steps.cached);
        assert.equal(wavefront.pixelSteps, steps.wavefront);
        assert.ok(fixedPoint.pixelSteps <= steps.wavefront + 1);
        assert.equal(cached.cells, wavefront.cells);
        assert.equal(cached.multiplyAdds, wavefront.multiplyAdds);
        assert.equal(naive.multiplyAdds, steps.naive * (fixedPoint.multiplyAdds / fixedPoint.pixelSteps));
      }
    }),
    { numRuns: 25 },
  );
});

test("completion, temperature, one row and one column: the GPU draws what the CPU draws", async () => {
  const specs = [
    {
      kind: "pixelcnn",
      layers: [
        { kernel: 3, out: 4, activation: "tanh" },
        { kernel: 3, out: 1, activation: "none" },
      ],
    },
    { kind: "gated-pixelcnn", layers: [{ kernel: 3, out: 3 }] },
    { kind: "mdrnn", shift: true, layers: [{ hidden: 3, cell: "lstm" }] },
  ].map((model) => validateSpec({ ...model, conditional: { kind: "bernoulli" } }) as TrainableSpec);
  for (const spec of specs) {
    for (const size of [
      { height: 1, width: 9 },
      { height: 9, width: 1 },
      { height: 5, width: 6 },
    ]) {
      const weights = weightsFor(spec, 3);
      const noise = noiseFor(spec, 2, size, 1);
      const mask = Uint8Array.from({ length: size.height * size.width }, (_, i) => (i < 4 ? 1 : 0));
      const known = { values: pixelsFor(spec, { batch: 2, ...size }, 1), mask };
      for (const temperature of [0, 0.5]) {
        const [gpu, cpu] = await Promise.all(
          onBoth.map((draw) => drawAll(draw, { spec, weights, noise, temperature, known })),
        );
        gpu!.forEach((trace, i) => {
          assert.deepEqual(trace.values.data, cpu![i]!.values.data, `${spec.kind} ${trace.method}`);
          assert.deepEqual([trace.pixelSteps, trace.matvecSteps], [cpu![i]!.pixelSteps, cpu![i]!.matvecSteps]);
          assert.deepEqual(trace.drawnAt, cpu![i]!.drawnAt);
        });
      }
    }
  }
});

test("a drawing can be cancelled and shows pictures on the way; its buffers are freed", async () => {
  const spec = validateSpec({
    kind: "pixelcnn",
    conditional: { kind: "bernoulli" },
    layers: [
      { kernel: 3, out: 4 },
      { kernel: 3, out: 1, activation: "none" },
    ],
  }) as TrainableSpec;
  const size = { height: 20, width: 20 };
  const request = { spec, weights: weightsFor(spec, 1), noise: noiseFor(spec, 1, size, 1), method: "naive" } as const;
  const parts: Float32Array[] = [];
  const whole = await onBoth[0]!(request, { onPart: (part) => void parts.push(part) });
  assert.ok(parts.length > 0);
  assert.equal(parts[0]!.length, whole.values.data.length);
  const controller = new AbortController();
  await assert.rejects(onBoth[0]!(request, { signal: controller.signal, onProgress: () => controller.abort() }), {
    code: "cancelled",
  });
});
