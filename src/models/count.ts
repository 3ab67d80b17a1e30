/** Parameters, connections and multiply-adds of a model on an image, by the counting rules of the course. */
import { layerChannels, readoutLayer } from "./layers.js";
import { isProduct, layerTaps, type Tap } from "./maps.js";
import type { Offset } from "./mask.js";
import { layerShapes } from "./parameters.js";
import { pairsOf } from "./places.js";
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
  /** In the course's notation: "MaskA3-16" is a 3×3 convolution with mask A and 16 outputs, "MDRNN×4-16" a layer of four sweeps. */
  readonly name: string;
  /** (C, H, W) */
  readonly output: readonly [number, number, number];
}

export interface ModelCount extends Counts {
  readonly layers: readonly LayerCount[];
}

const layerNames = (spec: ModelSpec): readonly string[] =>
  readoutLayer(spec) === null ? hiddenNames(spec) : [...hiddenNames(spec), `Readout-${spec.inputs}`];

const hiddenNames = (spec: ModelSpec): readonly string[] => {
  switch (spec.kind) {
    case "pixelcnn":
      return spec.layers.map(({ mask, kernel, out }) => `Mask${mask}${kernel}-${out}`);
    case "gated-pixelcnn":
      return spec.layers.map(({ kernel, out }) => `Gated${kernel}-${out}`);
    case "mdrnn":
      return spec.layers.map(
        ({ cell, hidden }) => `${cell === "lstm" ? "MDLSTM" : "MDRNN"}${spec.directions === 4 ? "×4" : ""}-${hidden}`,
      );
    case "row-lstm":
      return Array.from({ length: spec.layers }, () => `RowLSTM-${spec.hidden}`);
    case "diagonal-bilstm":
      return Array.from({ length: spec.layers }, () => `DiagonalBiLSTM-${spec.hidden}`);
  }
};

/** Positions whose neighbour at this offset lies in the image. */
const positions = (tap: Offset, { height, width }: ImageSize): bigint =>
  BigInt(Math.max(0, height - Math.abs(tap.dr))) * BigInt(Math.max(0, width - Math.abs(tap.dc)));

/** Counts by layer and in total, exact at any size (domain.md §5.2, §6 and §7). */
export const countModel = (spec: ModelSpec, size: ImageSize): ModelCount => {
  const tapsOfLayers = layerTaps(spec);
  const shapes = layerShapes(spec);
  const names = layerNames(spec);
  const everywhere = BigInt(size.height) * BigInt(size.width);
  const layers = layerChannels(spec).map((channels, i): LayerCount => {
    const taps = tapsOfLayers[i]!.filter(isProduct);
    const overTaps = (positionsOf: (tap: Tap) => bigint): bigint =>
      taps.reduce((sum, tap) => sum + BigInt(pairsOf(spec, i, tap, shapes[i]![tap.weight]!)) * positionsOf(tap), 0n);
    return {
      name: names[i]!,
      output: [channels.outputs, size.height, size.width],
      parameters: Object.values(shapes[i]!).reduce((sum, shape) => sum + BigInt(sizeOf(shape)), 0n),
      connections: overTaps((tap) => positions(tap, size)),
      macs: overTaps(() => everywhere),
    };
  });
  return { ...totalOf(layers), layers };
};

export const totalOf = (layers: readonly Counts[]): Counts => {
  const total = (key: keyof Counts): bigint => layers.reduce((sum, layer) => sum + layer[key], 0n);
  return { parameters: total("parameters"), connections: total("connections"), macs: total("macs") };
};
