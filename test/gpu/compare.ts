import assert from "node:assert/strict";
import type { ModelSpec } from "../../src/models/spec.js";
import type { Tensor } from "../../src/models/tensor.js";
import { referenceForward } from "../../src/reference/forward.js";
import type { RunInputs } from "../../src/engine/run.js";
import type { Trace } from "../../src/trace/trace.js";

/** Seeded values in [−1, 1]: g(n) of the oracles, doubled. */
export const image = (shape: readonly number[]): Tensor<Float32Array> => ({
  shape,
  data: Float32Array.from(
    { length: shape.reduce((product, n) => product * n, 1) },
    (_, n) => 2 * (((n * n * 7919 + n * 104729 + 12345) % 65537) / 65537 - 0.5),
  ),
});

export const maxAbsDifference = (got: ArrayLike<number>, want: ArrayLike<number>): number => {
  assert.equal(got.length, want.length);
  let most = 0;
  // a NaN must not pass as "no difference"
  for (let i = 0; i < got.length; i++)
    most = Math.max(most, Math.abs(got[i]! - want[i]!) || (got[i] === want[i] ? 0 : Infinity));
  return most;
};

/** The largest difference between a trace and the float64 reference, over all layers. */
export async function maxReferenceError(trace: Trace, spec: ModelSpec, { x, weights }: RunInputs): Promise<number> {
  const expected = referenceForward(spec, x, weights);
  let most = 0;
  for (let l = 0; l < expected.length; l++) {
    const got = await trace.activations(l);
    assert.deepEqual(got.shape, expected[l]!.shape);
    most = Math.max(most, maxAbsDifference(got.data, expected[l]!.data));
  }
  return most;
}
