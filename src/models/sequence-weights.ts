/** The weights of a recurrent net over time, named and packed as PyTorch holds them. */
import { randomUniform } from "d3-random";
import { sourceOf } from "./initialise.js";
import { checkWeights, type Shapes } from "./parameters.js";
import { gatesOf, inputsOfLayer, type SequenceSpec } from "./sequence.js";
import { sizeOf, type Tensor, type Tensors } from "./tensor.js";

/**
 * `weight_ih_l{k}` (G·H, in), `weight_hh_l{k}` (G·H, H), `bias_ih_l{k}` and `bias_hh_l{k}` (G·H), with the G = 4 gates of an
 * LSTM in the order i, f, g, o, and G = 1 for a plain RNN.
 */
export const sequenceShapes = (spec: SequenceSpec): Shapes => {
  const rows = gatesOf(spec) * spec.hidden;
  return Object.fromEntries(
    Array.from({ length: spec.layers }, (_, layer): [string, readonly number[]][] => [
      [`weight_ih_l${layer}`, [rows, inputsOfLayer(spec, layer)]],
      [`weight_hh_l${layer}`, [rows, spec.hidden]],
      [`bias_ih_l${layer}`, [rows]],
      [`bias_hh_l${layer}`, [rows]],
    ]).flat(),
  );
};

/**
 * Checks names, shapes, lengths and finiteness. A bias may be missing, which means zero.
 * @throws SweepfieldError "weights-invalid" naming the tensor.
 */
export const validateSequenceWeights = (spec: SequenceSpec, weights: Tensors): void =>
  checkWeights(spec.kind, sequenceShapes(spec), weights, (name) => name.startsWith("bias_"));

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
