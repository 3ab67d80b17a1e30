import type { Tensor, Tensors } from "../../models/tensor.js";
import { partSlot, weightIndex, type CellProgram } from "./program.js";

/** The gradients by name, from the result of the products: the taps of one weight tensor put back in their places. */
export function unpackGradients(
  program: CellProgram,
  shapes: Readonly<Record<string, readonly number[]>>,
  result: Float32Array,
  dilationOf: (layer: number) => number = () => 1,
): Tensors {
  const gradients: Record<string, Tensor<Float32Array>> = {};
  for (const product of program.products) {
    const shape = shapes[product.name];
    if (!shape) continue;
    const tensor = (gradients[product.name] ??= { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
    const map = program.maps[product.map]!;
    const outSlots = product.outGroups * 4;
    const { tap } = product;
    if (!tap) {
      for (let o = 0; o < shape[0]!; o++) tensor.data[o]! += result[product.result + partSlot(map.layout, o)]!;
      continue;
    }
    const from = tap.map < 0 ? program.input : program.maps[tap.map]!.layout;
    const index = weightIndex(shape, tap, dilationOf(map.layer));
    for (let o = 0; o < shape[0]!; o++) {
      for (let i = 0; i < shape[1]!; i++) {
        tensor.data[index(o, i)]! += result[product.result + partSlot(from, i) * outSlots + partSlot(map.layout, o)]!;
      }
    }
  }
  return gradients;
}
