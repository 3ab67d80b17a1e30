import type { GradientProduct, GradientShape } from "./gpu.js";

/** Positions whose products are added in one go: each entry of the block is loaded and stored once for all of them. */
const POSITIONS = 4;

/**
 * result[i, o] = Σ_n Σ_(r,c) source(r + dr, c + dc)[i] · δ(r, c)[o] for one tap: the CPU twin of gradients/weights.wgsl.
 * Adds the positions first … first + count − 1 (all of N · H · W in the end) to a float64 block [4 · inGroups, 4 · outGroups].
 */
export function addProduct(
  product: GradientProduct,
  shape: GradientShape,
  source: Float32Array,
  delta: Float32Array,
  block: Float64Array,
  first: number,
  count: number,
): void {
  const { height, width } = shape;
  const inSlots = product.inGroups * 4;
  const outSlots = product.outGroups * 4;
  const isBias = product.source === null;
  const inRows = isBias ? 1 : inSlots;
  const from = new Int32Array(POSITIONS);
  const deltas = new Float64Array(POSITIONS * outSlots);
  let found = 0;
  for (let position = first; position < first + count; position++) {
    const pixel = position % (height * width);
    const r = Math.floor(pixel / width) + product.dr;
    const c = (pixel % width) + product.dc;
    if (r < 0 || c < 0 || r >= height || c >= width) continue;
    const at = product.delta + position * outSlots;
    from[found] = (product.source ?? 0) + (position - pixel + r * width + c) * inSlots;
    for (let o = 0; o < outSlots; o++) deltas[found * outSlots + o] = delta[at + o]!;
    if (++found === POSITIONS) addFound();
  }
  addFound();

  function addFound(): void {
    const x = (k: number, i: number): number => (k >= found ? 0 : isBias ? 1 : source[from[k]! + i]!);
    for (let i = 0; i < inRows; i++) {
      const [x0, x1, x2, x3] = [x(0, i), x(1, i), x(2, i), x(3, i)];
      if (x0 === 0 && x1 === 0 && x2 === 0 && x3 === 0) continue;
      for (let o = 0, b = i * outSlots; o < outSlots; o++, b++) {
        block[b]! +=
          x0 * deltas[o]! +
          x1 * deltas[o + outSlots]! +
          x2 * deltas[o + 2 * outSlots]! +
          x3 * deltas[o + 3 * outSlots]!;
      }
    }
    found = 0;
  }
}
