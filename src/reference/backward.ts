import { SweepfieldError } from "../error.js";
import { layerChannels } from "../models/layers.js";
import { parameterShapes } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { checkModelInputs, referenceModel } from "./models.js";
import type { ReferenceGradients } from "./result.js";

export type { ReferenceGradients } from "./result.js";

/**
 * The gradients of Σ outputGradient ⊙ (output of the last layer), in float64: those of `x` and of every weight by name, and
 * the deltas dL/da of all maps. A tap that is masked gets exactly 0, and so does relu at 0.
 * @throws SweepfieldError "shape-invalid" or "weights-invalid".
 */
export const referenceBackward = (
  spec: ModelSpec,
  x: Tensor,
  weights: Tensors,
  outputGradient: Tensor,
): ReferenceGradients => {
  checkModelInputs(spec, x, weights);
  const [images, , height, width] = x.shape;
  const want = [images, layerChannels(spec).at(-1)!.outputs, height, width];
  if (outputGradient.shape.join() !== want.join()) {
    throw new SweepfieldError(
      "shape-invalid",
      `the output's gradient has shape (${outputGradient.shape.join(", ")}); use (${want.join(", ")})`,
    );
  }
  const { gradients, deltas } = referenceModel(spec).backward(x, weights, outputGradient);
  const names = ["x", ...Object.keys(parameterShapes(spec))];
  return { gradients: Object.fromEntries(names.map((name) => [name, gradients[name]!])), deltas };
};
