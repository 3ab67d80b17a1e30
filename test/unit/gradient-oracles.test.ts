import assert from "node:assert/strict";
import { test } from "node:test";
import { mdrnn } from "../../src/models/presets.js";
import type { Tensor, Tensors } from "../../src/models/tensor.js";
import { referenceBackward } from "../../src/reference/backward.js";
import { referenceForward } from "../../src/reference/forward.js";
import { filler, imageOf, maxDifference, oracles, transpose } from "./oracles.js";

const nchw = (map: Tensor): Tensor<Float64Array> =>
  transpose({ shape: [1, ...map.shape], data: map.data }, [0, 3, 1, 2]);
const dot = (a: Tensor, b: Tensor): number => Array.from(a.data).reduce((sum, value, i) => sum + value * b.data[i]!, 0);

test("F3: the gradients of the two-layer MDRNN of F2", () => {
  const fill = filler();
  const x = nchw(fill(2, [3, 4, 2]));
  const weights: Record<string, Tensor> = {};
  for (const layer of [0, 1]) {
    // The oracle multiplies row vectors, a = x W: its matrices are (in, out).
    for (const name of ["w_in", "w_west", "w_north"]) {
      weights[`layers.${layer}.${name}`] = transpose(fill(2, [2, 2]), [1, 0]);
    }
  }
  const v = nchw(fill(1, [3, 4, 2]));
  const spec = mdrnn({ depth: 2, channels: 2, inputs: 2 });
  assert.ok(Math.abs(dot(referenceForward(spec, x, weights)[1]!, v) - oracles.F2.expected.loss) < 1e-10);
  const { gradients } = referenceBackward(spec, x, weights, v);
  const want = oracles.F3.expected;
  assert.ok(maxDifference(gradients["x"]!.data, imageOf(want.dX).data) < 1e-10);
  for (const layer of [1, 2] as const) {
    for (const [name, key] of [
      ["w_in", "Wi"],
      ["w_west", "Ww"],
      ["w_north", "Wn"],
    ] as const) {
      const got = transpose(gradients[`layers.${layer - 1}.${name}`]!, [1, 0]);
      assert.ok(maxDifference(got.data, want[`d${key}_l${layer}`].flat()) < 1e-10, `${name} of layer ${layer}`);
    }
  }
});

test("F6: MDLSTM, values and gradients", () => {
  const fill = filler();
  const x = nchw(fill(2, [3, 4, 2]));
  const weights: Tensors = {
    "layers.0.w_in": fill(2, [10, 2]),
    "layers.0.w_west": fill(2, [10, 2]),
    "layers.0.w_north": fill(2, [10, 2]),
    "layers.0.bias": fill(1, [10]),
  };
  const v = nchw(fill(1, [3, 4, 2]));
  const spec = mdrnn({ depth: 1, channels: 2, inputs: 2, cell: "lstm" });
  const [h] = referenceForward(spec, x, weights);
  const want = oracles.F6.expected;
  assert.ok(maxDifference(h!.data, imageOf(want.h).data) < 1e-10);
  assert.ok(Math.abs(dot(h!, v) - want.loss) < 1e-10);
  const { gradients } = referenceBackward(spec, x, weights, v);
  const abs = (name: string): number =>
    Array.from(gradients[`layers.0.${name}`]!.data).reduce((sum, value) => sum + Math.abs(value), 0);
  assert.ok(maxDifference(gradients["layers.0.bias"]!.data, want.db) < 1e-10);
  assert.ok(maxDifference([gradients["x"]!.data[0]!, gradients["x"]!.data[12]!], want.dX_00) < 1e-10);
  const sums = [abs("w_in"), abs("w_west"), abs("w_north")];
  assert.ok(maxDifference(sums, [want.dA_abs, want.dRW_abs, want.dRN_abs]) < 1e-10);
});

test("F5: the corner-to-corner gradient of a linear MDRNN counts the paths, C(H + W − 2, H − 1) wᴴ⁺ᵂ⁻²", () => {
  const cornerToCorner = (height: number, width: number, w: number): number => {
    const one = mdrnn({ depth: 1, channels: 1 });
    const spec = { ...one, layers: [{ hidden: 1, cell: "rnn" as const, activation: "relu" as const }] };
    const scalar = (value: number): Tensor => ({ shape: [1, 1], data: Float64Array.of(value) });
    const weights = {
      "layers.0.w_in": scalar(1),
      "layers.0.w_west": scalar(w),
      "layers.0.w_north": scalar(w),
    };
    const shape = [1, 1, height, width];
    const v = new Float64Array(height * width);
    v[height * width - 1] = 1;
    const x = { shape, data: new Float64Array(height * width).fill(1) };
    return referenceBackward(spec, x, weights, { shape, data: v }).deltas[0]!.data[0]!;
  };
  const { H5W7, n32_square } = oracles.F5.expected;
  for (const [w, want] of Object.entries(H5W7)) {
    assert.ok(Math.abs(cornerToCorner(5, 7, Number(w)) - want) < 1e-9, `w = ${w}`);
  }
  for (const [w, want] of Object.entries(n32_square)) {
    assert.ok(Math.abs(cornerToCorner(32, 32, Number(w)) / want - 1) < 1e-7, `w = ${w}`);
  }
});
