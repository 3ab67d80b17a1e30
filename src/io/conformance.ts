import { layerChannels } from "../models/layers.js";
import { validateWeights } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { validateSpec } from "../models/validate.js";
import {
  checkSchema,
  checkShape,
  gradientsAt,
  invalid,
  nameAt,
  objectAt,
  onlyKeys,
  onlyTensor,
  optionalTensors,
  specAt,
  tensorsAt,
  toleranceAt,
  type Tolerance,
} from "./case-parts.js";
import { parseJson, type JsonObject } from "./json.js";

export type { Tolerance } from "./case-parts.js";

/** A test case from elsewhere (schema `sweepfield-case/1`): a model, what goes in, and what must come out. */
export interface ConformanceCase {
  readonly over: "image";
  readonly name: string;
  readonly spec: ModelSpec;
  /** (N, C, H, W). */
  readonly x: Tensor;
  readonly weights: Tensors;
  /** `y`: the activations of the last layer, (N, K, H, W). */
  readonly outputs: Readonly<Record<"y", Tensor>>;
  /** The expected gradients of Σ outputGradients ⊙ outputs; empty where the case has none. */
  readonly gradients: Tensors;
  readonly outputGradients: Tensors;
  readonly tolerance: Tolerance;
}

/**
 * Reads one conformance case. Nothing is guessed: a wrong type, a size that does not fit, a number that is not finite
 * or an output that cannot be compared is a "case-invalid" (or "spec-invalid", "weights-invalid") error with its path.
 */
export const parseCase = (text: string): ConformanceCase =>
  imageCase(objectAt(parseJson(text, "case-invalid"), "the file"));

/** The same from JSON that is read already. */
export function imageCase(root: JsonObject): ConformanceCase {
  checkSchema(root["schema"]);
  const spec = specAt(root["model"], validateSpec);
  const name = nameAt(root["name"]);
  const x = onlyTensor(root["inputs"], "inputs", "x");
  checkInput(spec, x);
  const weights = tensorsAt(root["weights"], "weights");
  validateWeights(spec, weights);
  const expect = objectAt(root["expect"], "expect");
  onlyKeys(expect, ["outputs", "gradients"], "expect");
  const y = onlyTensor(expect["outputs"], "expect.outputs", "y");
  checkShape(y, outputShape(spec, x), "expect.outputs.y");
  const outputGradients = optionalTensors(root["outputGradients"], "outputGradients");
  if (outputGradients["y"] !== undefined) checkShape(outputGradients["y"], y.shape, "outputGradients.y");
  return {
    over: "image",
    name,
    spec,
    x,
    weights,
    outputs: { y },
    gradients: gradientsAt(expect["gradients"], { x, ...weights }),
    outputGradients,
    tolerance: toleranceAt(root["tolerance"]),
  };
}

const outputShape = (spec: ModelSpec, x: Tensor): readonly number[] => [
  x.shape[0]!,
  layerChannels(spec).at(-1)!.outputs,
  x.shape[2]!,
  x.shape[3]!,
];

function checkInput(spec: ModelSpec, x: Tensor): void {
  if (x.shape.length !== 4 || x.shape[1] !== spec.inputs)
    throw invalid(`inputs.x.shape is [${x.shape.join(", ")}]; this model reads [N, ${spec.inputs}, H, W]`);
}
