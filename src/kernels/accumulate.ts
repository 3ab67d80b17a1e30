/**
 * sum[o] += Σ_i weights[i, o] · source[i] for i < 4 · inGroups and all o: the inner product of the CPU kernels.
 * Four inputs at a time, so that each partial sum is loaded and stored once for four multiply-adds.
 */
export function accumulate(
  sum: Float64Array,
  weights: Float32Array,
  weightStart: number,
  source: Float32Array,
  sourceStart: number,
  inGroups: number,
): void {
  accumulateBetween(sum, 0, sum.length, weights, weightStart, source, sourceStart, inGroups);
}

/** The same for the four channels of one out-group. */
export function accumulateGroup(
  sum: Float64Array,
  group: number,
  weights: Float32Array,
  weightStart: number,
  source: Float32Array,
  sourceStart: number,
  inGroups: number,
): void {
  accumulateBetween(sum, group * 4, group * 4 + 4, weights, weightStart, source, sourceStart, inGroups);
}

function accumulateBetween(
  sum: Float64Array,
  firstOut: number,
  lastOut: number,
  weights: Float32Array,
  weightStart: number,
  source: Float32Array,
  sourceStart: number,
  inGroups: number,
): void {
  const outSlots = sum.length;
  for (let group = 0; group < inGroups; group++) {
    const at = sourceStart + 4 * group;
    const x0 = source[at]!;
    const x1 = source[at + 1]!;
    const x2 = source[at + 2]!;
    const x3 = source[at + 3]!;
    let w = weightStart + 4 * group * outSlots + firstOut;
    for (let o = firstOut; o < lastOut; o++, w++) {
      sum[o]! +=
        x0 * weights[w]! +
        x1 * weights[w + outSlots]! +
        x2 * weights[w + 2 * outSlots]! +
        x3 * weights[w + 3 * outSlots]!;
    }
  }
}

const ACTIVATIONS = {
  none: (a: number) => a,
  relu: (a: number) => Math.max(a, 0),
  tanh: Math.tanh,
};

/** φ' from the value y = φ(a). */
export const DERIVATIVES: Readonly<Record<keyof typeof ACTIVATIONS, (y: number) => number>> = {
  none: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  tanh: (y) => 1 - y * y,
};

/** target[start + o] = φ(sum[o]). */
export function activateInto(
  activation: keyof typeof ACTIVATIONS,
  sum: Float64Array,
  target: Float32Array,
  start: number,
): void {
  const phi = ACTIVATIONS[activation];
  for (let o = 0; o < sum.length; o++) target[start + o] = phi(sum[o]!);
}
