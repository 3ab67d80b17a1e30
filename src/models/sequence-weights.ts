/** The weights of a recurrent net over time, named and packed as PyTorch holds them. */
import { checkWeights, type Shapes } from "./parameters.js";
import { gatesOf, inputsOfLayer, type SequenceSpec } from "./sequence.js";
import type { Tensors } from "./tensor.js";

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
