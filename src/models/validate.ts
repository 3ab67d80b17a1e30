/** From unknown JSON to a ModelSpec: defaults filled, everything else rejected by path, with the fix. */
import { describe, fields, integer, invalid, list, odd, oneOf, type Fields } from "./checks.js";
import { conditionalOf, requireGenerator, requireLinearOutput } from "./conditional.js";
import { nearest } from "./nearest.js";
import { LIMITS, requireColours, requireNeighbours, requireRecurrence } from "./rules.js";
import type {
  GatedLayer,
  GatedPixelCnnSpec,
  MaskedConvLayer,
  MdrnnLayer,
  MdrnnSpec,
  ModelSpec,
  PixelCnnSpec,
  RowLstmSpec,
} from "./spec.js";

const inputsOf = (spec: Fields): number => integer(spec.get("inputs"), "inputs", 1, LIMITS.channels, 1);

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
  const spec = fields(value, "spec", ["kind", "inputs", "colourGroups", "context", "layers", "conditional"]);
  const result: PixelCnnSpec = {
    kind: "pixelcnn",
    inputs: inputsOf(spec),
    colourGroups: oneOf(spec.get("colourGroups"), "colourGroups", [1, 3], 1),
    context: oneOf(spec.get("context"), "context", ["raster", "quadrant"], "raster"),
    layers: list(spec.get("layers"), "layers", LIMITS.depth, convLayer),
    ...conditionalOf(spec),
  };
  requireLinearOutput(result);
  if (result.colourGroups === 3) requireColours(result);
  else requireNeighbours(result);
  return result;
};

const gatedLayer = (value: unknown, path: string, index: number): GatedLayer => {
  const layer = fields(value, path, ["kernel", "out"]);
  const kernel = odd(layer.get("kernel"), `${path}.kernel`, LIMITS.kernel);
  if (index === 0 && kernel === 1) {
    throw invalid(`${path}.kernel is 1, with which the first layer reads nothing; use 3 or more`);
  }
  return { kernel, out: integer(layer.get("out"), `${path}.out`, 1, LIMITS.channels) };
};

const gatedPixelCnnSpec = (value: unknown): GatedPixelCnnSpec => {
  const spec = fields(value, "spec", ["kind", "inputs", "layers", "conditional"]);
  const layers = list(spec.get("layers"), "layers", LIMITS.depth, gatedLayer);
  const other = layers.findIndex(({ out }) => out !== layers[0]!.out);
  if (other >= 0) {
    throw invalid(
      `layers[${other}].out is ${layers[other]!.out}; the residual connections need ${layers[0]!.out} as in layers[0]`,
    );
  }
  return { kind: "gated-pixelcnn", inputs: inputsOf(spec), layers, ...conditionalOf(spec) };
};

const mdrnnLayer = (value: unknown, path: string): MdrnnLayer => {
  const layer = fields(value, path, ["hidden", "cell", "activation"]);
  const hidden = integer(layer.get("hidden"), `${path}.hidden`, 1, LIMITS.channels);
  const cell = oneOf(layer.get("cell"), `${path}.cell`, ["rnn", "lstm"], "rnn");
  const activation = layer.get("activation");
  if (cell === "rnn") {
    return { hidden, cell, activation: oneOf(activation, `${path}.activation`, ["tanh", "relu"], "tanh") };
  }
  if (activation !== undefined) {
    throw invalid(`${path}.activation is ${describe(activation)}; a cell "lstm" has its own, leave it out`);
  }
  return { hidden, cell };
};

const mdrnnSpec = (value: unknown): MdrnnSpec => {
  const spec = fields(value, "spec", ["kind", "inputs", "neighbours", "shift", "directions", "layers", "conditional"]);
  const result: MdrnnSpec = {
    kind: "mdrnn",
    inputs: inputsOf(spec),
    neighbours: oneOf(spec.get("neighbours"), "neighbours", ["hidden", "input"], "hidden"),
    shift: oneOf(spec.get("shift"), "shift", [true, false], false),
    directions: oneOf(spec.get("directions"), "directions", [1, 4], 1),
    layers: list(spec.get("layers"), "layers", LIMITS.depth, mdrnnLayer),
    ...conditionalOf(spec),
  };
  requireRecurrence(result);
  requireGenerator(result);
  return result;
};

const PIXEL_RNN_FIELDS = ["kind", "inputs", "hidden", "layers", "first"];

const pixelRnnFields = (value: unknown): Omit<RowLstmSpec, "kind"> => {
  const spec = fields(value, "spec", PIXEL_RNN_FIELDS, { conditional: "leave it out" });
  return {
    inputs: inputsOf(spec),
    hidden: integer(spec.get("hidden"), "hidden", 1, LIMITS.channels),
    layers: integer(spec.get("layers"), "layers", 1, LIMITS.depth),
    first: oneOf(spec.get("first"), "first", ["A", "B"], "B"),
  };
};

const VALIDATORS: Readonly<Record<ModelSpec["kind"], (value: unknown) => ModelSpec>> = {
  pixelcnn: pixelCnnSpec,
  "gated-pixelcnn": gatedPixelCnnSpec,
  mdrnn: mdrnnSpec,
  "row-lstm": (value) => ({ kind: "row-lstm", ...pixelRnnFields(value) }),
  "diagonal-bilstm": (value) => ({ kind: "diagonal-bilstm", ...pixelRnnFields(value) }),
};
const KINDS = Object.keys(VALIDATORS);
const isKind = (kind: unknown): kind is ModelSpec["kind"] => typeof kind === "string" && KINDS.includes(kind);

const LATER_KINDS = ["residual", "cnn"];

/** Kinds that run over time, not over an image. */
const TIME_KINDS = ["lstm", "rnn", "threshold-rnn"];

/**
 * Checks a model specification (see design.md, "Conventions of the data") and fills its defaults: inputs 1, mask A then
 * B, activation relu (pixelcnn) or tanh (mdrnn), dilation 1, colourGroups 1, context raster, cell rnn, neighbours hidden,
 * no shift, one direction, first "B".
 * @throws SweepfieldError "spec-invalid" with the path, the value that was read and the fix.
 */
export const validateSpec = (value: unknown): ModelSpec => {
  const quoted = KINDS.map((name) => JSON.stringify(name));
  const choices = `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(`the model spec is ${describe(value)}; use an object such as {"kind":"pixelcnn","layers":[…]}`);
  }
  const kind: unknown = new Map(Object.entries(value)).get("kind");
  if (isKind(kind)) return VALIDATORS[kind](value);
  if (typeof kind === "string" && TIME_KINDS.includes(kind)) {
    throw invalid(`kind "${kind}" runs over time, not over an image; use ${choices}`);
  }
  if (typeof kind === "string" && LATER_KINDS.includes(kind)) {
    throw invalid(`not supported yet: kind "${kind}"; use ${choices}`);
  }
  const near = typeof kind === "string" ? nearest(kind, KINDS) : undefined;
  const fix = near === undefined ? `use ${choices}` : `did you mean "${near}"?`;
  throw invalid(`kind is ${describe(kind)}; ${fix}`);
};
