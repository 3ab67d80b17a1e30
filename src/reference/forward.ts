import type { ModelSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { checkModelInputs, referenceModel } from "./models.js";

/**
 * What every layer of a model puts out on a batch of images x (N, C, H, W), in float64, each (N, K, H, W).
 * @throws SweepfieldError "shape-invalid" or "weights-invalid".
 */
export const referenceForward = (spec: ModelSpec, x: Tensor, weights: Tensors): readonly Tensor<Float64Array>[] => {
  checkModelInputs(spec, x, weights);
  return referenceModel(spec).forward(x, weights).outputs;
};

/**
 * The values of all maps, in the order of the access map, each (N, K, H, W): what the cells of a schedule compute. For a
 * plain stack these are its layers' outputs.
 * @throws SweepfieldError "shape-invalid" or "weights-invalid".
 */
export const referenceMaps = (spec: ModelSpec, x: Tensor, weights: Tensors): readonly Tensor<Float64Array>[] => {
  checkModelInputs(spec, x, weights);
  return referenceModel(spec).forward(x, weights).maps;
};
