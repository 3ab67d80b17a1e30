/** The channels of a model's layers. */
import type { ModelSpec } from "./spec.js";

export interface LayerChannels {
  readonly inputs: number;
  readonly outputs: number;
}

const outputsOf = (spec: ModelSpec): readonly number[] => {
  switch (spec.kind) {
    case "pixelcnn":
    case "gated-pixelcnn":
      return spec.layers.map((layer) => layer.out);
    case "mdrnn":
      return spec.layers.map((layer) => layer.hidden);
    case "row-lstm":
    case "diagonal-bilstm":
      return Array.from({ length: spec.layers }, () => spec.hidden);
  }
};

/** The number of the layer that reads a conditional out of the last hidden one; null where no such layer is. */
export const readoutLayer = (spec: ModelSpec): number | null =>
  (spec.kind === "gated-pixelcnn" || spec.kind === "mdrnn") && spec.conditional ? spec.layers.length : null;

/** Input and output channels of every layer, first to last, a read-out included. */
export const layerChannels = (spec: ModelSpec): readonly LayerChannels[] => {
  const outputs = [...outputsOf(spec), ...(readoutLayer(spec) === null ? [] : [spec.inputs])];
  return outputs.map((count, i) => ({ inputs: i === 0 ? spec.inputs : outputs[i - 1]!, outputs: count }));
};
