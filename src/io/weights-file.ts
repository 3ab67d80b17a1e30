/**
 * Weights and checkpoints as safetensors: the tensors by torch's names, the spec in the metadata. A checkpoint holds Adam's
 * moments as `optimizer.m.NAME` and `optimizer.v.NAME` beside them, and in the metadata how far training went and its settings.
 */
import { SweepfieldError } from "../error.js";
import { describe } from "../models/checks.js";
import { parameterShapes, validateWeights } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { validateSpec } from "../models/validate.js";
import { isObject, parseJson, type JsonObject } from "./json.js";
import { readSafetensors, writeSafetensors } from "./safetensors.js";

export interface Checkpoint {
  readonly m: Tensors;
  readonly v: Tensors;
  /** Steps done. */
  readonly step: number;
  /** What the run was told: batch, seed, learning rate and the like. */
  readonly settings: JsonObject;
}

export interface WeightsFile {
  readonly spec: ModelSpec;
  readonly weights: Tensors;
  /** Height and width of the images that it was trained on, where the file says so. */
  readonly image?: readonly [height: number, width: number];
  /** Where training can go on; null where the file holds weights alone. */
  readonly checkpoint: Checkpoint | null;
}

const MOMENTS = ["m", "v"] as const;
const prefixOf = (moment: "m" | "v"): string => `optimizer.${moment}.`;

const prefixed = (prefix: string, tensors: Tensors): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]));

const starting = (prefix: string, tensors: Tensors): Tensors =>
  Object.fromEntries(
    Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
    ),
  );

export function writeWeights({ spec, weights, image, checkpoint }: WeightsFile): Uint8Array<ArrayBuffer> {
  const metadata = {
    format: "pt",
    schema: "sweepfield-weights/1",
    spec: JSON.stringify(spec),
    ...(image && { image: image.join("x") }),
  };
  if (!checkpoint) return writeSafetensors(weights, metadata);
  const { m, v, step, settings } = checkpoint;
  return writeSafetensors(
    { ...weights, ...prefixed(prefixOf("m"), m), ...prefixed(prefixOf("v"), v) },
    { ...metadata, step: String(step), settings: JSON.stringify(settings) },
  );
}

const invalid = (message: string): SweepfieldError => new SweepfieldError("weights-invalid", message);

/**
 * Reads weights, with the spec of the metadata or, where the file has none (torch's own), with the one that is given.
 * @throws SweepfieldError "weights-invalid" or "spec-invalid" with what is wrong and where.
 */
export function readWeights(bytes: Uint8Array, given?: ModelSpec): WeightsFile {
  const { tensors, metadata } = readSafetensors(bytes);
  const spec = given ?? specIn(metadata["spec"]);
  const weights = Object.fromEntries(Object.entries(tensors).filter(([name]) => !name.startsWith("optimizer.")));
  validateWeights(spec, weights);
  const file = { spec, weights, ...imageIn(metadata["image"]) };
  if (metadata["step"] === undefined) return { ...file, checkpoint: null };
  const [m, v] = MOMENTS.map((moment) => momentsOf(spec, prefixOf(moment), tensors)) as [Tensors, Tensors];
  const step = Number(metadata["step"]);
  if (!Number.isSafeInteger(step) || step < 0)
    throw invalid(`the step of the metadata is ${describe(metadata["step"])}; a whole number is needed`);
  const settings = parseJson(metadata["settings"] ?? "{}", "weights-invalid");
  if (!isObject(settings)) throw invalid(`the settings of the metadata are ${describe(settings)}; an object is needed`);
  return { ...file, checkpoint: { m, v, step, settings } };
}

function imageIn(text: string | undefined): Pick<WeightsFile, "image"> {
  const sides = /^(\d{1,3})x(\d{1,3})$/.exec(text ?? "");
  return sides ? { image: [Number(sides[1]), Number(sides[2])] } : {};
}

function specIn(text: string | undefined): ModelSpec {
  if (text === undefined)
    throw invalid('the file holds no spec in its metadata; write the model as JSON there, under "spec"');
  return validateSpec(parseJson(text, "spec-invalid"));
}

function momentsOf(spec: ModelSpec, prefix: string, tensors: Tensors): Tensors {
  const moments = starting(prefix, tensors);
  for (const [name, shape] of Object.entries(parameterShapes(spec))) {
    const tensor: Tensor | undefined = moments[name];
    if (!tensor) throw invalid(`the checkpoint lacks ${prefix}${name}; it cannot be resumed`);
    if (tensor.shape.join() !== shape.join() || tensor.data.length !== sizeOf(shape))
      throw invalid(`${prefix}${name} has shape (${tensor.shape.join(", ")}); this model needs (${shape.join(", ")})`);
  }
  return moments;
}
