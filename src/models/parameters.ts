/** The names and shapes of a model's weights, as PyTorch would hold them. */
import { SweepfieldError } from "../error.js";
import { DIRECTIONS } from "./directions.js";
import { layerChannels, readoutLayer, type LayerChannels } from "./layers.js";
import { nearest } from "./nearest.js";
import type { MdrnnSpec, ModelSpec } from "./spec.js";
import { sizeOf, type Tensors } from "./tensor.js";

export type Shapes = Readonly<Record<string, readonly number[]>>;

/** Rows of a recurrent weight per unit: 1, or one for each gate (i, f_west, f_north, g, o of an MDLSTM; i, f, g, o). */
const GATES = { rnn: 1, lstm: 5 } as const;
const LSTM_GATES = 4;

const mdrnnShapes = (spec: MdrnnSpec, layer: number, { inputs, outputs }: LayerChannels): Shapes => {
  const rows = GATES[spec.layers[layer]!.cell] * outputs;
  const neighbour = [rows, spec.neighbours === "hidden" ? outputs : inputs];
  const sweep = { w_in: [rows, inputs], w_west: neighbour, w_north: neighbour, bias: [rows] };
  return spec.directions === 1 ? sweep : prefixed(DIRECTIONS, sweep);
};

const prefixed = (names: readonly string[], shapes: Shapes): Shapes =>
  Object.fromEntries(
    names.flatMap((name) => Object.entries(shapes).map(([weight, shape]) => [`${name}.${weight}`, shape])),
  );

const shapesOf = (spec: ModelSpec, layer: number, channels: LayerChannels): Shapes => {
  const { inputs, outputs } = channels;
  const gates = LSTM_GATES * outputs;
  if (layer === readoutLayer(spec)) {
    const weight = spec.kind === "mdrnn" ? [outputs, inputs] : [outputs, inputs, 1, 1];
    return { weight, bias: [outputs] };
  }
  switch (spec.kind) {
    case "pixelcnn": {
      const { kernel } = spec.layers[layer]!;
      return { weight: [outputs, inputs, kernel, kernel], bias: [outputs] };
    }
    case "gated-pixelcnn": {
      const { kernel } = spec.layers[layer]!;
      return {
        "v.weight": [2 * outputs, inputs, kernel, kernel],
        "v.bias": [2 * outputs],
        "h.weight": [2 * outputs, inputs, 1, kernel],
        "h.bias": [2 * outputs],
        "v_to_h.weight": [2 * outputs, 2 * outputs, 1, 1],
        "out.weight": [outputs, outputs, 1, 1],
        "out.bias": [outputs],
      };
    }
    case "mdrnn":
      return mdrnnShapes(spec, layer, channels);
    case "row-lstm":
      return { "input.weight": [gates, inputs, 1, 3], "state.weight": [gates, outputs, 1, 3], bias: [gates] };
    case "diagonal-bilstm":
      return prefixed(["left", "right"], {
        w_in: [gates, inputs],
        w_side: [gates, outputs],
        w_north: [gates, outputs],
        bias: [gates],
      });
  }
};

/** Shape by weight name, layer by layer, the names without their `layers.{i}.`. */
export const layerShapes = (spec: ModelSpec): readonly Shapes[] =>
  layerChannels(spec).map((channels, layer) => shapesOf(spec, layer, channels));

/**
 * Shape by weight name, in the order of the layers; masked taps are stored and never read. With K outputs of a layer:
 * - pixelcnn: `layers.{i}.weight` (K, in, k, k), `.bias` (K);
 * - gated-pixelcnn: `.v.weight` (2K, in, k, k), `.h.weight` (2K, in, 1, k), `.v_to_h.weight` (2K, 2K, 1, 1),
 *   `.out.weight` (K, K, 1, 1), `.v.bias` and `.h.bias` (2K), `.out.bias` (K); of 2K rows the first K go through tanh;
 * - mdrnn: `.w_in` (G, in), `.w_west` and `.w_north` (G, K), or (G, in) where the neighbours are inputs, `.bias` (G), with
 *   G = K for rnn cells and 5K for lstm cells (i, f_west, f_north, g, o); with four directions `.se.w_in` …, `.nw.bias`;
 * - row-lstm: `.input.weight` (4K, in, 1, 3), `.state.weight` (4K, K, 1, 3), `.bias` (4K), gates i, f, g, o;
 * - the read-out of a gated-pixelcnn or mdrnn with a conditional: `.weight` (C, K, 1, 1) or (C, K), `.bias` (C), as layer d;
 * - diagonal-bilstm: `.left.` and `.right.` with `w_in` (4K, in), `w_side` and `w_north` (4K, K), `bias` (4K).
 */
export const parameterShapes = (spec: ModelSpec): Shapes =>
  Object.fromEntries(
    layerShapes(spec).flatMap((shapes, i) =>
      Object.entries(shapes).map(([name, shape]) => [`layers.${i}.${name}`, shape]),
    ),
  );

const invalid = (message: string): SweepfieldError => new SweepfieldError("weights-invalid", message);

/**
 * Checks names, shapes, lengths and finiteness. A bias may be missing, which means zero.
 * @throws SweepfieldError "weights-invalid" naming the tensor.
 */
export const validateWeights = (spec: ModelSpec, weights: Tensors): void =>
  checkWeights(spec.kind, parameterShapes(spec), weights, (name) => name.endsWith(".bias"));

/** The same for any model whose shapes are known; tensors that are `optional` may be missing. */
export const checkWeights = (
  kind: string,
  wanted: Shapes,
  weights: Tensors,
  optional: (name: string) => boolean,
): void => {
  const shapes = new Map(Object.entries(wanted));
  for (const [name, tensor] of Object.entries(weights)) {
    const shape = shapes.get(name);
    if (shape === undefined) {
      const near = nearest(name, [...shapes.keys()]);
      const fix = near === undefined ? "remove it, or add the layer to the spec" : `did you mean "${near}"?`;
      throw invalid(`weights hold ${JSON.stringify(name)}, which this ${kind} does not have; ${fix}`);
    }
    const got = tensor.shape;
    if (got.length !== shape.length || got.some((n, i) => n !== shape[i])) {
      throw invalid(`${name} has shape (${got.join(", ")}); this ${kind} needs (${shape.join(", ")})`);
    }
    if (tensor.data.length !== sizeOf(shape)) {
      throw invalid(
        `${name} holds ${tensor.data.length} numbers; its shape (${shape.join(", ")}) needs ${sizeOf(shape)}`,
      );
    }
    const bad = tensor.data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) throw invalid(`${name}[${bad}] is ${tensor.data[bad]}; use finite numbers`);
  }
  for (const [name, shape] of shapes) {
    if (!Object.hasOwn(weights, name) && !optional(name)) {
      throw invalid(`weights lack ${name}; add it with shape (${shape.join(", ")})`);
    }
  }
};
