import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { runOnGpu } from "../../src/engine/gpu-run.js";
import type { RunInputs } from "../../src/engine/run.js";
import { parseCase } from "../../src/io/conformance.js";
import { initialWeights } from "../../src/models/initialise.js";
import { layerChannels } from "../../src/models/layers.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { referenceBackward } from "../../src/reference/backward.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import type { Trace } from "../../src/trace/trace.js";
import { image, maxAbsDifference } from "./compare.js";
import { session } from "./session.js";
import { imageSizes, modelSpecs } from "./specs.js";

const sizeOfInput = ({ x }: RunInputs) => ({ height: x.shape[2]!, width: x.shape[3]! });

const onBoth = async (spec: ModelSpec, inputs: RunInputs, name = schedulesFor(spec)[0]!): Promise<readonly Trace[]> => {
  const schedule = scheduleFor(spec, name, sizeOfInput(inputs));
  return [await runOnGpu(session, spec, schedule, inputs), await runOnCpu(spec, schedule, inputs)];
};

const inputsFor = (
  spec: ModelSpec,
  shape: { batch: number; height: number; width: number },
  seed: number,
): RunInputs => ({
  x: image([shape.batch, spec.inputs, shape.height, shape.width]),
  weights: initialWeights(spec, seed),
  outputGradient: image([shape.batch, layerChannels(spec).at(-1)!.outputs, shape.height, shape.width]),
});

test("the gradients of every model agree with the float64 reference, under every schedule", async () => {
  await fc.assert(
    fc.asyncProperty(modelSpecs, imageSizes, fc.nat(1000), async (spec, size, seed) => {
      const inputs = inputsFor(spec, size, seed);
      const want = referenceBackward(spec, inputs.x, inputs.weights, inputs.outputGradient!).gradients;
      for (const name of schedulesFor(spec)) {
        for (const trace of await onBoth(spec, inputs, name)) {
          const got = await trace.backward!.gradients();
          assert.deepEqual(Object.keys(got).sort(), Object.keys(want).sort());
          for (const [tensor, { data, shape }] of Object.entries(want)) {
            assert.deepEqual(got[tensor]!.shape, shape);
            const scale = Math.max(1, ...Array.from(data, Math.abs));
            const error = maxAbsDifference(got[tensor]!.data, data) / scale;
            assert.ok(error < 3e-5, `${trace.device} ${name} ${tensor} differs by ${error} of ${scale}`);
          }
          trace.release();
        }
      }
    }),
    { numRuns: 30 },
  );
});

/**
 * ⟨v, J u⟩ = ⟨Jᵀ v, u⟩ for the input of any model, J u from central differences of the CPU engine: a witness that needs no
 * written backward pass.
 */
test("dot products: the backward pass of every model is the transpose of its forward pass", async () => {
  const step = 1e-2;
  await fc.assert(
    fc.asyncProperty(modelSpecs, imageSizes, fc.nat(1000), async (spec, size, seed) => {
      // a kink makes a difference quotient meaningless
      const kinked =
        (spec.kind === "pixelcnn" || spec.kind === "mdrnn") &&
        spec.layers.some((layer) => "activation" in layer && layer.activation === "relu");
      fc.pre(!kinked);
      const inputs = inputsFor(spec, size, seed);
      const u = image(inputs.x.shape).data.map((value, i) => value * (i % 3 === 0 ? 1 : -0.5));
      const top = layerChannels(spec).length - 1;
      const outputAt = async (factor: number): Promise<Float32Array> => {
        const data = Float32Array.from(inputs.x.data, (value, i) => value + factor * u[i]!);
        const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, sizeOfInput(inputs));
        const moved = { x: { shape: inputs.x.shape, data }, weights: inputs.weights };
        return (await (await runOnCpu(spec, schedule, moved)).activations(top)).data;
      };
      const [before, after] = [await outputAt(-step), await outputAt(step)];
      const v = inputs.outputGradient!.data;
      const left = after.reduce((sum, value, i) => sum + (v[i]! * (value - before[i]!)) / (2 * step), 0);
      for (const trace of await onBoth(spec, inputs)) {
        const xBar = (await trace.backward!.gradients())["x"]!.data;
        const right = u.reduce((sum, value, i) => sum + value * xBar[i]!, 0);
        assert.ok(Math.abs(left - right) < 2e-3 * (1 + Math.abs(left)), `${trace.device}: ${left} against ${right}`);
        trace.release();
      }
    }),
    { numRuns: 30 },
  );
});

test("conformance cases from PyTorch: outputs and gradients on the GPU and on the CPU", async () => {
  const folder = new URL("../fixtures/cases/", import.meta.url);
  const files = readdirSync(folder).filter((file) => /^(pixelcnn|gated|mdrnn|mdlstm)-.*\.json$/.test(file));
  assert.ok(files.length >= 10, files.join());
  for (const file of files) {
    const content = parseCase(readFileSync(new URL(file, folder), "utf8"));
    const { spec, x, weights, outputs, gradients, outputGradients, tolerance } = content;
    assert.ok(Object.keys(gradients).length > 2);
    for (const trace of await onBoth(spec, { x, weights, outputGradient: outputGradients["y"]! })) {
      const y = await trace.activations(layerChannels(spec).length - 1);
      const got = { y, ...(await trace.backward!.gradients()) };
      for (const [name, want] of Object.entries({ ...outputs, ...gradients })) {
        want.data.forEach((value, i) => {
          const allowed = tolerance.absolute + tolerance.relative * Math.abs(value);
          assert.ok(Math.abs(got[name as "y"].data[i]! - value) <= allowed, `${file} ${trace.device} ${name}[${i}]`);
        });
      }
    }
  }
});

test("masked taps have no gradient", async () => {
  const spec = pixelCnn({ depth: 2, channels: 6, inputs: 3, colourGroups: 3, kernel: 5 });
  const inputs = inputsFor(spec, { batch: 1, height: 6, width: 5 }, 1);
  for (const trace of await onBoth(spec, inputs)) {
    const gradients = await trace.backward!.gradients();
    for (let layer = 0; layer < 2; layer++) {
      const name = `layers.${layer}.weight`;
      inputs.weights[name]!.data.forEach((weight, i) => {
        if (weight === 0) assert.equal(gradients[name]!.data[i], 0, `${name}[${i}] is masked`);
      });
      assert.ok(gradients[name]!.data.some((value) => value !== 0));
    }
  }
});

test("weight gradients over many positions add up in chunks: 33 wide, a batch, odd channels", async () => {
  for (const spec of [pixelCnn({ depth: 2, channels: 5 }), mdrnn({ depth: 2, channels: 5, cell: "lstm" })]) {
    const inputs = inputsFor(spec, { batch: 3, height: 9, width: 33 }, 2);
    const want = referenceBackward(spec, inputs.x, inputs.weights, inputs.outputGradient!).gradients;
    for (const trace of await onBoth(spec, inputs)) {
      for (const [name, { data }] of Object.entries(await trace.backward!.gradients())) {
        const scale = Math.max(1, ...Array.from(want[name]!.data, Math.abs));
        assert.ok(maxAbsDifference(data, want[name]!.data) / scale < 3e-5, `${trace.device} ${name}`);
      }
    }
  }
});

test("what cannot be differentiated is refused before any GPU work, with its place", async () => {
  const spec = mdrnn({ depth: 1, channels: 2 });
  const inputs = inputsFor(spec, { batch: 1, height: 3, width: 3 }, 1);
  const schedule = scheduleFor(spec, "pipelined", { height: 3, width: 3 });
  const wrongShape = { ...inputs, outputGradient: image([1, 3, 3, 3]) };
  await assert.rejects(runOnGpu(session, spec, schedule, wrongShape), {
    code: "shape-invalid",
    message: /gradient of the output/,
  });
  for (const bad of [NaN, Infinity]) {
    const x = { shape: inputs.x.shape, data: inputs.x.data.map((value, i) => (i === 5 ? bad : value)) };
    await assert.rejects(runOnGpu(session, spec, schedule, { ...inputs, x }), {
      code: "shape-invalid",
      message: /x is (NaN|Infinity) at \[0, 0, 1, 2\]/,
    });
  }
});
