/** The parts of which every conformance case is made, read without guessing: a wrong type or size is an error with its path. */
import { SweepfieldError } from "../error.js";
import { describe } from "../models/checks.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { isObject, type JsonObject } from "./json.js";

/** |got − want| ≤ absolute + relative·|want|. */
export interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

export const invalid = (message: string): SweepfieldError => new SweepfieldError("case-invalid", message);

const MAX_RANK = 6;

export function checkSchema(schema: unknown): void {
  if (schema === "sweepfield-case/1") return;
  throw invalid(
    schema === "sweepfield-training-case/1"
      ? "schema is sweepfield-training-case/1, a training run; this reads sweepfield-case/1"
      : `schema is ${describe(schema)}; write "sweepfield-case/1"`,
  );
}

/** The model of a case, by the validator of its kind. */
export function specAt<Spec>(model: unknown, validate: (value: unknown) => Spec): Spec {
  try {
    return validate(model);
  } catch (error) {
    throw error instanceof SweepfieldError
      ? new SweepfieldError(error.code, `model: ${error.message}`, { cause: error })
      : error;
  }
}

export function checkShape(tensor: Tensor, shape: readonly number[], path: string): void {
  if (tensor.shape.join() !== shape.join())
    throw invalid(`${path}.shape is [${tensor.shape.join(", ")}]; this model and inputs.x give [${shape.join(", ")}]`);
}

export function gradientsAt(value: unknown, parameters: Tensors): Tensors {
  const gradients = optionalTensors(value, "expect.gradients");
  for (const [name, gradient] of Object.entries(gradients)) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined)
      throw invalid(`expect.gradients.${name} belongs to no input and no weight of the case`);
    checkShape(gradient, parameter.shape, `expect.gradients.${name}`);
  }
  return gradients;
}

export function toleranceAt(value: unknown): Tolerance {
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

export function nameAt(value: unknown): string {
  if (typeof value !== "string" || value.trim() === "" || value.length > 200)
    throw invalid(`name is ${describe(value)}; use a text of 1 to 200 characters`);
  return value;
}

export function objectAt(value: unknown, path: string): JsonObject {
  if (!isObject(value)) throw invalid(`${path} is ${describe(value)}; an object is needed`);
  return value;
}

export function onlyKeys(object: JsonObject, known: readonly string[], path: string): void {
  const extra = Object.keys(object).find((key) => !known.includes(key));
  if (extra !== undefined)
    throw invalid(`${path} holds ${describe(extra)}, which cannot be compared; it knows ${known.join(" and ")}`);
}

export function onlyTensor(value: unknown, path: string, name: string): Tensor {
  const object = objectAt(value, path);
  onlyKeys(object, [name], path);
  return tensorAt(object[name], `${path}.${name}`);
}

export const optionalTensors = (value: unknown, path: string): Tensors =>
  value === undefined ? {} : tensorsAt(value, path);

// Object.fromEntries defines keys such as "__proto__" instead of assigning them.
export const tensorsAt = (value: unknown, path: string): Tensors =>
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
