import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runResidualOnCpu } from "../../src/engine/cpu-residual.js";
import { runResidualOnGpu } from "../../src/engine/gpu-residual.js";
import type { ResidualInputs } from "../../src/engine/residual.js";
import {
  initialResidualWeights,
  PLACEMENT_NAMES,
  residualSignals,
  type PlacementName,
  type ResidualSpec,
} from "../../src/models/residual.js";
import { normOf, residualReference } from "../../src/reference/residual.js";
import { inputsOf, residualOracles, stackOf } from "../unit/residual-oracles.js";
import { session } from "./session.js";

const near = (got: number, want: number, tolerance: number, what: string): void =>
  assert.ok(Math.abs(got - want) <= tolerance * (Math.abs(want) + 1e-3), `${what}: ${got}, not ${want}`);

/**
 * The gradient of a norm over two rows is ε / var of what it cancels from, so float32 keeps two digits of it; over three rows
 * and more it keeps four and more.
 */
const toleranceOf = (spec: ResidualSpec, rows: number): number => (spec.norm && rows === 2 ? 5e-2 : 1e-3);

async function assertAgrees(spec: ResidualSpec, inputs: ResidualInputs): Promise<void> {
  const want = residualReference(spec, inputs.x, inputs.outputGradient, inputs.weights);
  const what = `${spec.placement}, ${spec.weight} ${spec.width}, ${inputs.x.shape.join("×")}`;
  const tolerance = toleranceOf(spec, inputs.x.data.length / spec.width);
  const trace = await runResidualOnGpu(session, spec, { ...inputs, wanted: "gradients" });
  const { activation, gradient, skip, branch } = trace.norms;
  want.activations.forEach((tensor, l) => near(activation[l]!, normOf(tensor), 1e-4, `${what}: x_${l}`));
  want.gradients.forEach((tensor, l) => near(gradient[l]!, normOf(tensor), tolerance, `${what}: g_${l}`));
  want.skipGradients.forEach((tensor, l) => near(skip[l]!, normOf(tensor), tolerance, `${what}: skip-only g_${l}`));
  want.branchGradients.forEach((tensor, l) => near(branch[l]!, normOf(tensor), tolerance, `${what}: branch ${l}`));
  const got = await trace.gradients();
  for (const [name, tensor] of Object.entries({ x: want.gradients[0]!, ...want.parameters })) {
    const scale = normOf(tensor) + 1e-2;
    assert.deepEqual(got[name]!.shape, tensor.shape);
    tensor.data.forEach((value, i) =>
      assert.ok(Math.abs(got[name]!.data[i]! - value) <= tolerance * scale, `${what}: ${name}[${i}]`),
    );
  }
  const output = await trace.activations(spec.blocks);
  want.activations
    .at(-1)!
    .data.forEach((value, i) => assert.ok(Math.abs(output.data[i]! - value) <= 1e-3, `${what}: output ${i}`));
  trace.release();
  await assert.rejects(trace.gradients(), /released/);
}

test("every placement, with and without norm, matrix and convolution: as the float64 reference", async () => {
  for (const name of PLACEMENT_NAMES)
    for (const norm of [true, false]) {
      const dense = stackOf(name, { norm, width: 7 });
      await assertAgrees(dense, inputsOf(dense, [5, 7]));
      const conv = stackOf(name, { norm, width: 5, weight: "conv", blocks: 2 });
      await assertAgrees(conv, inputsOf(conv, [2, 5, 3, 5]));
    }
});

test("random widths and batches, both sides of a tile, a chunk and a workgroup", async () => {
  const sizes = fc.constantFrom(1, 2, 3, 4, 5, 8, 9, 16, 17, 33);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PLACEMENT_NAMES),
      sizes,
      sizes.filter((n) => n > 1),
      fc.integer({ min: 1, max: 2 }),
      fc.nat(300),
      async (name, width, batch, blocks, shift) => {
        const spec = stackOf(name, { width, blocks });
        await assertAgrees(spec, inputsOf(spec, [batch, width], shift));
      },
    ),
    // seeded: where two of a batch happen to be near each other, s = 1/√(var + ε) magnifies what float32 rounds
    { numRuns: 15, seed: 7 },
  );
});

const kaiming = (spec: ResidualSpec, shape: readonly number[], seed: number): ResidualInputs => ({
  ...residualSignals(shape, seed),
  weights: initialResidualWeights(spec, seed),
});

test("deep stacks: GPU and CPU measure the same norms, told step by step", async () => {
  const spec = stackOf("relu-before-addition", { blocks: 30, width: 20 });
  const inputs = kaiming(spec, [40, 20], 1);
  const told: number[] = [];
  const onGpu = await runResidualOnGpu(session, spec, inputs, { onProgress: (done) => told.push(done) });
  const onCpu = await runResidualOnCpu(spec, inputs);
  for (const series of ["activation", "gradient", "skip", "branch"] as const)
    onGpu.norms[series].forEach((value, l) => near(value, onCpu.norms[series][l]!, 3e-4, `${series} ${l}`));
  assert.equal(onGpu.steps, onCpu.steps);
  assert.ok(onGpu.dispatches >= onGpu.steps);
  assert.deepEqual([told.at(-1), told], [onGpu.steps, told.toSorted((a, b) => a - b)]);
  // the identity skip is never touched
  assert.ok(onGpu.norms.skip.every((norm) => norm === onGpu.norms.gradient[30]));
  onGpu.release();
});

test("a run that is cancelled stops between slices", async () => {
  const spec = stackOf("original", { blocks: 40, width: 64 });
  const abort = new AbortController();
  const run = runResidualOnGpu(session, spec, kaiming(spec, [64, 64], 1), {
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  await assert.rejects(run, { code: "cancelled" });
});

test("D3: 54 blocks, width 256, batch 256, He initialisation: the gradient's growth lies in the bands", async () => {
  const { expected } = residualOracles.D3;
  const runs: readonly [PlacementName, readonly [number, number]][] = [
    ["relu-before-addition", expected.c_ReLU_before_add],
    ["full-preactivation", expected.e_full_preact],
    ["relu-only-preactivation", expected.d],
    ["original", expected.a],
    ["bn-after-addition", expected.b_BN_after_add],
    ["plain", expected.plain],
  ];
  const blocks = 54;
  const inputs = kaiming(stackOf("plain", { blocks, width: 256 }), [256, 256], 1);
  for (const [name, [low, high]] of runs) {
    const trace = await runResidualOnGpu(session, stackOf(name, { blocks, width: 256 }), inputs);
    trace.release();
    const { gradient, skip } = trace.norms;
    const ratio = gradient[0]! / gradient[blocks]!;
    assert.ok(low <= ratio && ratio <= high, `${name}: ${ratio} outside ${low} to ${high}`);
    if (name !== "bn-after-addition") continue;
    const [least, most] = expected.b_per_block_norm_factor;
    const factor = ratio ** (1 / blocks);
    assert.ok(least <= factor && factor <= most, `a factor of ${factor} a block`);
    // the identity path dies while the branches explode (domain: 2e-7 to 1e-5 over 54 blocks, by seed)
    const alone = skip[0]! / skip[blocks]!;
    assert.ok(2e-7 <= alone && alone <= 1e-5, `skip-only ${alone}`);
  }
});

test("D3 without batch norm: the gradient explodes, whatever the width", async () => {
  const spec = stackOf("full-preactivation", { blocks: 54, width: 64, norm: false });
  const trace = await runResidualOnGpu(session, spec, kaiming(spec, [64, 64], 1));
  trace.release();
  const { gradient, skip } = trace.norms;
  assert.ok(gradient[0]! / gradient[54]! >= residualOracles.D3.expected.e_without_BN_min);
  assert.equal(skip[0], skip[54]);
});
