/** What every layer of a model has in common: its channels and the taps through which it reads. */
import { liveTaps } from "./mask.js";
import type { MdrnnSpec, ModelSpec, PixelCnnSpec } from "./spec.js";

export interface LayerChannels {
  readonly inputs: number;
  readonly outputs: number;
}

/** Input and output channels of every layer, first to last. */
export const layerChannels = (spec: ModelSpec): readonly LayerChannels[] => {
  const outputs =
    spec.kind === "pixelcnn" ? spec.layers.map((layer) => layer.out) : spec.layers.map((layer) => layer.hidden);
  return outputs.map((count, i) => ({ inputs: i === 0 ? spec.inputs : outputs[i - 1]!, outputs: count }));
};

/**
 * One neighbour that a cell reads, through one matrix: offset = input position − output position. `below` is the layer
 * underneath (the image for layer 0), `self` the layer's own earlier cells.
 */
export interface Tap {
  readonly from: "below" | "self";
  readonly dr: number;
  readonly dc: number;
  readonly weight: "weight" | "w_in" | "w_west" | "w_north";
}

const WEST = { dr: 0, dc: -1 } as const;
const NORTH = { dr: -1, dc: 0 } as const;

const pixelCnnTaps = (spec: PixelCnnSpec): readonly (readonly Tap[])[] =>
  spec.layers.map((layer) =>
    liveTaps(layer, spec.context, spec.colourGroups).map(({ dr, dc }) => ({ from: "below", dr, dc, weight: "weight" })),
  );

const mdrnnTaps = (spec: MdrnnSpec): readonly (readonly Tap[])[] => {
  const from = spec.neighbours === "hidden" ? "self" : "below";
  return spec.layers.map((_, i) => {
    const inputAt = spec.shift && i === 0 ? [WEST, NORTH] : [{ dr: 0, dc: 0 }];
    return [
      ...inputAt.map((offset) => ({ from: "below", ...offset, weight: "w_in" }) as const),
      { from, ...WEST, weight: "w_west" },
      { from, ...NORTH, weight: "w_north" },
    ];
  });
};

/** The taps of every layer, first to last; each tap is one matrix-vector product per cell that has that neighbour. */
export const layerTaps = (spec: ModelSpec): readonly (readonly Tap[])[] =>
  spec.kind === "pixelcnn" ? pixelCnnTaps(spec) : mdrnnTaps(spec);
