/** Every variant of a kernel against the float64 reference and with stamps, on both sides of every boundary of its tiles. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { runResidualOnGpu } from "../../src/engine/gpu-residual.js";
import { runOnGpu } from "../../src/engine/gpu-run.js";
import { runSequenceStamped } from "../../src/engine/gpu-sequence.js";
import { runStamped } from "../../src/engine/gpu-stamped.js";
import { openGpuTrainer } from "../../src/engine/gpu-trainer.js";
import { settleVariant, tilesFor } from "../../src/engine/tiling.js";
import { freshState } from "../../src/engine/trainer.js";
import { ADAM } from "../../src/kernels/optimiser/settings.js";
import { variantsOf } from "../../src/kernels/variant.js";
import { initialWeights } from "../../src/models/initialise.js";
import { initialSequenceWeights } from "../../src/models/initialise-sequence.js";
import { layerChannels } from "../../src/models/layers.js";
import { gatedPixelCnn, mdrnn, pixelCnn } from "../../src/models/presets.js";
import { tensorsOf, vectorOf } from "../../src/models/parameter-vector.js";
import type { ModelSpec, TrainableSpec } from "../../src/models/spec.js";
import { validateSpec } from "../../src/models/validate.js";
import { referenceBackward } from "../../src/reference/backward.js";
import { referenceForward } from "../../src/reference/forward.js";
import { normOf, residualReference } from "../../src/reference/residual.js";
import { referenceSequence, referenceSequenceBackward } from "../../src/reference/sequence.js";
import { referenceStep, startTraining } from "../../src/reference/training.js";
import { NEVER } from "../../src/schedule/by-step.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { sequenceSchedule } from "../../src/schedule/sequence.js";
import { inputsOf as residualInputs, stackOf } from "../unit/residual-oracles.js";
import { image, maxAbsDifference, maxReferenceError } from "./compare.js";
import { pixelsFor } from "./drawing.js";
import { session } from "./session.js";

const { device } = session;
after(() => settleVariant(device, null));

test("much work gets the variant that the probe found, always the same; little work the plain one", async () => {
  settleVariant(device, null);
  const found = await tilesFor(device, 1e9);
  assert.ok(found !== null && variantsOf(device).includes(found.variant));
  assert.equal((await tilesFor(device, 1e9))!.variant, found.variant);
  assert.equal(await tilesFor(device, 1e5), null);
});

/** Channels and pixels around the tiles: one, a tile, one more, odd. */
const CASES: readonly (readonly [string, ModelSpec, { batch: number; height: number; width: number }])[] = [
  ...[4, 5, 9].map(
    (channels) =>
      [`pixelcnn, ${channels} channels`, pixelCnn({ depth: 2, channels }), { batch: 2, height: 5, width: 7 }] as const,
  ),
  ...[
    [1, 1],
    [1, 5],
    [3, 43],
  ].map(
    ([height = 1, width = 1]) =>
      [
        `pixelcnn, ${height}×${width}`,
        pixelCnn({ depth: 2, channels: 9, kernel: 5 }),
        { batch: 1, height, width },
      ] as const,
  ),
  [
    "pixelcnn in three colours",
    pixelCnn({ depth: 3, channels: 14, inputs: 3, colourGroups: 3 }),
    { batch: 2, height: 4, width: 5 },
  ],
  ["pixelcnn, quadrant", pixelCnn({ depth: 2, channels: 8, context: "quadrant" }), { batch: 1, height: 6, width: 6 }],
  ...[4, 5, 9].map(
    (channels) =>
      [`mdrnn, ${channels} channels`, mdrnn({ depth: 2, channels }), { batch: 2, height: 5, width: 4 }] as const,
  ),
  ["mdrnn, one row", mdrnn({ depth: 3, channels: 8 }), { batch: 1, height: 1, width: 9 }],
  ["mdrnn, four directions", mdrnn({ depth: 2, channels: 6, directions: 4 }), { batch: 1, height: 4, width: 3 }],
  ["mdlstm", mdrnn({ depth: 2, channels: 9, cell: "lstm" }), { batch: 2, height: 4, width: 5 }],
  ["gated pixelcnn", gatedPixelCnn({ depth: 2, channels: 9 }), { batch: 2, height: 4, width: 5 }],
];

const inputsOf = (spec: ModelSpec, { batch, height, width }: (typeof CASES)[number][2]) => ({
  x: image([batch, spec.inputs, height, width]),
  weights: initialWeights(spec, 3),
  outputGradient: image([batch, layerChannels(spec).at(-1)!.outputs, height, width]),
});

for (const variant of variantsOf(device)) {
  for (const [title, spec, size] of CASES) {
    test(`${title}, ${variant}: values, gradients and steps`, async () => {
      settleVariant(device, variant);
      const inputs = inputsOf(spec, size);
      const { gradients: want } = referenceBackward(spec, inputs.x, inputs.weights, inputs.outputGradient);
      for (const name of schedulesFor(spec)) {
        const schedule = scheduleFor(spec, name, size);
        const { trace, forward, backward } = await runStamped(session, spec, schedule, inputs);
        assert.ok((await maxReferenceError(trace, spec, inputs)) < 1e-5, name);
        const got = await trace.backward!.gradients();
        for (const [key, { data }] of Object.entries(want)) {
          const scale = Math.max(1, ...Array.from(data, Math.abs));
          assert.ok(maxAbsDifference(got[key]!.data, data) < 2e-5 * scale, `${name}, gradient of ${key}`);
        }
        for (const [stamps, order] of [
          [forward, schedule],
          [backward, trace.backward!.schedule],
        ] as const) {
          stamps.stepOfCell.forEach((step, cell) => assert.equal(step, order.stepOf(cell) + 1, `${name} ${cell}`));
          stamps.writesOfCell.forEach((writes, cell) => assert.equal(writes, order.stepOf(cell) === NEVER ? 0 : 1));
        }
        trace.release();
      }
    });
  }
}

for (const variant of variantsOf(device)) {
  test(`a model that draws leaves out cells that nothing reads, ${variant}: logits and gradients`, async () => {
    settleVariant(device, variant);
    const draws = { ...mdrnn({ depth: 1, channels: 5, cell: "lstm" }), conditional: { kind: "bernoulli" } } as const;
    const inputs = inputsOf(draws, { batch: 2, height: 2, width: 3 });
    const { gradients: want } = referenceBackward(draws, inputs.x, inputs.weights, inputs.outputGradient);
    for (const name of schedulesFor(draws)) {
      const trace = await runOnGpu(session, draws, scheduleFor(draws, name, { height: 2, width: 3 }), inputs);
      const logits = referenceForward(draws, inputs.x, inputs.weights).at(-1)!.data;
      assert.ok(maxAbsDifference((await trace.activations(1)).data, logits) < 1e-5, name);
      const got = await trace.backward!.gradients();
      for (const [key, { data }] of Object.entries(want))
        assert.ok(maxAbsDifference(got[key]!.data, data) < 2e-5, `${name}, gradient of ${key}`);
      trace.release();
    }
  });
}

for (const variant of variantsOf(device)) {
  for (const [inputs, hidden, steps, batch] of [
    [3, 5, 4, 5],
    [9, 12, 3, 4],
    [4, 9, 1, 1],
  ] as const) {
    test(`lstm ${inputs} → ${hidden}, T = ${steps}, batch ${batch}, ${variant}: values, gradients and steps`, async () => {
      settleVariant(device, variant);
      const spec = { kind: "lstm", inputs, hidden, layers: 2 } as const;
      const given = {
        x: image([steps, batch, inputs]),
        weights: initialSequenceWeights(spec, 1),
        outputGradients: { y: image([steps, batch, hidden]) },
      };
      const schedule = sequenceSchedule(spec, "pipelined", steps);
      const { trace, forward, backward } = await runSequenceStamped(session, spec, schedule, given);
      const want = {
        ...referenceSequence(spec, given).outputs,
        ...referenceSequenceBackward(spec, given, given.outputGradients).gradients,
      };
      const got = { ...(await trace.outputs()), ...(await trace.backward!.gradients()) };
      for (const [key, { data }] of Object.entries(want))
        assert.ok(maxAbsDifference(got[key]!.data, data) < 2e-5 * Math.max(1, ...Array.from(data, Math.abs)), key);
      for (const [stamps, order] of [
        [forward, schedule],
        [backward, trace.backward!.schedule],
      ] as const) {
        stamps.stepOfCell.forEach((step, cell) => assert.equal(step, order.stepOf(cell) + 1));
        assert.ok(stamps.writesOfCell.every((writes) => writes === 1));
      }
      trace.release();
    });
  }
}

const BERNOULLI = { kind: "bernoulli" } as const;
const hidden = { kernel: 3, out: 9, activation: "relu" };
const TRAINED = [
  { kind: "pixelcnn", layers: [hidden, hidden, { kernel: 1, out: 1, activation: "none" }] },
  { kind: "mdrnn", shift: true, layers: [{ hidden: 9 }, { hidden: 9 }, { hidden: 1 }] },
].map((spec) => validateSpec({ ...spec, inputs: 1, conditional: BERNOULLI }) as TrainableSpec);

for (const variant of variantsOf(device)) {
  test(`training, ${variant}: three steps as the float64 reference`, async () => {
    settleVariant(device, variant);
    const settings = { ...ADAM, learningRate: 0.01, epsilon: 1e-3 };
    for (const spec of TRAINED) {
      const shape = { batch: 2, height: 5, width: 6 };
      const initial = initialWeights(spec, 3);
      const trainer = await openGpuTrainer(session)(spec, shape, freshState(vectorOf(spec, initial)));
      let training = startTraining(initial);
      for (let step = 0; step < 3; step++) {
        const x = pixelsFor(spec, shape, step);
        const { loss, next } = referenceStep(spec, x, training, settings);
        const { nats } = await trainer.train(x.data, settings);
        const got = nats.reduce((sum, value) => sum + value, 0) / x.data.length;
        assert.ok(Math.abs(got - loss) < 1e-4, `${spec.kind}: loss ${got}, not ${loss}`);
        training = next;
      }
      const { weights } = await trainer.state();
      for (const [name, { data }] of Object.entries(tensorsOf(spec, weights)))
        assert.ok(maxAbsDifference(data, training.weights[name]!.data) < 1e-3, `${spec.kind}: ${name}`);
      trainer.release();
    }
  });

  test(`weight gradients of a residual stack, ${variant}`, async () => {
    settleVariant(device, variant);
    for (const [spec, x] of [
      [stackOf("original", { norm: true, width: 9 }), [5, 9]],
      [stackOf("full-preactivation", { norm: false, width: 13, weight: "conv", blocks: 2 }), [2, 13, 3, 5]],
    ] as const) {
      const inputs = residualInputs(spec, x);
      const want = residualReference(spec, inputs.x, inputs.outputGradient, inputs.weights);
      const trace = await runResidualOnGpu(session, spec, { ...inputs, wanted: "gradients" });
      const got = await trace.gradients();
      for (const [name, tensor] of Object.entries(want.parameters))
        assert.ok(maxAbsDifference(got[name]!.data, tensor.data) <= 1e-3 * (normOf(tensor) + 1e-2), name);
      trace.release();
    }
  });
}
