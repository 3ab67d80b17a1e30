/** The receptive field by measurement: what to run, with a gradient at one output only, and what to read in the gradient of x. */
import { layerChannels } from "../models/layers.js";
import { positiveWeights, withoutDeadUnits } from "../models/positive-weights.js";
import type { ModelSpec } from "../models/spec.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import type { RunInputs } from "./run.js";

/** A model and what goes into it. */
export interface Probe {
  readonly spec: ModelSpec;
  readonly inputs: RunInputs & { readonly outputGradient: Tensor<Float32Array> };
}

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** The model's first layers, whose last one is then the output; the weights of the others are left out. */
export const firstLayers = (spec: ModelSpec, count: number): ModelSpec => {
  switch (spec.kind) {
    case "row-lstm":
    case "diagonal-bilstm":
      return { ...spec, layers: count };
    case "pixelcnn":
      return { ...spec, layers: spec.layers.slice(0, count) };
    case "gated-pixelcnn":
      return { ...spec, layers: spec.layers.slice(0, count) };
    case "mdrnn":
      return { ...spec, layers: spec.layers.slice(0, count) };
  }
};

const weightsOf = (weights: Tensors, layers: number): Tensors =>
  Object.fromEntries(Object.entries(weights).filter(([name]) => Number(name.split(".")[1]) < layers));

/** Whether a channel belongs to a colour (channel j to colour j mod 3); without a colour all do. */
const isOf = (channel: number, colour: number | undefined): boolean => colour === undefined || channel % 3 === colour;

/** Zeros (N, K, H, W) with ones at one pixel of every image of the batch, in the channels that `isOn` names. */
const oneHot = (
  { height, width }: ImageSize,
  channels: number,
  pixels: readonly number[],
  isOn: (image: number, channel: number) => boolean,
): Tensor<Float32Array> => {
  const shape = [pixels.length, channels, height, width];
  const data = new Float32Array(sizeOf(shape));
  pixels.forEach((pixel, n) => {
    for (let k = 0; k < channels; k++) if (isOn(n, k)) data[(n * channels + k) * height * width + pixel] = 1;
  });
  return { shape, data };
};

/**
 * Structure: the model of layers 0…`layer` at x = 0 with positive weights alone, one image of the batch for each pixel asked.
 * Every path counts and none cancel: the gradient of x is not zero at exactly the pixels that are seen.
 */
export const structureProbe = (
  spec: ModelSpec,
  size: ImageSize,
  layer: number,
  pixels: readonly number[],
  colour?: number,
): Probe => {
  const probed = withoutDeadUnits(firstLayers(spec, layer + 1));
  const shape = [pixels.length, spec.inputs, size.height, size.width];
  const channels = layerChannels(probed).at(-1)!.outputs;
  return {
    spec: probed,
    inputs: {
      x: { shape, data: new Float32Array(sizeOf(shape)) },
      weights: positiveWeights(probed),
      outputGradient: oneHot(size, channels, pixels, (_, channel) => isOf(channel, colour)),
    },
  };
};

/** Sensitivity: the model as it is, on an image x (1, C, H, W), one image of the batch for each channel of the output. */
export const sensitivityProbe = (
  spec: ModelSpec,
  x: Tensor<Float32Array>,
  weights: Tensors,
  layer: number,
  pixel: number,
  colour?: number,
): Probe => {
  const probed = firstLayers(spec, layer + 1);
  const [, inputs = 1, height = 1, width = 1] = x.shape;
  const channels = layerChannels(probed).at(-1)!.outputs;
  const asked = Array.from({ length: channels }, (_, channel) => channel).filter((channel) => isOf(channel, colour));
  const data = new Float32Array(asked.length * x.data.length);
  asked.forEach((_, n) => data.set(x.data, n * x.data.length));
  return {
    spec: probed,
    inputs: {
      x: { shape: [asked.length, inputs, height, width], data },
      weights: weightsOf(weights, layer + 1),
      outputGradient: oneHot(
        { height, width },
        channels,
        asked.map(() => pixel),
        (n, channel) => channel === asked[n],
      ),
    },
  };
};

/** By colour (one where `colours` is 1) the pixels at which the gradient of x (N, C, H, W) of image `n` is not zero, ascending. */
export const seenIn = ({ shape, data }: Tensor, n: number, colours: 1 | 3): readonly (readonly number[])[] => {
  const [, channels = 1, height = 1, width = 1] = shape;
  const pixels = Array.from({ length: height * width }, (_, pixel) => pixel);
  const all = Array.from({ length: channels }, (_, channel) => channel);
  return Array.from({ length: colours }, (_, colour) =>
    pixels.filter((pixel) =>
      all.some((c) => c % colours === colour && data[(n * channels + c) * height * width + pixel] !== 0),
    ),
  );
};

/** By colour and pixel the Frobenius norm of ∂y/∂x: over the output's channels (the batch) and the channels of x of that colour. */
export const normsOf = ({ shape, data }: Tensor, colours: 1 | 3): readonly Float32Array[] => {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const size = height * width;
  const squares = Array.from({ length: colours }, () => new Float64Array(size));
  for (let plane = 0; plane < batch * channels; plane++) {
    const target = squares[(plane % channels) % colours]!;
    for (let pixel = 0; pixel < size; pixel++) target[pixel]! += data[plane * size + pixel]! ** 2;
  }
  return squares.map((sums) => Float32Array.from(sums, Math.sqrt));
};
