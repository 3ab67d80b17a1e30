/** Parameters, connections and multiply-adds of a model on an image, by the counting rules of the course. */
import { layerChannels, layerTaps, type LayerChannels, type Tap } from "./layers.js";
import { channelPairs } from "./mask.js";
import { layerShapes } from "./parameters.js";
import type { ModelSpec } from "./spec.js";
import { sizeOf } from "./tensor.js";

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

export interface Counts {
  /** Numbers in the weight buffers: masked taps are stored, so they count, and so do biases. */
  readonly parameters: bigint;
  /** Edges from an input unit to an output unit, each one multiply; taps that fall on the padding are none. */
  readonly connections: bigint;
  /** Multiply-adds when every live tap is computed at every position, on the padding too. Masked taps are never computed. */
  readonly macs: bigint;
}

export interface LayerCount extends Counts {
  /** In the course's notation: "MaskA3-16" is a 3×3 convolution with mask A and 16 outputs, "MDRNN-16" a recurrent layer. */
  readonly name: string;
  /** (C, H, W) */
  readonly output: readonly [number, number, number];
}

export interface ModelCount extends Counts {
  readonly layers: readonly LayerCount[];
}

const layerNames = (spec: ModelSpec): readonly string[] =>
  spec.kind === "pixelcnn"
    ? spec.layers.map(({ mask, kernel, out }) => `Mask${mask}${kernel}-${out}`)
    : spec.layers.map(({ hidden }) => `MDRNN-${hidden}`);

/** Positions whose neighbour at this offset lies in the image. */
const positions = (tap: Tap, { height, width }: ImageSize): bigint =>
  BigInt(Math.max(0, height - Math.abs(tap.dr))) * BigInt(Math.max(0, width - Math.abs(tap.dc)));

/** Pairs (output channel, input channel) that one tap connects. */
const pairsOf = (spec: ModelSpec, index: number, tap: Tap, channels: LayerChannels): bigint => {
  if (spec.kind === "pixelcnn") return BigInt(channelPairs(tap, spec.layers[index]!.mask, spec.colourGroups, channels));
  return BigInt((tap.from === "self" ? channels.outputs : channels.inputs) * channels.outputs);
};

/** Counts by layer and in total, exact at any size (domain.md §5.2 and §6). */
export const countModel = (spec: ModelSpec, size: ImageSize): ModelCount => {
  const names = layerNames(spec);
  const taps = layerTaps(spec);
  const shapes = layerShapes(spec);
  const everywhere = BigInt(size.height) * BigInt(size.width);
  const layers = layerChannels(spec).map((channels, i): LayerCount => {
    const overTaps = (positionsOf: (tap: Tap) => bigint): bigint =>
      taps[i]!.reduce((sum, tap) => sum + pairsOf(spec, i, tap, channels) * positionsOf(tap), 0n);
    return {
      name: names[i]!,
      output: [channels.outputs, size.height, size.width],
      parameters: Object.values(shapes[i]!).reduce((sum, shape) => sum + BigInt(sizeOf(shape)), 0n),
      connections: overTaps((tap) => positions(tap, size)),
      macs: overTaps(() => everywhere),
    };
  });
  const total = (key: keyof Counts): bigint => layers.reduce((sum, layer) => sum + layer[key], 0n);
  return { parameters: total("parameters"), connections: total("connections"), macs: total("macs"), layers };
};
