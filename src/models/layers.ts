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

/** Input and output channels of every layer, first to last. */
export const layerChannels = (spec: ModelSpec): readonly LayerChannels[] => {
  const outputs = outputsOf(spec);
  return outputs.map((count, i) => ({ inputs: i === 0 ? spec.inputs : outputs[i - 1]!, outputs: count }));
};
