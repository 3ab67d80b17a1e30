import { validateSequenceSpec, type SequenceSpec } from "../models/sequence.js";
import { validateSequenceWeights } from "../models/sequence-weights.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import {
  checkSchema,
  checkShape,
  gradientsAt,
  invalid,
  nameAt,
  objectAt,
  onlyKeys,
  optionalTensors,
  specAt,
  tensorsAt,
  toleranceAt,
  type Tolerance,
} from "./case-parts.js";
import type { JsonObject } from "./json.js";

/** A case of a recurrent net over time (schema `sweepfield-case/1`), in torch's shapes. */
export interface SequenceCase {
  readonly over: "time";
  readonly name: string;
  readonly spec: SequenceSpec;
  /** x (T, N, I), perhaps h0 and c0 (layers, N, H), and the weights. */
  readonly inputs: { readonly x: Tensor; readonly h0?: Tensor; readonly c0?: Tensor; readonly weights: Tensors };
  /** y (T, N, H) and perhaps hT and cT (layers, N, H). */
  readonly outputs: Tensors;
  /** The expected gradients of Σ outputGradients ⊙ outputs; empty where the case has none. */
  readonly gradients: Tensors;
  readonly outputGradients: { readonly y?: Tensor; readonly hT?: Tensor; readonly cT?: Tensor };
  readonly tolerance: Tolerance;
}

/** Reads a case whose model runs over time. Throws "case-invalid", "spec-invalid" or "weights-invalid" with the path. */
export function sequenceCase(root: JsonObject): SequenceCase {
  checkSchema(root["schema"]);
  const spec = specAt(root["model"], validateSequenceSpec);
  const name = nameAt(root["name"]);
  const { x, ...states } = tensorsAt(root["inputs"], "inputs");
  if (x === undefined) throw invalid(`inputs.x is missing; this model reads [T, N, ${spec.inputs}]`);
  if (x.shape.length !== 3 || x.shape[2] !== spec.inputs)
    throw invalid(`inputs.x.shape is [${x.shape.join(", ")}]; this model reads [T, N, ${spec.inputs}]`);
  const [steps = 1, batch = 1] = x.shape;
  const state = [spec.layers, batch, spec.hidden];
  const isLstm = spec.kind === "lstm";
  const results = { y: [steps, batch, spec.hidden], hT: state, ...(isLstm && { cT: state }) };
  checkAll(states, { h0: state, ...(isLstm && { c0: state }) }, "inputs");
  const weights = tensorsAt(root["weights"], "weights");
  validateSequenceWeights(spec, weights);
  const expect = objectAt(root["expect"], "expect");
  onlyKeys(expect, ["outputs", "gradients"], "expect");
  const outputs = tensorsAt(expect["outputs"], "expect.outputs");
  checkAll(outputs, results, "expect.outputs");
  if (Object.keys(outputs).length === 0) throw invalid("expect.outputs is empty; give y, hT or cT");
  const outputGradients = optionalTensors(root["outputGradients"], "outputGradients");
  checkAll(outputGradients, results, "outputGradients");
  return {
    over: "time",
    name,
    spec,
    inputs: { x, ...states, weights },
    outputs,
    gradients: gradientsAt(expect["gradients"], { x, ...states, ...weights }),
    outputGradients,
    tolerance: toleranceAt(root["tolerance"]),
  };
}

/** Every tensor is one of these, with its shape. */
function checkAll(tensors: Tensors, shapes: Readonly<Record<string, readonly number[]>>, path: string): void {
  onlyKeys(tensors, Object.keys(shapes), path);
  for (const [name, tensor] of Object.entries(tensors)) checkShape(tensor, shapes[name]!, `${path}.${name}`);
}
