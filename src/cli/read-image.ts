import { basename } from "node:path";
import { SweepfieldError } from "../error.js";
import { MAX_FILE_BYTES, readImageHeader, shortName } from "../io/image-header.js";
import { tensorFromRgba } from "../io/pixels.js";
import type { Tensor } from "../models/tensor.js";
import { readUserFile } from "./files.js";
import { loadOptional } from "./machine/optional.js";

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
  const { default: sharp } = await loadOptional("sharp", "decoding pictures", () => import("sharp"));
  const bytes = await readUserFile(path, MAX_FILE_BYTES);
  const { format } = readImageHeader(basename(path), bytes);
  try {
    // The header's size was checked, and sharp's own limit would say so in more words.
    const source = sharp(bytes, { limitInputPixels: false, autoOrient: true });
    const { autoOrient } = await source.metadata();
    const rgba = await source
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .resize(width, height, { fit: "fill" })
      .ensureAlpha()
      .raw()
      .toBuffer();
    return { width: autoOrient.width, height: autoOrient.height, x: tensorFromRgba(rgba, { height, width }) };
  } catch (cause) {
    throw new SweepfieldError(
      "image-undecodable",
      `${shortName(basename(path))} is a ${format} image that is damaged or cut off; save it anew`,
      { cause },
    );
  }
}
