import { describe } from "../models/checks.js";
import { requireConditional } from "../models/conditional.js";
import { validateWeights } from "../models/parameters.js";
import type { TrainableSpec } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { validateSpec } from "../models/validate.js";
import { invalid, nameAt, objectAt, specAt, tensorsAt, toleranceAt, type Tolerance } from "./case-parts.js";
import type { JsonObject } from "./json.js";

/** A training run from elsewhere (schema `sweepfield-training-case/1`): a model, its batches, and the loss of every step. */
export interface TrainingCase {
  readonly over: "training";
  readonly name: string;
  readonly spec: TrainableSpec;
  readonly weights: Tensors;
  /** (N, C, H, W), as the model reads them. */
  readonly batches: readonly Tensor<Float32Array>[];
  readonly optimizer: {
    readonly learningRate: number;
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly clip: number;
  };
  /** Mean nats per pixel and channel of every batch, before its step. */
  readonly losses: readonly number[];
  readonly tolerance: Tolerance;
}

/** The input that a case of two levels declares. */
const TWO_LEVELS = "two-level: 0 -> -1, 1 -> 1";
const MOST_STEPS = 10_000;

/** Reads one training case from JSON. Throws case-invalid, spec-invalid or weights-invalid with the path. */
export function trainingCase(root: JsonObject): TrainingCase {
  const name = nameAt(root["name"]);
  const spec = specAt(withConditional(root), (model) => requireConditional(validateSpec(model)));
  const weights = tensorsAt(root["weights"], "weights");
  validateWeights(spec, weights);
  const batches = listAt(root["batches"], "batches").map((batch, i) => batchAt(batch, `batches[${i}]`, spec, root));
  const losses = listAt(objectAt(root["expect"], "expect")["losses"], "expect.losses").map((loss, i) =>
    numberAt(loss, `expect.losses[${i}]`),
  );
  if (losses.length !== batches.length)
    throw invalid(`expect.losses has ${losses.length} numbers; give one for each of the ${batches.length} batches`);
  const shape = batches[0]!.shape;
  batches.forEach((batch, i) => {
    if (batch.shape.join() !== shape.join())
      throw invalid(`batches[${i}].shape is [${batch.shape.join(", ")}]; use [${shape.join(", ")}] as in batches[0]`);
  });
  return {
    over: "training",
    name,
    spec,
    weights,
    batches,
    optimizer: optimizerAt(root["optimizer"]),
    losses,
    tolerance: toleranceAt(root["tolerance"]),
  };
}

/** The model with the conditional that `loss` names, where it has none itself. */
function withConditional(root: JsonObject): unknown {
  const model = objectAt(root["model"], "model");
  const loss = root["loss"];
  if (model["conditional"] !== undefined) return model;
  if (typeof loss === "string" && /^bernoulli\b/.test(loss)) return { ...model, conditional: { kind: "bernoulli" } };
  throw invalid(`loss is ${describe(loss)}; write "bernoulli, mean nats per pixel", or give the model a conditional`);
}

function listAt(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_STEPS)
    throw invalid(`${path} is ${describe(value)}; use a list of 1 to ${MOST_STEPS}`);
  return value;
}

function numberAt(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw invalid(`${path} is ${describe(value)}; a finite number is needed`);
  return value;
}

/** A tensor, or `{shape, bits}` with one character 0 or 1 for each number. */
function batchAt(value: unknown, path: string, spec: TrainableSpec, root: JsonObject): Tensor<Float32Array> {
  const batch = objectAt(value, path);
  const tensor = batch["bits"] === undefined ? tensorAt(batch, path) : bitsAt(batch, path, root["input"]);
  if (tensor.shape.length !== 4 || tensor.shape[1] !== spec.inputs)
    throw invalid(`${path}.shape is [${tensor.shape.join(", ")}]; this model reads [N, ${spec.inputs}, H, W]`);
  return tensor;
}

const tensorAt = (batch: JsonObject, path: string): Tensor<Float32Array> => {
  const { shape, data } = tensorsAt({ batch }, path)["batch"]!;
  return { shape, data: Float32Array.from(data) };
};

function bitsAt({ shape, bits }: JsonObject, path: string, input: unknown): Tensor<Float32Array> {
  if (input !== TWO_LEVELS) throw invalid(`input is ${describe(input)}; batches of bits need "${TWO_LEVELS}"`);
  if (typeof bits !== "string") throw invalid(`${path}.bits is ${describe(bits)}; use a text of 0 and 1`);
  const wrong = bits.search(/[^01]/);
  if (wrong >= 0) throw invalid(`${path}.bits[${wrong}] is ${describe(bits[wrong])}; use 0 or 1`);
  const isShape =
    Array.isArray(shape) && shape.length === 4 && shape.every((side) => Number.isSafeInteger(side) && side >= 1);
  if (!isShape) throw invalid(`${path}.shape is ${describe(shape)}; use [N, C, H, W]`);
  if (bits.length !== sizeOf(shape as number[]))
    throw invalid(
      `${path}.bits has ${bits.length} characters; shape [${shape.join(", ")}] needs ${sizeOf(shape as number[])}`,
    );
  return { shape: shape as number[], data: Float32Array.from(bits, (bit) => (bit === "1" ? 1 : -1)) };
}

function optimizerAt(value: unknown): TrainingCase["optimizer"] {
  const optimizer = objectAt(value, "optimizer");
  if (optimizer["name"] !== "adam") throw invalid(`optimizer.name is ${describe(optimizer["name"])}; write "adam"`);
  const part = (key: string, fallback?: number): number =>
    optimizer[key] === undefined && fallback !== undefined ? fallback : numberAt(optimizer[key], `optimizer.${key}`);
  return {
    learningRate: part("learningRate"),
    beta1: part("beta1", 0.9),
    beta2: part("beta2", 0.999),
    epsilon: part("epsilon", 1e-8),
    clip: part("clip", 0),
  };
}
