import { describe, fields, integer, invalid } from "../checks.js";
import { layersOfJson } from "./json.js";
import { MAX_NUMBER, type InputSize, type Layer } from "./layers.js";
import { parseLayers } from "./parse.js";

/** { "kind": "cnn", "input": [3, 224, 224], "layers": "Conv3-64, MaxPool, …" }, the layers as a text or as objects (json.ts). */
export interface CnnSpec {
  readonly kind: "cnn";
  /** (C, H, W) */
  readonly input: InputSize;
  readonly layers: readonly Layer[];
}

export const isCnnKind = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "kind" in value && value.kind === "cnn";

/** A spec read from JSON. @throws SweepfieldError that names the path and the fix. */
export const validateCnn = (value: unknown): CnnSpec => {
  const own = fields(value, "cnn", ["kind", "input", "layers"]);
  if (own.get("kind") !== "cnn") throw invalid(`cnn.kind is ${describe(own.get("kind"))}; use "cnn"`);
  const text = own.get("layers");
  if (typeof text !== "string")
    return { kind: "cnn", input: inputOf(own.get("input")), layers: layersOfJson(text, "cnn.layers") };
  return cnnOf(text, own.has("input") ? inputOf(own.get("input")) : null, "cnn.layers");
};

const inputOf = (value: unknown): InputSize => {
  if (!Array.isArray(value) || value.length !== 3)
    throw invalid(`cnn.input is ${describe(value)}; use [channels, height, width], such as [3, 224, 224]`);
  const [channels, height, width] = value.map((side, i) => integer(side, `cnn.input[${i}]`, 1, MAX_NUMBER)) as [
    number,
    number,
    number,
  ];
  return [channels, height, width];
};

/**
 * A net from the notation. `input` goes before what "Image…" says. Errors begin with `where`.
 * @throws SweepfieldError with line, column and fix.
 */
export const cnnOf = (text: string, input: InputSize | null, where = "layers"): CnnSpec => {
  const parsed = parseLayers(text, where);
  const size = input ?? parsed.input;
  if (size === null) throw invalid(`${where}: the size of the image is missing; give it, or begin with Image224x224x3`);
  return { kind: "cnn", input: size, layers: parsed.layers };
};
