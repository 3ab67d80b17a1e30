/** From unknown JSON to a ModelSpec: defaults filled, everything else rejected by path, with the fix. */
import { describe, fields, integer, invalid, list, odd, oneOf } from "./checks.js";
import { nearest } from "./nearest.js";
import type { MaskedConvLayer, MdrnnLayer, MdrnnSpec, ModelSpec, PixelCnnSpec } from "./spec.js";

/** The largest values a spec may hold; a device may allow less. */
export const LIMITS = { kernel: 31, channels: 1024, depth: 256, dilation: 64 } as const;

/** Keys of the specification that a later version reads, with what to do until then. */
const LATER = { conditional: "leave it out" };

const convLayer = (value: unknown, path: string, index: number): MaskedConvLayer => {
  const layer = fields(value, path, ["kernel", "mask", "out", "activation", "dilation"]);
  return {
    kernel: odd(layer.get("kernel"), `${path}.kernel`, LIMITS.kernel),
    mask: oneOf(layer.get("mask"), `${path}.mask`, ["A", "B"], index === 0 ? "A" : "B"),
    out: integer(layer.get("out"), `${path}.out`, 1, LIMITS.channels),
    activation: oneOf(layer.get("activation"), `${path}.activation`, ["none", "relu", "tanh"], "relu"),
    dilation: integer(layer.get("dilation"), `${path}.dilation`, 1, LIMITS.dilation, 1),
  };
};

const pixelCnnSpec = (value: unknown): PixelCnnSpec => {
  const spec = fields(value, "spec", ["kind", "inputs", "colourGroups", "context", "layers"], LATER);
  const result: PixelCnnSpec = {
    kind: "pixelcnn",
    inputs: integer(spec.get("inputs"), "inputs", 1, LIMITS.channels, 1),
    colourGroups: oneOf(spec.get("colourGroups"), "colourGroups", [1, 3], 1),
    context: oneOf(spec.get("context"), "context", ["raster", "quadrant"], "raster"),
    layers: list(spec.get("layers"), "layers", LIMITS.depth, convLayer),
  };
  if (result.colourGroups === 3) requireColours(result);
  else requireNeighbours(result);
  return result;
};

/** With fewer than three channels some colour has none, and later layers could never see it. */
const requireColours = (spec: PixelCnnSpec): void => {
  const counts: [string, number][] = [
    ["inputs", spec.inputs],
    ...spec.layers.map((layer, i): [string, number] => [`layers[${i}].out`, layer.out]),
  ];
  for (const [path, channels] of counts) {
    if (channels < 3) {
      throw invalid(`${path} is ${channels}; colourGroups 3 needs 3 channels or more, one for each colour`);
    }
  }
};

const requireNeighbours = (spec: PixelCnnSpec): void => {
  const index = spec.layers.findIndex((layer) => layer.kernel === 1 && layer.mask === "A");
  if (index >= 0) {
    throw invalid(`layers[${index}] has kernel 1 with mask "A", which reads nothing; use mask "B" or kernel 3`);
  }
};

const mdrnnLayer = (value: unknown, path: string): MdrnnLayer => {
  const layer = fields(value, path, ["hidden", "cell", "activation"]);
  if (layer.get("cell") === "lstm") throw invalid(`not supported yet: ${path}.cell "lstm"; use "rnn"`);
  return {
    hidden: integer(layer.get("hidden"), `${path}.hidden`, 1, LIMITS.channels),
    cell: oneOf(layer.get("cell"), `${path}.cell`, ["rnn"], "rnn"),
    activation: oneOf(layer.get("activation"), `${path}.activation`, ["tanh", "relu"], "tanh"),
  };
};

const mdrnnSpec = (value: unknown): MdrnnSpec => {
  const spec = fields(value, "spec", ["kind", "inputs", "neighbours", "shift", "directions", "layers"], LATER);
  if (spec.get("directions") === 4) throw invalid("not supported yet: directions 4; use 1");
  oneOf(spec.get("directions"), "directions", [1], 1);
  return {
    kind: "mdrnn",
    inputs: integer(spec.get("inputs"), "inputs", 1, LIMITS.channels, 1),
    neighbours: oneOf(spec.get("neighbours"), "neighbours", ["hidden", "input"], "hidden"),
    shift: oneOf(spec.get("shift"), "shift", [true, false], false),
    layers: list(spec.get("layers"), "layers", LIMITS.depth, mdrnnLayer),
  };
};

const VALIDATORS: Readonly<Record<ModelSpec["kind"], (value: unknown) => ModelSpec>> = {
  pixelcnn: pixelCnnSpec,
  mdrnn: mdrnnSpec,
};
const KINDS = Object.keys(VALIDATORS);
const isKind = (kind: unknown): kind is ModelSpec["kind"] => typeof kind === "string" && KINDS.includes(kind);

const LATER_KINDS = ["gated-pixelcnn", "lstm", "row-lstm", "diagonal-bilstm", "threshold-rnn", "residual", "cnn"];

/**
 * Checks a model specification (see design.md, "Conventions of the data") and fills its defaults: inputs 1, mask A then
 * B, activation relu (pixelcnn) or tanh (mdrnn), dilation 1, colourGroups 1, context raster, neighbours hidden, no shift.
 * @throws SweepfieldError "spec-invalid" with the path, the value that was read and the fix.
 */
export const validateSpec = (value: unknown): ModelSpec => {
  const choices = KINDS.map((name) => JSON.stringify(name)).join(" or ");
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(`the model spec is ${describe(value)}; use an object such as {"kind":"pixelcnn","layers":[…]}`);
  }
  const kind: unknown = new Map(Object.entries(value)).get("kind");
  if (isKind(kind)) return VALIDATORS[kind](value);
  if (typeof kind === "string" && LATER_KINDS.includes(kind)) {
    throw invalid(`not supported yet: kind "${kind}"; use ${choices}`);
  }
  const near = typeof kind === "string" ? nearest(kind, KINDS) : undefined;
  const fix = near === undefined ? `use ${choices}` : `did you mean "${near}"?`;
  throw invalid(`kind is ${describe(kind)}; ${fix}`);
};
