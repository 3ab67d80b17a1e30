import type { SequenceSpec } from "../../models/sequence.js";
import { sequenceShapes } from "../../models/sequence-weights.js";
import { sizeOf, type Tensor, type Tensors } from "../../models/tensor.js";
import type { ChannelLayout } from "../channel-layout.js";
import type { GradientProduct } from "../gradients/gpu.js";
import { partSlot } from "./program.js";
import type { SequenceProgram } from "./sequence.js";

/** The weight gradients by name, from the result of the products. Both biases get the same. */
export function sequenceGradients(spec: SequenceSpec, program: SequenceProgram, result: Float32Array): Tensors {
  const shapes = sequenceShapes(spec);
  const gradients: Record<string, Tensor<Float32Array>> = {};
  const outSlots = program.layout.groups * 4 * program.gates;
  program.layerProducts.forEach(({ input, state, bias }, l) => {
    const matrix = (name: string, from: ChannelLayout, { result: start }: GradientProduct): void => {
      const shape = shapes[name]!;
      const columns = shape[1]!;
      const data = new Float32Array(sizeOf(shape));
      for (let o = 0; o < shape[0]!; o++) {
        const slot = start + partSlot(program.layout, o);
        for (let i = 0; i < columns; i++) data[o * columns + i] = result[slot + from.slotOf[i]! * outSlots]!;
      }
      gradients[name] = { shape, data };
    };
    matrix(`weight_ih_l${l}`, l === 0 ? program.input : program.layout, input);
    matrix(`weight_hh_l${l}`, program.layout, state);
    for (const name of [`bias_ih_l${l}`, `bias_hh_l${l}`]) {
      const shape = shapes[name]!;
      const data = Float32Array.from(
        { length: shape[0]! },
        (_, o) => result[bias.result + partSlot(program.layout, o)]!,
      );
      gradients[name] = { shape, data };
    }
  });
  return gradients;
}
