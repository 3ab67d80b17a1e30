/** Many images of one size, as bytes: what data files hold and training reads. */
import { SweepfieldError } from "../error.js";
import type { ImageSize } from "./pixels.js";

export interface ImageSet extends ImageSize {
  /** 1 (grey) or 3 (red, green, blue). */
  readonly channels: number;
  readonly count: number;
  /** (N, C, H, W), 0 dark to 255 light. */
  readonly bytes: Uint8Array;
}

/** More is more than a browser tab holds. */
const MOST_BYTES = 2 ** 29;

export const dataInvalid = (message: string): SweepfieldError => new SweepfieldError("data-invalid", message);

/** Refuses sets that are too large before memory is taken. */
export const requireRoom = (count: number, channels: number, { height, width }: ImageSize): number => {
  const bytes = count * channels * height * width;
  if (bytes <= MOST_BYTES) return bytes;
  throw new SweepfieldError(
    "limit-exceeded",
    `${count} images of ${height}×${width}×${channels} are ${Math.ceil(bytes / 2 ** 20)} MiB, more than ${MOST_BYTES / 2 ** 20}; use fewer or smaller images`,
  );
};

/** Single images of one size as a set. The first that differs is named. */
export function joinImages(
  images: readonly (ImageSize & { readonly name: string; readonly channels: number; readonly bytes: Uint8Array })[],
): ImageSet {
  const [first] = images;
  if (!first) throw dataInvalid("there are no images in it; add PNG, JPEG or WebP files");
  const other = images.find(
    (image) => image.height !== first.height || image.width !== first.width || image.channels !== first.channels,
  );
  const sizeOf = ({ height, width, channels }: typeof first): string => `${height}×${width} with ${channels} channels`;
  if (other)
    throw dataInvalid(`${other.name} is ${sizeOf(other)}, ${first.name} is ${sizeOf(first)}; use images of one size`);
  const each = first.channels * first.height * first.width;
  const bytes = new Uint8Array(requireRoom(images.length, first.channels, first));
  images.forEach((image, i) => bytes.set(image.bytes, i * each));
  return { height: first.height, width: first.width, channels: first.channels, count: images.length, bytes };
}

/** How much of each source pixel falls into each target pixel, along one side. */
const shares = (from: number, to: number): readonly (readonly [source: number, share: number])[][] =>
  Array.from({ length: to }, (_, target) => {
    const [begin, end] = [(target * from) / to, ((target + 1) * from) / to];
    const list: [number, number][] = [];
    for (let source = Math.floor(begin); source < Math.min(from, Math.ceil(end)); source++) {
      list.push([source, (Math.min(end, source + 1) - Math.max(begin, source)) / (end - begin)]);
    }
    return list;
  });

/** The set in another size: each pixel is the mean of the area that it covers. */
export function resized(set: ImageSet, { height, width }: ImageSize): ImageSet {
  if (set.height === height && set.width === width) return set;
  const bytes = new Uint8Array(requireRoom(set.count, set.channels, { height, width }));
  const [rows, columns] = [shares(set.height, height), shares(set.width, width)];
  for (let plane = 0; plane < set.count * set.channels; plane++) {
    const from = plane * set.height * set.width;
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        let sum = 0;
        for (const [y, a] of rows[r]!)
          for (const [x, b] of columns[c]!) sum += a * b * set.bytes[from + y * set.width + x]!;
        bytes[(plane * height + r) * width + c] = Math.round(sum);
      }
    }
  }
  return { ...set, height, width, bytes };
}
