import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { drawOnThisCpu } from "../../src/engine/cpu-drawing.js";
import { openCpu } from "../../src/engine/cpu-runner.js";
import { noiseFor, type DrawRequest } from "../../src/engine/drawing.js";
import type { TrainableSpec } from "../../src/models/spec.js";
import { countModel } from "../../src/models/count.js";
import { drawingProgram } from "../../src/kernels/sampling/program.js";
import { forwardCells } from "../../src/kernels/cells/cpu.js";
import { initialWeights } from "../../src/models/initialise.js";
import { logistic } from "../../src/models/noise.js";
import { validateSpec } from "../../src/models/validate.js";
import { referenceForward } from "../../src/reference/forward.js";
import { referenceNats } from "../../src/reference/loss.js";
import { SAMPLING_METHODS, samplingPlan, samplingPlanInSlices } from "../../src/schedule/sampling.js";
import { drawByHand } from "../reference-drawing.js";
import { filler, maxDifference, oracles, transpose } from "./oracles.js";

const draw = drawOnThisCpu(await openCpu());
const trainable = (value: object): TrainableSpec => validateSpec(value) as TrainableSpec;
const bernoulli = { kind: "bernoulli" };

const stack = (kernels: readonly number[], more: object = {}): TrainableSpec =>
  trainable({
    kind: "pixelcnn",
    conditional: bernoulli,
    layers: kernels.map((kernel, i) =>
      i === kernels.length - 1 ? { kernel, out: 1, activation: "none" } : { kernel, out: 3, activation: "tanh" },
    ),
    ...more,
  });

test("E10: the steps of every pixel, and the totals at 28×28", () => {
  const { expected } = oracles.E10;
  const grid = (spec: TrainableSpec): number[][] => {
    const { stepOf } = samplingPlan(spec, "wavefront", { height: 4, width: 5 });
    return Array.from({ length: 4 }, (_, r) => [...stepOf.subarray(5 * r, 5 * r + 5)]);
  };
  for (const depth of [1, 2, 5])
    assert.deepEqual(grid(stack(Array.from({ length: depth }, () => 3))), expected.pixelcnn3x3_any_depth);
  assert.deepEqual(grid(stack([3, 3, 3], { context: "quadrant" })), expected.quadrant);
  const gated = (depth: number) =>
    trainable({
      kind: "gated-pixelcnn",
      conditional: bernoulli,
      layers: Array.from({ length: depth }, () => ({ kernel: 3, out: 1 })),
    });
  const generator = (shift: boolean) =>
    trainable({
      kind: "mdrnn",
      conditional: bernoulli,
      shift,
      layers: Array.from({ length: 7 }, () => ({ hidden: 1 })),
    });
  assert.deepEqual(grid(gated(2)), expected.gated_d2);
  const totals = expected.totals_28x28;
  const seven = Array.from({ length: 7 }, () => 3);
  const wanted: [TrainableSpec, number, number][] = [
    [stack(seven), totals.pixelcnn_3x3, 7 * totals.pixelcnn_3x3],
    [stack([7, ...seven.slice(1)]), totals.pixelcnn_7x7A_then_3x3, 7 * totals.pixelcnn_7x7A_then_3x3],
    [stack(seven, { context: "quadrant" }), totals.quadrant, 385],
    // g and h of every layer and the read-out; at the first pixel of a row v comes before, later on it is there already
    [gated(7), totals.gated_3x3_d7, 15 * totals.gated_3x3_d7 + 28],
    // read out of the cells west and north: (H + W − 2)(d + 1) + 1
    [generator(false), totals.quadrant, 433],
    [generator(true), totals.quadrant, 8 * totals.quadrant],
  ];
  for (const [spec, pixelSteps, matvecSteps] of wanted) {
    const plan = samplingPlan(spec, "wavefront", { height: 28, width: 28 });
    assert.equal(plan.length, pixelSteps);
    let steps = 0;
    for (let i = 0; i < plan.length; i++) steps += plan.step(i).levels.length;
    assert.equal(steps, matvecSteps, spec.kind);
  }
});

/** E11's net, whose images hold 0 and 1 drawn from u. */
const e11 = () => {
  const fill = filler();
  // (ky, kx, in, out) as the oracles hold kernels
  const kernel = (inputs: number, outputs: number) => transpose(fill(6, [3, 3, inputs, outputs]), [3, 2, 0, 1]);
  const weights = { "layers.0.weight": kernel(1, 3), "layers.1.weight": kernel(3, 1) };
  const noise = { shape: [1, 1, 6, 6], data: Float32Array.from(fill(1, [6, 6]).data, (g) => logistic(g + 0.5)) };
  return { spec: stack([3, 3]), weights, noise };
};

test("E11: raster, wavefront and fixed point give the sample; the fixed point is wrong in 12, 7, 3, 0 pixels", async () => {
  const { sample, jacobi_sweeps_including_check, wrong_after_sweep, bound } = oracles.E11.expected;
  const want = sample.flat().map((bit) => 2 * bit - 1);
  for (const method of SAMPLING_METHODS) {
    const trace = await draw({ method, ...e11() });
    assert.deepEqual([...trace.values.data], want, method);
    if (method === "wavefront") assert.deepEqual([trace.pixelSteps, trace.matvecSteps], [bound, 2 * bound]);
    if (method !== "fixed-point") continue;
    assert.equal(trace.pixelSteps, jacobi_sweeps_including_check);
    const wrong = trace.sweeps.map((image) => image.filter((value, i) => value !== want[i]).length);
    assert.deepEqual(wrong, wrong_after_sweep);
  }
  assert.equal(drawByHand(e11().spec, e11().weights, e11().noise).values.data.join(), want.join());
});

test("E12: a Gaussian of one linear layer, its likelihood and the error of every sweep", async () => {
  const { x, mu, nll, jacobi_err, bound } = oracles.E12.expected;
  const fill = filler();
  const weights = { "layers.0.weight": fill(1, [1, 1, 3, 3]) };
  const noise = { shape: [1, 1, 4, 5], data: Float32Array.from(fill(2, [4, 5]).data) };
  const spec = stack([3], { conditional: { kind: "gaussian", sigma: 0.5 } });
  for (const method of SAMPLING_METHODS) {
    const trace = await draw({ method, spec, weights, noise });
    assert.ok(maxDifference(trace.values.data, x.flat()) < 1e-6, method);
    if (method !== "fixed-point") continue;
    assert.equal(trace.pixelSteps, bound + 1);
    trace.sweeps.forEach((image, sweep) => {
      const error = maxDifference(image, trace.values.data);
      if (sweep >= bound - 1) assert.equal(error, 0, "exactly 0 after the longest chain");
      else assert.ok(Math.abs(error - jacobi_err[sweep]!) < 6e-5 + 1e-3 * jacobi_err[sweep]!, `${sweep}: ${error}`);
    });
  }
  const image = { shape: [1, 1, 4, 5], data: Float64Array.from(x.flat()) };
  const means = referenceForward(spec, image, weights)[0]!.data;
  assert.ok(maxDifference(means, mu.flat()) < 1e-10);
  const nats = image.data.reduce((sum, value, i) => sum + referenceNats(spec.conditional, means[i]!, value), 0);
  assert.ok(Math.abs(nats - nll) < 1e-10);
});

const sizes = fc.record({ height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) });
const kernelLists = fc.array(fc.constantFrom(3, 5), { minLength: 1, maxLength: 3 });

test("W + min(q + 1, W)(H − 1) pixel-steps, each of d matvec steps, and the work of one image", async () => {
  await fc.assert(
    fc.asyncProperty(kernelLists, sizes, fc.nat(99), async (kernels, size, seed) => {
      const spec = stack(kernels);
      const { height, width } = size;
      const reaches = kernels.map((kernel, i) => (kernel - 1) / 2 - (i === 0 ? 0 : 1));
      const q = Math.max(...reaches);
      const request = { spec, weights: initialWeights(spec, seed), noise: noiseFor(spec, 1, size, seed) };
      const one = Number(countModel(spec, size).connections);
      const depth = kernels.length;
      const pixels = height * width;
      const wavefront = await draw({ ...request, method: "wavefront" });
      assert.equal(wavefront.pixelSteps, width + Math.min(q + 1, width) * (height - 1));
      assert.equal(wavefront.matvecSteps, depth * wavefront.pixelSteps);
      const cached = await draw({ ...request, method: "cached" });
      assert.deepEqual([cached.pixelSteps, cached.matvecSteps], [pixels, depth * pixels]);
      const naive = await draw({ ...request, method: "naive" });
      assert.deepEqual([naive.pixelSteps, naive.matvecSteps], [pixels, depth * pixels]);
      const fixedPoint = await draw({ ...request, method: "fixed-point" });
      assert.equal(fixedPoint.matvecSteps, depth * fixedPoint.pixelSteps);
      assert.deepEqual(
        [wavefront, cached, naive, fixedPoint].map(({ multiplyAdds }) => multiplyAdds),
        [one, one, pixels * one, fixedPoint.pixelSteps * one],
      );
      assert.deepEqual(
        [wavefront, cached, naive, fixedPoint].map(({ cells }) => cells / (depth * pixels)),
        [1, 1, pixels, fixedPoint.pixelSteps],
      );
      for (const trace of [cached, naive, fixedPoint]) assert.deepEqual(trace.values.data, wavefront.values.data);
    }),
    { numRuns: 25 },
  );
});

/** Draws along a plan of any order, as the CPU engine does. */
const drawInOrder = ({ spec, weights, noise }: Omit<DrawRequest, "method">, order: Int32Array): Float32Array => {
  const [, , height, width] = noise.shape as [number, number, number, number];
  const plan = samplingPlan(spec, "wavefront", { height, width }, { order });
  const program = drawingProgram(spec, plan.graph, weights, height * width);
  const forward = new Float32Array(program.forwardSize);
  for (let i = 0; i < height * width; i++) forward[4 * i] = -1;
  const memory = { height, width, forward, backward: new Float32Array(0) };
  const run = forwardCells(program, memory);
  const logits = program.maps[program.outputs[0]!]!.value;
  for (let i = 0; i < plan.length; i++) {
    const { levels, draws } = plan.step(i);
    for (const cell of levels.flatMap((level) => [...level])) {
      run(program.maps[Math.floor(cell / (height * width))]!, cell % (height * width), 0, 1);
    }
    for (const pixel of draws) forward[4 * pixel] = forward[logits + 4 * pixel]! > noise.data[pixel]! ? 1 : -1;
  }
  return Float32Array.from({ length: height * width }, (_, i) => forward[4 * i]!);
};

test("a wavefront whose q is one too small draws another image for some seed; with the right q for none", async () => {
  const spec = stack([3, 3, 3]);
  const size = { height: 8, width: 8 };
  const order = (lambda: number): Int32Array =>
    Int32Array.from({ length: 64 }, (_, i) => 1 + (i % 8) + lambda * Math.floor(i / 8));
  let wrong = 0;
  for (let seed = 0; seed < 20; seed++) {
    const request = { spec, weights: initialWeights(spec, seed), noise: noiseFor(spec, 1, size, seed) };
    const { values } = await draw({ ...request, method: "naive" });
    assert.deepEqual(drawInOrder(request, order(2)), values.data);
    if (drawInOrder(request, order(1)).join() !== values.data.join()) wrong++;
  }
  assert.ok(wrong > 0);
});

test("dilations [2, 3] at 12×12: the measured chain has 16 steps", () => {
  const layers = [
    { kernel: 3, out: 1, activation: "tanh", dilation: 2 },
    { kernel: 3, out: 1, activation: "none", dilation: 3 },
  ];
  const spec = trainable({ kind: "pixelcnn", conditional: bernoulli, layers });
  assert.equal(samplingPlan(spec, "wavefront", { height: 12, width: 12 }).length, 16);
});

test("what is given stays, is not drawn, and shortens the wavefront; the rest is as if drawn around it", async () => {
  const spec = stack([3, 3]);
  const size = { height: 6, width: 7 };
  const weights = initialWeights(spec, 3);
  const full = await draw({ spec, weights, noise: noiseFor(spec, 1, size, 1), method: "naive" });
  const mask = Uint8Array.from({ length: 42 }, (_, i) => (i < 21 ? 1 : 0));
  const noise = noiseFor(spec, 1, size, 2);
  const traces = await Promise.all(
    SAMPLING_METHODS.map((method) => draw({ spec, weights, noise, method, known: { values: full.values, mask } })),
  );
  for (const trace of traces) {
    assert.deepEqual(trace.values.data.subarray(0, 21), full.values.data.subarray(0, 21));
    assert.deepEqual(trace.values.data, traces[0]!.values.data, trace.method);
    assert.ok(trace.drawnAt.every((step, pixel) => (step === 0) === (mask[pixel] === 1)));
  }
  assert.deepEqual([traces[0]!.pixelSteps, traces[2]!.pixelSteps], [21, 7 + 2 * 2]);
  const nothing = await draw({
    spec,
    weights,
    noise,
    method: "fixed-point",
    known: { values: full.values, mask: new Uint8Array(42).fill(1) },
  });
  assert.deepEqual([nothing.pixelSteps, nothing.cells, nothing.values.data], [0, 0, full.values.data]);
});

test("at temperature 0 every pixel takes its likelier value; noise is the same for the same seed", async () => {
  const spec = stack([3, 3]);
  const size = { height: 5, width: 5 };
  const weights = initialWeights(spec, 4);
  const cold = await draw({ spec, weights, noise: noiseFor(spec, 1, size, 1), temperature: 0, method: "wavefront" });
  const logits = referenceForward(spec, cold.values, weights).at(-1)!.data;
  cold.values.data.forEach((value, i) => assert.equal(value, logits[i]! > 0 ? 1 : -1));
  assert.deepEqual(noiseFor(spec, 1, size, 7).data, noiseFor(spec, 1, size, 7).data);
  assert.notDeepEqual(noiseFor(spec, 1, size, 7).data, noiseFor(spec, 1, size, 8).data);
});

test("requests that do not fit are refused before anything runs", async () => {
  const spec = stack([3]);
  const request = { spec, weights: initialWeights(spec, 1), noise: noiseFor(spec, 1, { height: 3, width: 3 }, 1) };
  const naive = { ...request, method: "naive" } as const;
  await assert.rejects(draw({ ...naive, temperature: -1 }), { code: "usage" });
  await assert.rejects(draw({ ...naive, noise: { shape: [1, 2, 3, 3], data: new Float32Array(18) } }), {
    code: "shape-invalid",
  });
  await assert.rejects(draw({ ...naive, known: { values: request.noise, mask: new Uint8Array(8) } }), {
    message: /the mask has 8 entries; give one for each of the 9 pixels/,
  });
  const aborted = AbortSignal.abort();
  await assert.rejects(draw(naive, { signal: aborted }), { code: "cancelled" });
});

test("an MDRNN: (H + W − 2)(d + 1) + 1 matvec steps read out of west and north, (H + W − 1)(d + 1) with a shift", async () => {
  await fc.assert(
    fc.asyncProperty(
      sizes,
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      fc.constantFrom("rnn", "lstm"),
      async (size, depth, shift, cell) => {
        const layers = Array.from({ length: depth }, () => ({ hidden: 3, cell }));
        const spec = trainable({ kind: "mdrnn", conditional: bernoulli, shift, layers });
        const { height, width } = size;
        const request = { spec, weights: initialWeights(spec, 1), noise: noiseFor(spec, 1, size, 1) };
        const [diagonal, raster] = [
          await draw({ ...request, method: "wavefront" }),
          await draw({ ...request, method: "cached" }),
        ];
        const matvecs = (pixelSteps: number): number =>
          shift ? pixelSteps * (depth + 1) : (pixelSteps - 1) * (depth + 1) + 1;
        assert.deepEqual([diagonal.pixelSteps, raster.pixelSteps], [height + width - 1, height * width]);
        assert.equal(diagonal.matvecSteps, matvecs(diagonal.pixelSteps));
        // in raster order the first pixel of a row waits for the north alone, whose cells may be there already
        assert.ok(raster.matvecSteps <= matvecs(raster.pixelSteps));
        assert.deepEqual(raster.values.data, diagonal.values.data);
        // nobody reads the last cell of a generator that is read out of its neighbours
        assert.equal(diagonal.cells, (depth + 1) * height * width - (shift ? 0 : depth));
      },
    ),
    { numRuns: 40 },
  );
});

test("three colours: every colour of a pixel is a step, and its maps are computed once", async () => {
  const spec = trainable({
    kind: "pixelcnn",
    inputs: 3,
    colourGroups: 3,
    conditional: { kind: "gaussian", sigma: 0.1, levels: 8 },
    layers: [
      { kernel: 3, out: 6, activation: "tanh" },
      { kernel: 1, out: 3, activation: "none" },
    ],
  });
  const size = { height: 4, width: 5 };
  const request = { spec, weights: initialWeights(spec, 1), noise: noiseFor(spec, 2, size, 1) };
  const traces = await Promise.all(SAMPLING_METHODS.map((method) => draw({ ...request, method })));
  for (const trace of traces) assert.deepEqual(trace.values.data, traces[0]!.values.data, trace.method);
  const byHand = drawByHand(spec, request.weights, request.noise);
  assert.ok(byHand.margin > 1e-5, "no draw may hang on rounding");
  assert.ok(maxDifference(traces[0]!.values.data, byHand.values.data) < 1e-6);
  assert.deepEqual([traces[0]!.pixelSteps, traces[1]!.pixelSteps], [60, 60]);
  // green and blue add one step each to every pixel of a row; a row waits for the pixel above and to the right
  assert.equal(traces[2]!.pixelSteps, 33);
  assert.equal(traces[1]!.cells, 2 * 60);
  const levels = new Set(traces[0]!.values.data);
  assert.ok([...levels].every((value) => Math.abs(((value + 1) * 7) / 2 - Math.round(((value + 1) * 7) / 2)) < 1e-5));
});

test("pictures of a drawing that goes on show what is drawn so far; progress counts pixel-steps", async () => {
  const spec = stack([3, 3, 3]);
  const size = { height: 24, width: 24 };
  const request = {
    spec,
    weights: initialWeights(spec, 1),
    noise: noiseFor(spec, 1, size, 1),
    method: "naive",
  } as const;
  const parts: Float32Array[] = [];
  let steps = 0;
  const trace = await draw(request, {
    onPart: (part) => void parts.push(part),
    onProgress(done, total) {
      assert.ok(done >= steps && total === 576);
      steps = done;
    },
  });
  assert.equal(steps, 576);
  assert.ok(parts.length > 1);
  for (const part of parts) {
    const drawn = part.findLastIndex((value, i) => value !== trace.values.data[i]);
    // what is not drawn yet is −1
    assert.ok(part.every((value, i) => (i > drawn ? value === trace.values.data[i] || value === -1 : true)));
  }
});

test("a drawing is planned in slices: as many as the cells that are looked at ask for", () => {
  const spec = stack([3, 3, 3, 3, 3, 3, 1]);
  for (const method of ["naive", "cached", "wavefront", "fixed-point"] as const) {
    const planning = samplingPlanInSlices(spec, method, { height: 28, width: 28 });
    let slices = 0;
    let next = planning.next();
    for (; !next.done; next = planning.next()) slices++;
    const cells = 7 * 28 * 28;
    const looked = method === "cached" || method === "wavefront" ? 2 * cells : 0;
    assert.ok(slices >= Math.floor(looked / 256) + 7, `${method}: ${slices} slices`);
    assert.deepEqual(next.value.stepOf, samplingPlan(spec, method, { height: 28, width: 28 }).stepOf);
  }
});
