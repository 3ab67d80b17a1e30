import { SweepfieldError } from "../error.js";
import { readImageHeader } from "../io/image-header.js";
import { shortName } from "../io/short-name.js";
import { loadOptional } from "./machine/optional.js";

export interface DecodedPicture {
  /** Size of the picture in the file, as it is looked at (after its EXIF orientation). */
  readonly stored: { readonly width: number; readonly height: number };
  readonly width: number;
  readonly height: number;
  /** Row by row, laid on white. */
  readonly rgba: Uint8Array;
}

/**
 * Decodes a PNG, JPEG or WebP file of that name, scaled to `size` where one is given; sides are scaled independently, so the
 * whole picture is kept. "image-undecodable" and "limit-exceeded" name the file.
 */
export async function decodePicture(
  name: string,
  bytes: Uint8Array,
  size?: { readonly width: number; readonly height: number },
): Promise<DecodedPicture> {
  const { default: sharp } = await loadOptional("sharp", "decoding pictures", () => import("sharp"));
  const { format } = readImageHeader(name, bytes);
  try {
    // The header's size was checked, and sharp's own limit would say so in more words.
    const source = sharp(bytes, { limitInputPixels: false, autoOrient: true });
    const { autoOrient } = await source.metadata();
    const { width, height } = size ?? autoOrient;
    const rgba = await source
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .resize(width, height, { fit: "fill" })
      .ensureAlpha()
      .raw()
      .toBuffer();
    return { stored: { width: autoOrient.width, height: autoOrient.height }, width, height, rgba };
  } catch (cause) {
    throw new SweepfieldError(
      "image-undecodable",
      `${shortName(name)} is a ${format} image that is damaged or cut off; save it anew`,
      { cause },
    );
  }
}
