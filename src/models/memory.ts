/** What training keeps of a forward pass until the backward pass has read it. */
import type { ImageSize } from "./count.js";
import { layerChannels, readoutLayer } from "./layers.js";
import type { ModelSpec } from "./spec.js";

/** An LSTM cell keeps its gates, its state and its output: i, f, g, o, c, h. */
const LSTM = 6;
/** The same with two forget gates. */
const MDLSTM = 7;
/** Two pre-activations for each of both stacks, and v, g and h. */
const GATED = 7;

/** Numbers per position and output channel that a layer keeps: its outputs, and where units are gated the gates and states. */
export const keptPerChannel = (spec: ModelSpec, layer: number): number => {
  if (layer === readoutLayer(spec)) return 1;
  switch (spec.kind) {
    case "pixelcnn":
      return 1;
    case "gated-pixelcnn":
      return GATED;
    case "mdrnn":
      return spec.directions * (spec.layers[layer]!.cell === "lstm" ? MDLSTM : 1);
    case "row-lstm":
      return LSTM;
    case "diagonal-bilstm":
      return 2 * LSTM;
  }
};

const BYTES = 4n;

/** Bytes of the float32 numbers that training keeps, weights and the image left out: what the engines' backward passes read. */
export const trainingMemory = (spec: ModelSpec, { height, width }: ImageSize): bigint =>
  layerChannels(spec).reduce(
    (sum, { outputs }, layer) => sum + BigInt(height) * BigInt(width) * BigInt(outputs * keptPerChannel(spec, layer)),
    0n,
  ) * BYTES;
