import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { openCpu } from "../../src/engine/cpu-runner.js";
import { openCpuTrainer } from "../../src/engine/cpu-trainer.js";
import { openGpuTrainer } from "../../src/engine/gpu-trainer.js";
import { freshState, type OpenTrainer } from "../../src/engine/trainer.js";
import { parseAnyCase } from "../../src/io/cases.js";
import { ADAM } from "../../src/kernels/optimiser/settings.js";
import { initialWeights } from "../../src/models/initialise.js";
import { tensorsOf, vectorOf } from "../../src/models/parameter-vector.js";
import { referenceStep, startTraining } from "../../src/reference/training.js";
import { maxAbsDifference } from "./compare.js";
import { drawingSpecs, imageSizes, pixelsFor } from "./drawing.js";
import { session } from "./session.js";

const onBoth: readonly OpenTrainer[] = [openGpuTrainer(session), openCpuTrainer(await openCpu())];

test("the PyTorch training case, on the GPU, on the CPU and in float64", async () => {
  const file = new URL("../fixtures/cases/training-pixelcnn.json", import.meta.url);
  const content = parseAnyCase(readFileSync(file, "utf8"));
  assert.ok(content.over === "training");
  const { spec, weights, batches, losses, optimizer, tolerance } = content;
  const [batch, , height, width] = batches[0]!.shape as [number, number, number, number];
  const numbers = spec.inputs * height * width;
  const check = (name: string, step: number, loss: number): void => {
    const allowed = tolerance.absolute + tolerance.relative * losses[step]!;
    assert.ok(Math.abs(loss - losses[step]!) <= allowed, `${name}: step ${step} is ${loss}, not ${losses[step]}`);
  };
  for (const open of onBoth) {
    const trainer = await open(spec, { batch, height, width }, freshState(vectorOf(spec, weights)));
    for (const [step, { data }] of batches.entries()) {
      const { nats } = await trainer.train(data, optimizer);
      check(trainer.device, step, nats.reduce((sum, value) => sum + value, 0) / batch / numbers);
    }
    trainer.release();
  }
  let training = startTraining(weights);
  batches.forEach((x, step) => {
    const { loss, next } = referenceStep(spec, x, training, optimizer);
    check("float64", step, loss);
    assert.ok(Math.abs(loss - losses[step]!) < 1e-6, `float64 leaves PyTorch at step ${step}`);
    training = next;
  });
});

test("three steps of every drawing model follow the float64 reference, clipped or not", async () => {
  await fc.assert(
    fc.asyncProperty(
      drawingSpecs,
      imageSizes,
      fc.nat(1000),
      fc.constantFrom(0, 0.05),
      async (spec, { batch, height, width }, seed, clip) => {
        const settings = { ...ADAM, learningRate: 0.01, epsilon: 1e-3, clip };
        const shape = { batch, height, width };
        const initial = initialWeights(spec, seed);
        const trainers = await Promise.all(
          onBoth.map((open) => open(spec, shape, freshState(vectorOf(spec, initial)))),
        );
        let training = startTraining(initial);
        for (let step = 0; step < 3; step++) {
          const x = pixelsFor(spec, shape, seed + step);
          const { loss, next } = referenceStep(spec, x, training, settings);
          training = next;
          for (const trainer of trainers) {
            const { nats } = await trainer.train(x.data, settings);
            const got = nats.reduce((sum, value) => sum + value, 0) / x.data.length;
            assert.ok(
              Math.abs(got - loss) < 2e-4 * (1 + Math.abs(loss)),
              `${trainer.device}: loss ${got}, not ${loss}`,
            );
          }
        }
        for (const trainer of trainers) {
          const { weights } = await trainer.state();
          for (const [name, { data }] of Object.entries(tensorsOf(spec, weights))) {
            const error = maxAbsDifference(data, training.weights[name]!.data);
            assert.ok(error < 2e-3, `${trainer.device}: ${name} differs by ${error}`);
          }
          trainer.release();
        }
      },
    ),
    { numRuns: 15 },
  );
});
