import { unpackImage, type ChannelLayout } from "../kernels/channel-layout.js";
import type { Tensor } from "../models/tensor.js";

/** Where the map of one layer lies: [N, H·W, slots] from `offset` floats on. */
export interface StoredLayer {
  readonly layout: ChannelLayout;
  readonly offset: number;
}

/** Batch and image size of a run, from its input x (N, C, H, W). */
export interface RunShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

export const floatsOf = (layer: StoredLayer, shape: RunShape): number =>
  shape.batch * shape.height * shape.width * layer.layout.groups * 4;

export function layerTensor(layer: StoredLayer, shape: RunShape, packed: Float32Array): Tensor<Float32Array> {
  const dimensions = [shape.batch, layer.layout.channels, shape.height, shape.width];
  return { shape: dimensions, data: unpackImage(layer.layout, dimensions, packed) };
}
