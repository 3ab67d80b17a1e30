import { randomUniform } from "d3-random";
import { sourceOf } from "./initialise.js";
import type { SequenceSpec } from "./sequence.js";
import { sequenceShapes } from "./sequence-weights.js";
import { sizeOf, type Tensor, type Tensors } from "./tensor.js";

/**
 * Seeded weights as torch initialises them, uniform in ±1/√H, biases too (float32). `forgetBias` is added to b_ih of the
 * forget gates: 1 or 2 is the practical form of "forget gate close to 1" (Jozefowicz et al. 2015).
 */
export const initialSequenceWeights = (
  spec: SequenceSpec,
  seed: number,
  { forgetBias = 0 }: { readonly forgetBias?: number } = {},
): Tensors => {
  const limit = 1 / Math.sqrt(spec.hidden);
  const weights: Record<string, Tensor<Float32Array>> = {};
  for (const [name, shape] of Object.entries(sequenceShapes(spec))) {
    const draw = randomUniform.source(sourceOf(seed, name))(-limit, limit);
    const data = Float32Array.from({ length: sizeOf(shape) }, draw);
    if (spec.kind === "lstm" && name.startsWith("bias_ih")) {
      for (let k = spec.hidden; k < 2 * spec.hidden; k++) data[k]! += forgetBias;
    }
    weights[name] = { shape, data };
  }
  return weights;
};
