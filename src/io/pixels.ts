import { SweepfieldError } from "../error.js";
import type { Tensor } from "../models/tensor.js";

export interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** Rec. 709 luma of gamma-encoded red, green and blue. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;

/** `auto`: one channel if every pixel is grey, else three. */
export type ColourMode = "auto" | "grey" | "rgb";

const checkLength = (what: string, length: number, { height, width }: ImageSize, channels: number): void => {
  if (!Number.isSafeInteger(height) || !Number.isSafeInteger(width) || height < 1 || width < 1)
    throw new SweepfieldError(
      "shape-invalid",
      `${what} have the size ${height}×${width}; use whole numbers of 1 or more`,
    );
  if (length !== channels * height * width)
    throw new SweepfieldError(
      "shape-invalid",
      `${what} are ${length} numbers, not ${channels * height * width}; ${height}×${width} pixels have ${channels} each`,
    );
};

/** Whether red, green and blue agree in every pixel. */
export const isGrey = (rgba: Uint8Array | Uint8ClampedArray): boolean => {
  for (let i = 0; i + 3 < rgba.length; i += 4) if (rgba[i] !== rgba[i + 1] || rgba[i] !== rgba[i + 2]) return false;
  return true;
};

/**
 * RGBA bytes, row by row, as the image tensor (1, C, H, W) with values in [−1, 1]: 0 → −1, 255 → 1. Alpha is not premultiplied and is
 * flattened on white. Throws `shape-invalid` when the bytes are not 4 · H · W.
 */
export const tensorFromRgba = (
  rgba: Uint8Array | Uint8ClampedArray,
  size: ImageSize,
  mode: ColourMode = "auto",
): Tensor<Float32Array> => {
  checkLength("RGBA bytes", rgba.length, size, 4);
  const pixels = size.height * size.width;
  const rgb = new Float32Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const alpha = (rgba[4 * pixel + 3] ?? 0) / 255;
    for (let c = 0; c < 3; c++)
      rgb[c * pixels + pixel] = 2 * (alpha * ((rgba[4 * pixel + c] ?? 0) / 255) + (1 - alpha)) - 1;
  }
  if (isGrey(rgba) && mode === "auto") return { shape: [1, 1, size.height, size.width], data: rgb.slice(0, pixels) };
  const tensor = { shape: [1, 3, size.height, size.width], data: rgb };
  return mode === "grey" ? greyOf(tensor) : tensor;
};

const sizeOfImage = (image: Tensor): ImageSize & { channels: 1 | 3 } => {
  const [n, channels, height = 0, width = 0] = image.shape;
  if (image.shape.length !== 4 || n !== 1 || (channels !== 1 && channels !== 3))
    throw new SweepfieldError(
      "shape-invalid",
      `the image has the shape [${image.shape.join(", ")}]; use [1, 1 or 3, H, W]`,
    );
  checkLength("the image's values", image.data.length, { height, width }, channels);
  return { channels, height, width };
};

/** The Rec. 709 luma of an image, (1, C, H, W) → (1, 1, H, W). A grey image is given back as it is. */
export const greyOf = (image: Tensor<Float32Array>): Tensor<Float32Array> => {
  const { channels, height, width } = sizeOfImage(image);
  if (channels === 1) return image;
  const pixels = height * width;
  const data = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++)
    data[pixel] = LUMA.reduce((sum, weight, c) => sum + weight * (image.data[c * pixels + pixel] ?? 0), 0);
  return { shape: [1, 1, height, width], data };
};

/** An image in red, green and blue, (1, C, H, W) → (1, 3, H, W). One in colour is given back as it is. */
export const rgbOf = (image: Tensor<Float32Array>): Tensor<Float32Array> => {
  const { channels, height, width } = sizeOfImage(image);
  if (channels === 3) return image;
  const data = new Float32Array(3 * height * width);
  for (let c = 0; c < 3; c++) data.set(image.data, c * height * width);
  return { shape: [1, 3, height, width], data };
};

/** The image as opaque RGBA bytes, row by row, for a canvas. Values outside [−1, 1] are clamped. */
export const rgbaFromTensor = (image: Tensor): Uint8ClampedArray<ArrayBuffer> => {
  const { channels, height, width } = sizeOfImage(image);
  const pixels = height * width;
  const rgba = new Uint8ClampedArray(4 * pixels).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let c = 0; c < 3; c++)
      rgba[4 * pixel + c] = 127.5 * ((image.data[(channels === 3 ? c : 0) * pixels + pixel] ?? 0) + 1);
  return rgba;
};
