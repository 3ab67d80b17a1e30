import { greyOf } from "../../io/pixels.js";
import type { Tensor } from "../../models/tensor.js";

/** An image (1, 1 or 3, H, W) with as many channels as a model reads, 1 or 3. */
export const imageFor = (image: Tensor<Float32Array>, channels: number): Tensor<Float32Array> => {
  const [, given = 1, height = 1, width = 1] = image.shape;
  if (given === channels) return image;
  if (channels === 1) return greyOf(image);
  const data = new Float32Array(channels * image.data.length);
  for (let channel = 0; channel < channels; channel++) data.set(image.data, channel * image.data.length);
  return { shape: [1, channels, height, width], data };
};
