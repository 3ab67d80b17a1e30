import { basename } from "node:path";
import { MAX_FILE_BYTES } from "../io/image-header.js";
import { tensorFromRgba } from "../io/pixels.js";
import type { Tensor } from "../models/tensor.js";
import { decodePicture } from "./decode-picture.js";
import { readUserFile } from "./files.js";

export interface DecodedImage {
  /** Size of the picture in the file, as it is looked at (after its EXIF orientation). */
  readonly width: number;
  readonly height: number;
  /** (1, C, H, W) in [−1, 1]; C is 1 where every pixel is grey, else 3. */
  readonly x: Tensor<Float32Array>;
}

/**
 * Decodes a PNG, JPEG or WebP file and scales it to H×W for the models. Transparency is laid on white; sides are scaled
 * independently, so the whole picture is kept. "image-undecodable", "limit-exceeded" and "file-unreadable" name the file.
 */
export async function readImage(path: string, [height, width]: readonly [number, number]): Promise<DecodedImage> {
  const size = { height, width };
  const { stored, rgba } = await decodePicture(basename(path), await readUserFile(path, MAX_FILE_BYTES), size);
  return { ...stored, x: tensorFromRgba(rgba, size) };
}
