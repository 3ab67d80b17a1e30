import { SweepfieldError } from "../error.js";
import { describe } from "../models/checks.js";
import { layerChannels } from "../models/layers.js";
import type { ModelSpec } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { validateSpec } from "../models/validate.js";
import { validateWeights } from "../models/parameters.js";
import { isObject, parseJson, type JsonObject } from "./json.js";

/** A test case from elsewhere (schema `sweepfield-case/1`): a model, what goes in, and what must come out. */
export interface ConformanceCase {
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

/** |got − want| ≤ absolute + relative·|want|. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

const invalid = (message: string): SweepfieldError => new SweepfieldError("case-invalid", message);

const MAX_RANK = 6;

/**
 * Reads one conformance case. Nothing is guessed: a wrong type, a size that does not fit, a number that is not finite
 * or an output that cannot be compared is a "case-invalid" (or "spec-invalid", "weights-invalid") error with its path.
 */
export function parseCase(text: string): ConformanceCase {
  const root = objectAt(parseJson(text, "case-invalid"), "the file");
  checkSchema(root["schema"]);
  const spec = specAt(root["model"]);
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

function checkSchema(schema: unknown): void {
  if (schema === "sweepfield-case/1") return;
  throw invalid(
    schema === "sweepfield-training-case/1"
      ? "schema is sweepfield-training-case/1, which this version does not run yet; it compares sweepfield-case/1"
      : `schema is ${describe(schema)}; write "sweepfield-case/1"`,
  );
}

function specAt(model: unknown): ModelSpec {
  try {
    return validateSpec(model);
  } catch (error) {
    throw error instanceof SweepfieldError
      ? new SweepfieldError(error.code, `model: ${error.message}`, { cause: error })
      : error;
  }
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

function checkShape(tensor: Tensor, shape: readonly number[], path: string): void {
  if (tensor.shape.join() !== shape.join())
    throw invalid(`${path}.shape is [${tensor.shape.join(", ")}]; this model and inputs.x give [${shape.join(", ")}]`);
}

function gradientsAt(value: unknown, parameters: Tensors): Tensors {
  const gradients = optionalTensors(value, "expect.gradients");
  for (const [name, gradient] of Object.entries(gradients)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined)
      throw invalid(`expect.gradients.${name} belongs to no input and no weight of the case`);
    checkShape(gradient, parameter.shape, `expect.gradients.${name}`);
  }
  return gradients;
}

function toleranceAt(value: unknown): Tolerance {
  const tolerance = objectAt(value, "tolerance");
  onlyKeys(tolerance, ["absolute", "relative"], "tolerance");
  const part = (key: "absolute" | "relative"): number => {
    const number = tolerance[key];
    if (typeof number !== "number" || !Number.isFinite(number) || number < 0)
      throw invalid(`tolerance.${key} is ${describe(number)}; use a number from 0`);
    return number;
  };
  return { absolute: part("absolute"), relative: part("relative") };
}

function nameAt(value: unknown): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > 200)
    throw invalid(`name is ${describe(value)}; use a text of 1 to 200 characters`);
  return value;
}

function objectAt(value: unknown, path: string): JsonObject {
  if (!isObject(value)) throw invalid(`${path} is ${describe(value)}; an object is needed`);
  return value;
}

function onlyKeys(object: JsonObject, known: readonly string[], path: string): void {
  const extra = Object.keys(object).find((key) => !known.includes(key));
  if (extra !== undefined)
    throw invalid(`${path} holds ${describe(extra)}, which cannot be compared; it knows ${known.join(" and ")}`);
}

function onlyTensor(value: unknown, path: string, name: string): Tensor {
  const object = objectAt(value, path);
  onlyKeys(object, [name], path);
  return tensorAt(object[name], `${path}.${name}`);
}

const optionalTensors = (value: unknown, path: string): Tensors => (value === undefined ? {} : tensorsAt(value, path));

// Object.fromEntries defines keys such as "__proto__" instead of assigning them.
const tensorsAt = (value: unknown, path: string): Tensors =>
  Object.fromEntries(
    Object.entries(objectAt(value, path)).map(([name, tensor]) => [name, tensorAt(tensor, `${path}.${name}`)]),
  );

/** A tensor `{shape, data}`, row-major, every number finite, in float64. */
function tensorAt(value: unknown, path: string): Tensor<Float64Array> {
  const { shape, data } = objectAt(value, path);
  if (!isShape(shape))
    throw invalid(
      `${path}.shape is ${Array.isArray(shape) ? `[${excerptList(shape)}]` : describe(shape)}; use 1 to ${MAX_RANK} whole numbers from 1`,
    );
  if (!Array.isArray(data))
    throw invalid(`${path}.data is ${describe(data)}; a flat list of numbers, row-major, is needed`);
  if (data.length !== sizeOf(shape))
    throw invalid(`${path}.data has ${data.length} numbers; shape [${shape.join(", ")}] needs ${sizeOf(shape)}`);
  const bad = data.findIndex((number) => typeof number !== "number" || !Number.isFinite(number));
  if (bad >= 0) throw invalid(`${path}.data[${bad}] is ${describe(data[bad])}; a finite number is needed`);
  const large = (data as number[]).findIndex((number) => !Number.isFinite(Math.fround(number)));
  if (large >= 0)
    throw invalid(`${path}.data[${large}] is ${describe(data[large])}; float32 ends at 3.4e38, use a smaller number`);
  return { shape, data: Float64Array.from(data as number[]) };
}

const isShape = (shape: unknown): shape is readonly number[] =>
  Array.isArray(shape) &&
  shape.length >= 1 &&
  shape.length <= MAX_RANK &&
  shape.every((side) => Number.isSafeInteger(side) && side >= 1);

const excerptList = (list: readonly unknown[]): string =>
  [...list.slice(0, MAX_RANK).map(describe), ...(list.length > MAX_RANK ? ["…"] : [])].join(", ");
