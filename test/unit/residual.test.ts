import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runResidualOnCpu } from "../../src/engine/cpu-residual.js";
import { residualProgram } from "../../src/kernels/residual/program.js";
import { residualShapeOf } from "../../src/kernels/residual/shape.js";
import {
  blockOperations,
  initialResidualWeights,
  PLACEMENT_NAMES,
  placementOf,
  residualShapes,
  residualSignals,
  validateResidualSpec,
  type PlacementName,
  type ResidualSpec,
} from "../../src/models/residual.js";
import type { Tensor, Tensors } from "../../src/models/tensor.js";
import { normalise, normaliseBackward, normOf, residualReference } from "../../src/reference/residual.js";
import { inputsOf, LETTERS, residualOracles, smallCase, stackOf } from "./residual-oracles.js";

const close = (got: ArrayLike<number>, want: ArrayLike<number>, tolerance: number, what: string): void => {
  assert.equal(got.length, want.length, what);
  for (let i = 0; i < got.length; i++)
    assert.ok(Math.abs(got[i]! - want[i]!) <= tolerance, `${what}[${i}] is ${got[i]}, not ${want[i]}`);
};

test("D1: six placements, three blocks: outputs, norms and gradients of the reference", () => {
  const { x, weights, outputGradient } = smallCase();
  const { expected, tolerance } = residualOracles.D1;
  for (const name of PLACEMENT_NAMES) {
    const want = expected[LETTERS[name]];
    const { activations, gradients } = residualReference(stackOf(name), x, outputGradient, weights);
    close(activations[3]!.data.subarray(0, 6), want.out_row0, tolerance, `${name} output`);
    close(activations.map(normOf), want.act_norms, tolerance, `${name} activation norms`);
    close(gradients.map(normOf), want.grad_norms_block0_to_L, tolerance, `${name} gradient norms`);
    close(gradients[0]!.data.subarray(0, 6), want.dx_row0, tolerance, `${name} gradient of x`);
  }
});

const lossOf = (spec: ResidualSpec, x: Tensor, outputGradient: Tensor, weights: Tensors): number => {
  const { activations } = residualReference(spec, x, outputGradient, weights);
  return activations.at(-1)!.data.reduce((sum, value, i) => sum + value * outputGradient.data[i]!, 0);
};

test("gradients of x, the weights, γ and β agree with central differences, matrix and convolution", () => {
  const placements = fc.constantFrom(...PLACEMENT_NAMES);
  let [checked, skipped] = [0, 0];
  const shapes = fc.oneof(
    fc.record({ weight: fc.constant("dense" as const), size: fc.tuple(fc.integer({ min: 2, max: 4 })) }),
    fc.record({
      weight: fc.constant("conv" as const),
      size: fc.tuple(fc.constant(2), fc.integer({ min: 1, max: 3 }), fc.constant(2)),
    }),
  );
  fc.assert(
    fc.property(
      placements,
      shapes,
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(500),
      (name, { weight, size: [batch, ...image] }, blocks, width, shift) => {
        const spec = stackOf(name, { weight, blocks, width });
        const { x, weights, outputGradient } = inputsOf(spec, [batch!, width, ...image], shift);
        const { gradients, parameters } = residualReference(spec, x, outputGradient, weights);
        const step = 1e-6;
        const moved = (tensor: Tensor, i: number, by: number): Tensor => ({
          ...tensor,
          data: Float64Array.from(tensor.data, (value, k) => value + (k === i ? by : 0)),
        });
        const check = (what: string, got: number, at: (by: number) => number): void => {
          const [up, here, down] = [at(step), at(0), at(-step)];
          // a ReLU that switches in between has no derivative to compare with
          if (Math.abs(up - 2 * here + down) > 1e-8 * (1 + Math.abs(got))) return void skipped++;
          checked++;
          const want = (up - down) / (2 * step);
          assert.ok(Math.abs(got - want) <= 2e-4 * (1 + Math.abs(want)), `${name} ${what}: ${got}, not ${want}`);
        };
        const i = shift % x.data.length;
        check("x", gradients[0]!.data[i]!, (by) => lossOf(spec, moved(x, i, by), outputGradient, weights));
        for (const [key, tensor] of Object.entries(weights)) {
          const k = shift % tensor.data.length;
          check(key, parameters[key]!.data[k]!, (by) =>
            lossOf(spec, x, outputGradient, { ...weights, [key]: moved(tensor, k, by) }),
          );
        }
      },
    ),
    { numRuns: 60 },
  );
  assert.ok(skipped < checked / 5, `${skipped} skipped, ${checked} checked`);
});

test("zero branch weights: g_0 is g_L exactly where the skip is the identity, and not with BN after the addition", () => {
  for (const name of PLACEMENT_NAMES.filter((candidate) => placementOf(candidate).skip)) {
    const spec = stackOf(name, { width: 5 });
    const { x, weights, outputGradient } = inputsOf(spec, [7, 5]);
    const still = Object.fromEntries(
      Object.entries(weights).map(([key, tensor]) => [
        key,
        key.includes(".weights.") ? { ...tensor, data: tensor.data.map(() => 0) } : tensor,
      ]),
    );
    const { gradients, skipGradients } = residualReference(spec, x, outputGradient, still);
    const isIdentity = placementOf(name).after.length === 0;
    assert.equal(
      gradients[0]!.data.every((value, i) => value === outputGradient.data[i]),
      isIdentity,
      name,
    );
    assert.deepEqual(gradients[0]!.data, skipGradients[0]!.data, name);
  }
});

test("batch norm backward: Σ g_z = 0 over the batch, and Σ g_z ⊙ ẑ is 0 but for ε", () => {
  const list = (length: number) =>
    fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: length, maxLength: length });
  const cases = fc
    .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 4 }))
    .chain(([batch, width]) => fc.tuple(fc.constant(width), list(batch * width), list(batch * width), list(width)));
  fc.assert(
    fc.property(cases, ([width, z, g, gamma]) => {
      const statistics = normalise(Float64Array.from(z), width);
      const gz = normaliseBackward(Float64Array.from(g), statistics, gamma, width);
      for (let j = 0; j < width; j++) {
        const column = (data: ArrayLike<number>) => Array.from(data).filter((_, i) => i % width === j);
        const [own, from, normalised] = [column(gz), column(g), column(statistics.normalised)];
        const s = statistics.inverseDeviation[j]!;
        const size = from.reduce((sum, value) => sum + Math.abs(value), 0) * s * Math.abs(gamma[j]!);
        const rounding = 1e-12 * (1 + size);
        assert.ok(Math.abs(own.reduce((a, b) => a + b)) <= rounding);
        const along = own.reduce((sum, value, b) => sum + value * normalised[b]!, 0);
        // ẑ has mean square var / (var + ε) = 1 − ε s², so this much is left
        assert.ok(Math.abs(along) <= rounding + size * Math.sqrt(own.length) * 1e-5 * s * s);
      }
    }),
    { numRuns: 300 },
  );
});

const kaiming = (spec: ResidualSpec, batch: number, seed: number) => {
  const signals = residualSignals([batch, spec.width], seed);
  return { ...signals, weights: initialResidualWeights(spec, seed) };
};

test("D2: mean-field growth of the gradient, full pre-activation and plain, within 10 % over ten blocks", async () => {
  const { input, expected } = residualOracles.D2;
  const ratioOf = async (name: PlacementName, blocks: number): Promise<number> => {
    const spec = stackOf(name, { blocks, width: 96 });
    const { gradient } = (await runResidualOnCpu(spec, kaiming(spec, 128, 3))).norms;
    return (gradient[0]! / gradient[blocks]!) ** 2;
  };
  for (const [i, blocks] of input.L.entries()) {
    if (blocks > 10) continue;
    const ratio = await ratioOf("full-preactivation", blocks);
    assert.ok(Math.abs(ratio / expected.ratio_sq[i]! - 1) < 0.1, `${blocks} blocks: ${ratio}`);
  }
  const plain = (await ratioOf("plain", 10)) ** 0.1;
  assert.ok(Math.abs(plain / expected.plain_per_block_sq - 1) < 0.1, String(plain));
});

const meanSquare = (data: ArrayLike<number>): number =>
  Array.from(data, (value) => value * value).reduce((a, b) => a + b) / data.length;

test("all placements of a seed get the same weights; another seed gives others; He's variance", () => {
  const of = (name: PlacementName, seed: number) => initialResidualWeights(stackOf(name, { width: 64 }), seed);
  const first = of("original", 4);
  for (const name of PLACEMENT_NAMES) assert.deepEqual(of(name, 4), first);
  const [name, { data }] = Object.entries(first)[0]!;
  assert.notDeepEqual(of("original", 5)[name]!.data, data);
  const variance = meanSquare(data);
  assert.ok(Math.abs(variance / (2 / 64) - 1) < 0.05, String(variance));
  const kernel = Object.values(initialResidualWeights(stackOf("plain", { width: 16, weight: "conv" }), 4))[0]!;
  assert.deepEqual(kernel.shape, [16, 16, 3, 3]);
  const ofKernel = meanSquare(kernel.data);
  assert.ok(Math.abs(ofKernel / (2 / 144) - 1) < 0.1, String(ofKernel));
});

test("the program reads what was written, and overwrites nothing that is still to be read", () => {
  for (const name of PLACEMENT_NAMES)
    for (const norm of [true, false])
      for (const wanted of ["norms", "gradients"] as const) {
        const spec = stackOf(name, { norm });
        const { operations, activations, gradients } = residualProgram(spec, residualShapeOf(spec, [8, 6]), wanted);
        const written = new Map([activations[0]!, gradients.at(-1)!].map((at) => [at, -1]));
        const versions = new Map<string, number>();
        operations.forEach(({ kind, reads, target }, i) => {
          for (const at of reads) {
            assert.ok(written.has(at), `${name}: operation ${i} (${kind}) reads ${at} before it is written`);
            versions.set(`${i} ${at}`, written.get(at)!);
          }
          if (kind === "product") assert.ok(!reads.includes(target), `${name}: product ${i} in place`);
          written.set(target, i);
        });
        // every activation that is read back was written by the last operation that owns its place
        const places = activations.map((at) => written.get(at)!);
        assert.deepEqual(
          places,
          places.toSorted((a, b) => a - b),
          name,
        );
        assert.equal(written.get(gradients.at(-1)!), -1, `${name}: g_L is overwritten`);
      }
});

test("the CPU engine agrees with the reference: norms, activations, all gradients", async () => {
  for (const name of PLACEMENT_NAMES)
    for (const [change, shape] of [
      [{ width: 7 }, [5, 7]],
      [{ width: 5, weight: "conv", blocks: 2 }, [2, 5, 3, 4]],
      [{ width: 3, norm: false }, [2, 3]],
      [{ width: 1, blocks: 1 }, [17, 1]],
    ] as const) {
      const spec = stackOf(name, change);
      const inputs = inputsOf(spec, shape);
      const want = residualReference(spec, inputs.x, inputs.outputGradient, inputs.weights);
      const trace = await runResidualOnCpu(spec, { ...inputs, wanted: "gradients" });
      const relative = (got: readonly number[], of: readonly Tensor[], what: string): void =>
        got.forEach((value, l) => {
          const norm = normOf(of[l]!);
          assert.ok(Math.abs(value - norm) <= 2e-4 * (norm + 1e-3), `${name} ${what} ${l}: ${value}, not ${norm}`);
        });
      relative(trace.norms.activation, want.activations, "activation");
      relative(trace.norms.gradient, want.gradients, "gradient");
      relative(trace.norms.skip, want.skipGradients, "skip");
      relative(trace.norms.branch, want.branchGradients, "branch");
      const gradients = await trace.gradients();
      assert.deepEqual(Object.keys(gradients).toSorted(), ["x", ...Object.keys(residualShapes(spec))].toSorted());
      for (const [key, tensor] of Object.entries({ x: want.gradients[0]!, ...want.parameters })) {
        assert.deepEqual(gradients[key]!.shape, tensor.shape);
        const scale = normOf(tensor) + 1e-2;
        close(gradients[key]!.data, tensor.data, 5e-4 * scale, `${name} ${key}`);
      }
      close((await trace.activations(spec.blocks)).data, want.activations.at(-1)!.data, 1e-3, `${name} output`);
      assert.equal(trace.steps, residualProgram(spec, residualShapeOf(spec, shape), "gradients").operations.length);
    }
});

test("a spec is filled with defaults, and what is wrong is named with its path and the fix", () => {
  assert.deepEqual(validateResidualSpec({ kind: "residual", placement: "plain", blocks: 54, width: 256 }), {
    kind: "residual",
    placement: "plain",
    blocks: 54,
    width: 256,
    weight: "dense",
    norm: true,
  });
  const valid = { kind: "residual", placement: "plain", blocks: 3, width: 4 };
  for (const [change, message] of [
    [{ placement: "orignal" }, /placement is "orignal"; did you mean "original"\?/],
    [{ blocks: 0 }, /blocks is 0; use an integer from 1 to 256/],
    [{ width: 1.5 }, /width is 1\.5; use an integer from 1 to 1024/],
    [{ weight: "matrix" }, /weight is "matrix"; use "dense" or "conv"/],
    [{ norm: "yes" }, /norm is "yes"; use true or false/],
    [{ depth: 3 }, /unknown key "depth"/],
  ] as const)
    assert.throws(
      () => validateResidualSpec({ ...valid, ...change }),
      (error: Error & { code?: string }) => error.code === "spec-invalid" && message.test(error.message),
    );
});

test("inputs that do not fit are refused in one line", async () => {
  const spec = stackOf("original");
  const inputs = inputsOf(spec, [4, 6]);
  for (const [change, message] of [
    [{ x: { shape: [4, 5], data: new Float32Array(20) } }, /x has shape \(4, 5\).*\(N, 6\)/],
    [{ outputGradient: { shape: [3, 6], data: new Float32Array(18) } }, /gradient of the output has shape \(3, 6\)/],
    [{ weights: {} }, /weights lack blocks\.0\.weights\.0\.weight/],
    [{ x: { ...inputs.x, data: inputs.x.data.map((v, i) => (i === 7 ? NaN : v)) } }, /x is NaN at \[1, 1\]/],
  ] as const)
    await assert.rejects(runResidualOnCpu(spec, { ...inputs, ...change }), message);
});

test("D4: He's published errors stand in the table of placements", () => {
  const { expected } = residualOracles.D4;
  const names = {
    original: "original",
    BN_after_add: "bn-after-addition",
    ReLU_before_add: "relu-before-addition",
    ReLU_only_preact: "relu-only-preactivation",
    full_preact: "full-preactivation",
  } as const;
  for (const [key, name] of Object.entries(names)) assert.deepEqual(placementOf(name).published, expected[key]);
  assert.equal(placementOf("plain").published, null);
});

test("without norms a block keeps its other operations", () => {
  const { branch, after } = blockOperations({ placement: "bn-after-addition", norm: false });
  assert.deepEqual(
    branch.map(({ kind }) => kind),
    ["weight", "relu", "weight"],
  );
  assert.deepEqual(
    after.map(({ kind }) => kind),
    ["relu"],
  );
});
