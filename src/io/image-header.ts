import { SweepfieldError } from "../error.js";
import type { ImageSize } from "./pixels.js";
import { shortName } from "./short-name.js";

/** What a file says of itself before anything is decoded. The size is as stored, before an EXIF orientation turns it. */
export interface ImageHeader extends ImageSize {
  readonly format: "PNG" | "JPEG" | "WebP";
}

export const MAX_FILE_BYTES = 64 * 2 ** 20;
export const MAX_PIXELS = 100e6;

const FIX = "use a PNG, JPEG or WebP image";

/** The ASCII text at `at`; shorter where the bytes end. */
const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** An integer of `count` bytes, or NaN where the bytes end, which no size check lets through. */
const bigEndian = (bytes: Uint8Array, at: number, count: number): number =>
  at + count > bytes.length ? NaN : bytes.subarray(at, at + count).reduce((sum, byte) => sum * 256 + byte, 0);
const littleEndian = (bytes: Uint8Array, at: number, count: number): number =>
  at + count > bytes.length ? NaN : bytes.subarray(at, at + count).reduceRight((sum, byte) => sum * 256 + byte, 0);

type Found = (ImageSize & { readonly animated: boolean }) | null;

/** PNG (ISO/IEC 15948 §5): IHDR comes first; an acTL chunk before the first IDAT makes it an APNG. */
const readPng = (bytes: Uint8Array): Found => {
  if (text(bytes, 12, 4) !== "IHDR") return null;
  const size = { width: bigEndian(bytes, 16, 4), height: bigEndian(bytes, 20, 4) };
  for (let at = 8; at < bytes.length; at += 12 + bigEndian(bytes, at, 4)) {
    const chunk = text(bytes, at + 4, 4);
    if (chunk === "acTL") return { ...size, animated: bigEndian(bytes, at + 8, 4) !== 1 };
    if (chunk === "IDAT") return { ...size, animated: false };
  }
  return null;
};

/** Start of frame of every JPEG process; C4, C8 and CC between them are other segments (ITU T.81, table B.1). */
const isStartOfFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Markers without a length: TEM, RST0…7, and 0xFF, which only fills. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

const readJpeg = (bytes: Uint8Array): Found => {
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (standsAlone(marker)) at += 2;
    else if (isStartOfFrame(marker))
      return { height: bigEndian(bytes, at + 5, 2), width: bigEndian(bytes, at + 7, 2), animated: false };
    else if (marker === 0xd9 || marker === 0xda) return null;
    else at += 2 + bigEndian(bytes, at + 2, 2);
  }
  return null;
};

/** WebP (RFC 9649 §2): the first chunk is VP8 (lossy), VP8L (lossless) or VP8X, whose flags tell an animation. */
const readWebp = (bytes: Uint8Array): Found => {
  const chunk = text(bytes, 12, 4);
  if (chunk === "VP8X")
    return {
      width: 1 + littleEndian(bytes, 24, 3),
      height: 1 + littleEndian(bytes, 27, 3),
      animated: ((bytes[20] ?? 0) & 2) !== 0,
    };
  if (chunk === "VP8 " && bigEndian(bytes, 23, 3) === 0x9d012a)
    return { width: littleEndian(bytes, 26, 2) & 0x3fff, height: littleEndian(bytes, 28, 2) & 0x3fff, animated: false };
  if (chunk === "VP8L" && bytes[20] === 0x2f) {
    const bits = littleEndian(bytes, 21, 4);
    return { width: 1 + (bits % 0x4000), height: 1 + (Math.floor(bits / 0x4000) % 0x4000), animated: false };
  }
  return null;
};

interface Format {
  readonly name: string;
  readonly starts: (bytes: Uint8Array) => boolean;
  /** Only of what can be read. */
  readonly format?: ImageHeader["format"];
  readonly read?: (bytes: Uint8Array) => Found;
}

const FORMATS: readonly Format[] = [
  { name: "PNG", format: "PNG", starts: (b) => text(b, 0, 8) === "\x89PNG\r\n\x1a\n", read: readPng },
  { name: "JPEG", format: "JPEG", starts: (b) => text(b, 0, 3) === "\xff\xd8\xff", read: readJpeg },
  { name: "WebP", format: "WebP", starts: (b) => text(b, 0, 4) === "RIFF" && text(b, 8, 4) === "WEBP", read: readWebp },
  { name: "a GIF image", starts: (b) => /^GIF8[79]a/.test(text(b, 0, 6)) },
  { name: "an AVIF or HEIC image", starts: (b) => text(b, 4, 4) === "ftyp" },
  { name: "a TIFF image", starts: (b) => /^(II\*\0|MM\0\*)/.test(text(b, 0, 4)) },
  { name: "a BMP image", starts: (b) => text(b, 0, 2) === "BM" },
  { name: "an SVG image", starts: (b) => /<svg[\s>]/i.test(text(b, 0, 1024)) },
  { name: "a PDF document", starts: (b) => text(b, 0, 5) === "%PDF-" },
];

const refuse = (code: "image-undecodable" | "limit-exceeded", name: string, message: string): never => {
  throw new SweepfieldError(code, `${shortName(name) || "the image"} ${message}`);
};

/** Throws `image-undecodable` for an empty file and `limit-exceeded` for one of more than 64 MB: what can be told before it is read. */
export const checkFileSize = (name: string, length: number): void => {
  if (length === 0) refuse("image-undecodable", name, `is empty; ${FIX}`);
  if (length > MAX_FILE_BYTES)
    refuse(
      "limit-exceeded",
      name,
      `has ${Math.ceil(length / 2 ** 20)} MB, more than ${MAX_FILE_BYTES / 2 ** 20}; use a smaller file`,
    );
};

/**
 * Reads the header of an image file without decoding it.
 * Throws `image-undecodable` (empty, no image, not a supported format, animated, no size in it) or `limit-exceeded` (more than 64 MB or
 * 100 megapixels); the message names the file and the fix.
 */
export const readImageHeader = (name: string, bytes: Uint8Array): ImageHeader => {
  checkFileSize(name, bytes.length);
  const format = FORMATS.find(({ starts }) => starts(bytes));
  if (!format) return refuse("image-undecodable", name, `is not an image; ${FIX}`);
  if (!format.format || !format.read)
    return refuse("image-undecodable", name, `is ${format.name}, which is not supported; ${FIX}`);
  const found = format.read(bytes);
  if (!found || !(found.width >= 1) || !(found.height >= 1))
    return refuse("image-undecodable", name, `is a broken ${format.name} image: its header has no size; save it anew`);
  const { width, height, animated } = found;
  if (animated)
    return refuse(
      "image-undecodable",
      name,
      `is an animated ${format.name} image, which is not supported; use a still PNG, JPEG or WebP image`,
    );
  if (width * height > MAX_PIXELS)
    return refuse(
      "limit-exceeded",
      name,
      `has ${width}×${height} pixels, more than ${MAX_PIXELS / 1e6} million; make it smaller first`,
    );
  return { format: format.format, width, height };
};
