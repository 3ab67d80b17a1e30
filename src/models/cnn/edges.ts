/** How many (output, tap) pairs of a window read inside the image, exactly, at any size: no loop over what the text asks for. */

/** Σ_{i<n} ⌊(a·i + b) / m⌋ in O(log m), as Euclid's algorithm runs (Graham, Knuth, Patashnik, "Concrete Mathematics", §3.5). a, b ≥ 0. */
const floorSum = (n: bigint, m: bigint, a: bigint, b: bigint): bigint => {
  let [count, modulus, slope, offset, sum] = [n, m, a, b, 0n];
  for (;;) {
    sum += ((count * (count - 1n)) / 2n) * (slope / modulus) + count * (offset / modulus);
    slope %= modulus;
    offset %= modulus;
    const top = slope * count + offset;
    if (top < modulus) return sum;
    count = top / modulus;
    offset = top % modulus;
    [modulus, slope] = [slope, modulus];
  }
};

const clamp = (value: bigint, low: bigint, high: bigint): bigint => (value < low ? low : value > high ? high : value);
const floorDiv = (a: bigint, b: bigint): bigint => (a < 0n ? -((b - 1n - a) / b) : a / b);

/** Pairs (o, t), 0 ≤ o < outputs and 0 ≤ t < taps, with stride·o + dilation·t ≤ x. */
const pairsUpTo = (x: bigint, outputs: bigint, taps: bigint, stride: bigint, dilation: bigint): bigint => {
  if (x < 0n) return 0n;
  const reached = clamp(x / dilation + 1n, 0n, taps);
  /** Taps that every output has. */
  const full = clamp(floorDiv(x - stride * (outputs - 1n), dilation) + 1n, 0n, reached);
  const partial = reached - full;
  return full * outputs + partial + floorSum(partial, stride, dilation, x - dilation * (reached - 1n));
};

export interface Axis {
  readonly size: bigint;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1; not positive where the kernel does not fit. With `ceil`, windows that start inside count too, as in PyTorch. */
export const outputSize = ({ size, kernel, stride, padding, dilation }: Axis, ceil = false): bigint => {
  const [k, s, p, d] = [kernel, stride, padding, dilation].map(BigInt) as [bigint, bigint, bigint, bigint];
  const room = size + 2n * p - d * (k - 1n) - 1n;
  if (room < 0n) return 0n;
  if (!ceil) return room / s + 1n;
  const outputs = (room + s - 1n) / s + 1n;
  return (outputs - 1n) * s >= size + p ? outputs - 1n : outputs;
};

/** (output, tap) pairs along one axis whose tap lies in the image. */
export const livePairs = (axis: Axis, outputs: bigint): bigint => {
  const [k, s, p, d] = [axis.kernel, axis.stride, axis.padding, axis.dilation].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return pairsUpTo(p + axis.size - 1n, outputs, k, s, d) - pairsUpTo(p - 1n, outputs, k, s, d);
};
