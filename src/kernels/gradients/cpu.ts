import type { GradientProduct, GradientShape } from "./gpu.js";

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
  for (let position = first; position < first + count; position++) {
    const pixel = position % (height * width);
    const r = Math.floor(pixel / width) + product.dr;
    const c = (pixel % width) + product.dc;
    if (r < 0 || c < 0 || r >= height || c >= width) continue;
    const from = (product.source ?? 0) + (position - pixel + r * width + c) * inSlots;
    const at = product.delta + position * outSlots;
    for (let i = 0; i < (product.source === null ? 1 : inSlots); i++) {
      const x = product.source === null ? 1 : source[from + i]!;
      if (x === 0) continue;
      for (let o = 0; o < outSlots; o++) block[i * outSlots + o]! += x * delta[at + o]!;
    }
  }
}
