import { SweepfieldError } from "../error.js";
import { validateWeights } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { referenceMdrnn } from "./mdrnn.js";
import { referencePixelCnn } from "./pixelcnn.js";

/**
 * The activations of every layer of a model on a batch of images x (N, C, H, W), in float64, each (N, K, H, W).
 * @throws SweepfieldError "shape-invalid" or "weights-invalid".
 */
export const referenceForward = (spec: ModelSpec, x: Tensor, weights: Tensors): readonly Tensor<Float64Array>[] => {
  if (x.shape.length !== 4 || x.shape[1] !== spec.inputs || sizeOf(x.shape) !== x.data.length) {
    throw new SweepfieldError("shape-invalid", `x has shape (${x.shape.join(", ")}); use (N, ${spec.inputs}, H, W)`);
  }
  validateWeights(spec, weights);
  return spec.kind === "pixelcnn" ? referencePixelCnn(spec, x, weights) : referenceMdrnn(spec, x, weights);
};
