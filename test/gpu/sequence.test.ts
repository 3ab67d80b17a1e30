import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { runSequenceOnCpu } from "../../src/engine/cpu-sequence.js";
import { runSequenceOnGpu, runSequenceStamped } from "../../src/engine/gpu-sequence.js";
import type { SequenceInputs } from "../../src/engine/sequence.js";
import { parseAnyCase } from "../../src/io/cases.js";
import { gatesOf, inputsOfLayer, type LstmSpec, type SequenceSpec } from "../../src/models/sequence.js";
import { initialSequenceWeights } from "../../src/models/initialise-sequence.js";
import type { Tensor } from "../../src/models/tensor.js";
import { referenceSequence, referenceSequenceBackward } from "../../src/reference/sequence.js";
import { SEQUENCE_SCHEDULES, sequenceSchedule, type SequenceScheduleName } from "../../src/schedule/sequence.js";
import type { SequenceTrace } from "../../src/trace/sequence-trace.js";
import { image, maxAbsDifference } from "./compare.js";
import { session } from "./session.js";

interface Size {
  readonly steps: number;
  readonly batch: number;
}

const inputsFor = (spec: SequenceSpec, { steps, batch }: Size, seed: number): SequenceInputs => {
  const state = [spec.layers, batch, spec.hidden];
  const isLstm = spec.kind === "lstm";
  const later = (shape: readonly number[], by: number): Tensor => ({
    shape,
    data: image([...shape, 2]).data.filter((_, i) => i % 2 === by),
  });
  return {
    x: image([steps, batch, spec.inputs]),
    weights: initialSequenceWeights(spec, seed),
    h0: later(state, 0),
    ...(isLstm && { c0: later(state, 1) }),
    outputGradients: {
      y: later([steps, batch, spec.hidden], 1),
      hT: image(state),
      ...(isLstm && { cT: later(state, 1) }),
    },
  };
};

const onBoth = async (
  spec: SequenceSpec,
  inputs: SequenceInputs,
  name: SequenceScheduleName = "pipelined",
): Promise<readonly SequenceTrace[]> => {
  const schedule = sequenceSchedule(spec, name, inputs.x.shape[0]!);
  return [await runSequenceOnGpu(session, spec, schedule, inputs), await runSequenceOnCpu(spec, schedule, inputs)];
};

/** Everything that a trace gives, against the float64 reference; the largest error relative to the tensor's scale. */
async function assertAgreement(trace: SequenceTrace, inputs: SequenceInputs, most: number): Promise<void> {
  const { spec } = trace;
  const forward = referenceSequence(spec, inputs);
  const near = (got: Tensor | undefined, want: Tensor, what: string): void => {
    assert.deepEqual(got?.shape, want.shape, what);
    const scale = Math.max(1, ...Array.from(want.data, Math.abs));
    const error = maxAbsDifference(got!.data, want.data) / scale;
    assert.ok(error < most, `${trace.device} ${trace.schedule.name} ${what} differs by ${error} of ${scale}`);
  };
  const outputs = await trace.outputs();
  assert.deepEqual(Object.keys(outputs), Object.keys(forward.outputs));
  for (const [name, want] of Object.entries(forward.outputs)) near(outputs[name], want, name);
  const names = spec.kind === "lstm" ? (["h", "c", "i", "f", "g", "o"] as const) : (["h"] as const);
  for (let layer = 0; layer < spec.layers; layer++) {
    const states = await trace.states(layer);
    assert.deepEqual(Object.keys(states).sort(), [...names].sort());
    for (const name of names) near(states[name], forward.layers[layer]![name], `${name} of layer ${layer}`);
  }
  if (!inputs.outputGradients) return;
  const backward = referenceSequenceBackward(spec, inputs, inputs.outputGradients);
  const gradients = await trace.backward!.gradients();
  assert.deepEqual(Object.keys(gradients).sort(), Object.keys(backward.gradients).sort());
  for (const [name, want] of Object.entries(backward.gradients)) near(gradients[name], want, `gradient of ${name}`);
  for (let layer = 0; layer < spec.layers; layer++) {
    const bars = await trace.backward!.bars(layer);
    assert.deepEqual(Object.keys(bars).sort(), [...names].sort());
    for (const name of names) near(bars[name], backward.bars[layer]![name], `bar of ${name} of layer ${layer}`);
  }
}

const specs: fc.Arbitrary<SequenceSpec> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 9 }),
    hidden: fc.integer({ min: 1, max: 9 }),
    layers: fc.integer({ min: 1, max: 3 }),
    cell: fc.constantFrom("lstm" as const, "lstm" as const, "tanh" as const, "none" as const),
  })
  .map(({ cell, ...sizes }) =>
    cell === "lstm" ? { kind: "lstm", ...sizes } : { kind: "rnn", ...sizes, activation: cell },
  );
const sizes = fc.record({ steps: fc.integer({ min: 1, max: 9 }), batch: fc.integer({ min: 1, max: 3 }) });

test("values, gradients and bars agree with the float64 reference on both engines, under both schedules", async () => {
  await fc.assert(
    fc.asyncProperty(specs, sizes, fc.nat(1000), async (spec, size, seed) => {
      const inputs = inputsFor(spec, size, seed);
      for (const name of SEQUENCE_SCHEDULES) {
        for (const trace of await onBoth(spec, inputs, name)) {
          await assertAgreement(trace, inputs, 3e-5);
          trace.release();
        }
      }
    }),
    { numRuns: 25 },
  );
});

const lstm = (inputs: number, hidden: number, layers: number): LstmSpec => ({ kind: "lstm", inputs, hidden, layers });

for (const [title, spec, size] of [
  ["T = 70", lstm(3, 5, 1), { steps: 70, batch: 2 }],
  ["one step", lstm(3, 5, 2), { steps: 1, batch: 2 }],
  ["size 1: the homework's", lstm(1, 1, 1), { steps: 4, batch: 1 }],
  ["size 65", lstm(65, 65, 1), { steps: 3, batch: 2 }],
  ["three layers", lstm(2, 6, 3), { steps: 12, batch: 2 }],
  ["a batch of 512", lstm(2, 3, 1), { steps: 4, batch: 512 }],
  ["T = 2,000", lstm(1, 2, 1), { steps: 2000, batch: 1 }],
] as const) {
  test(`${title}: right on both engines`, async () => {
    const inputs = inputsFor(spec, size, 7);
    for (const trace of await onBoth(spec, inputs)) {
      await assertAgreement(trace, inputs, 1e-4);
      trace.release();
    }
  });
}

test("saturated gates give finite numbers, and the right ones", async () => {
  const spec = lstm(1, 2, 2);
  const rows = gatesOf(spec) * spec.hidden;
  const steps = 300;
  // gates at 0, 1 and ±1, pre-activations up to 1000
  for (const [i, f, g, o] of [
    [-1000, 1000, 1000, -1000],
    [1000, 1000, -1000, 1000],
    [1000, -1000, 1000, 1000],
    [-10, 10, 0.5, -10],
  ] as const) {
    const weights = Object.fromEntries(
      [0, 1].flatMap((layer): [string, Tensor][] => [
        [`weight_ih_l${layer}`, image([rows, inputsOfLayer(spec, layer)])],
        [`weight_hh_l${layer}`, image([rows, spec.hidden])],
        [`bias_ih_l${layer}`, { shape: [rows], data: Float32Array.of(i, i, f, f, g, g, o, o) }],
      ]),
    );
    const inputs = { ...inputsFor(spec, { steps, batch: 1 }, 1), weights };
    for (const trace of await onBoth(spec, inputs)) {
      await assertAgreement(trace, inputs, 1e-4);
      trace.release();
    }
  }
});

test("every cell runs exactly once, in its step; steps and dispatches are counted apart", async () => {
  await fc.assert(
    fc.asyncProperty(specs, sizes, async (spec, size) => {
      for (const name of SEQUENCE_SCHEDULES) {
        const schedule = sequenceSchedule(spec, name, size.steps);
        const { trace, forward, backward } = await runSequenceStamped(
          session,
          spec,
          schedule,
          inputsFor(spec, size, 1),
        );
        for (const [stamps, order] of [
          [forward, schedule],
          [backward, trace.backward!.schedule],
        ] as const) {
          assert.equal(stamps.stepOfCell.length, spec.layers * size.steps);
          stamps.stepOfCell.forEach((step, cell) => assert.equal(step, order.stepOf(cell) + 1, `cell ${cell}`));
          assert.ok(stamps.writesOfCell.every((writes) => writes === 1));
        }
        const want = name === "pipelined" ? size.steps + spec.layers - 1 : size.steps * spec.layers;
        assert.deepEqual([trace.steps, trace.backward!.steps, trace.dispatches], [want, want, want]);
        assert.equal(trace.projectionDispatches, 1);
        trace.release();
      }
    }),
    { numRuns: 10 },
  );
});

test("the cases of PyTorch, outputs and gradients, and cell means", async () => {
  for (const name of ["lstm-1layer", "lstm-2layer"]) {
    const content = parseAnyCase(readFileSync(new URL(`../fixtures/cases/${name}.json`, import.meta.url), "utf8"));
    assert.ok(content.over === "time");
    const { spec, inputs, outputGradients, outputs, gradients, tolerance } = content;
    for (const trace of await onBoth(spec, { ...inputs, outputGradients })) {
      const got = { ...(await trace.outputs()), ...(await trace.backward!.gradients()) };
      for (const [key, want] of Object.entries({ ...outputs, ...gradients })) {
        want.data.forEach((value, i) => {
          const allowed = tolerance.absolute + tolerance.relative * Math.abs(value);
          assert.ok(Math.abs(got[key]!.data[i]! - value) <= allowed, `${name} ${trace.device} ${key}[${i}]`);
        });
      }
      const [{ h }, bars] = [await trace.states(0), await trace.backward!.bars(0)];
      const meanAt = ({ data }: Tensor, t: number): number =>
        Array.from({ length: spec.hidden }, (_, k) => data[t * h.shape[1]! * spec.hidden + k]!).reduce(
          (a, b) => a + b,
          0,
        ) / spec.hidden;
      const [means, barMeans] = [await trace.cellMeans(), await trace.backward!.cellMeans()];
      assert.equal(means.length, spec.layers * h.shape[0]!);
      for (let t = 0; t < h.shape[0]!; t++) {
        assert.ok(Math.abs(means[t]! - meanAt(h, t)) < 1e-6);
        assert.ok(Math.abs(barMeans[t]! - meanAt(bars.h, t)) < 1e-6);
      }
      trace.release();
    }
  }
});

test("what does not fit is refused before any work; without output gradients nothing goes backward", async () => {
  const spec = lstm(2, 3, 2);
  const inputs = inputsFor(spec, { steps: 3, batch: 2 }, 1);
  const schedule = sequenceSchedule(spec, "pipelined", 3);
  const refused = async (changed: Partial<SequenceInputs>, message: RegExp): Promise<void> => {
    for (const run of [
      () => runSequenceOnGpu(session, spec, schedule, { ...inputs, ...changed }),
      () => runSequenceOnCpu(spec, schedule, { ...inputs, ...changed }),
    ]) {
      await assert.rejects(run, { code: "shape-invalid", message });
    }
  };
  await refused({ x: image([3, 2, 4]) }, /^x has shape \(3, 2, 4\); this lstm reads \(T, N, 2\)/);
  await refused({ x: image([4, 2, 2]) }, /^the schedule is for 2 layers of 1×3, the run has 2 of 1×4/);
  await refused({ h0: image([1, 2, 3]) }, /^h0 has shape \(1, 2, 3\).*use \(2, 2, 3\)/);
  await refused({ outputGradients: { cT: image([2, 2, 4]) } }, /^the gradient of cT has shape/);
  const { data, shape } = inputs.c0!;
  await refused({ c0: { shape, data: data.map((value, i) => (i === 4 ? NaN : value)) } }, /^c0 is NaN at \[0, 1, 1\]/);
  const { outputGradients: _, ...forwardOnly } = inputs;
  for (const trace of await onBoth(spec, forwardOnly)) {
    assert.equal(trace.backward, null);
    await assertAgreement(trace, forwardOnly, 3e-5);
    trace.release();
    await assert.rejects(trace.outputs());
  }
});
