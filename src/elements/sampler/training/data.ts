/** The images to learn from: drawn by the page's worker, or the reader's own files. */
import { doImagesJob, type ImagesJob } from "../../../engine/image-sets.js";
import type { RunOptions } from "../../../engine/run.js";
import { SweepfieldError } from "../../../error.js";
import { isPicture, looksLikeZip, unzipPictures } from "../../../io/archives.js";
import { shortName } from "../../../io/short-name.js";
import { joinImages, type ImageSet } from "../../../io/image-set.js";
import { greyOf, type ImageSize } from "../../../io/pixels.js";
import { sharedProcessor } from "../../controllers/engine.js";
import { openPhoto, photoTensor } from "../../controls/image-source/photo.js";
import type { SamplerState } from "../view.js";

/** Images of one size with where they come from. */
export interface ImageSource {
  /** "builtin:1000" or the name of a file, as `sweepfield train --data` has it. */
  readonly name: string;
  readonly isOwn: boolean;
  readonly images: ImageSet;
}

const inWorker = async (job: ImagesJob, options: RunOptions): Promise<ImageSet> =>
  (await sharedProcessor()).run("images", job, doImagesJob, options);

export const builtinImages = async (
  { images: count, height, width, weightSeed }: SamplerState,
  options: RunOptions = {},
): Promise<ImageSource> => ({
  name: `builtin:${count}`,
  isOwn: false,
  images: await inWorker({ from: "digits", count, size: { height, width }, seed: weightSeed }, options),
});

const MOST_BYTES = 2 ** 30;

const bytesOf = async (file: File): Promise<Uint8Array> => {
  if (file.size > MOST_BYTES)
    throw new SweepfieldError("limit-exceeded", `${shortName(file.name)} has more than 1 GiB; use fewer images`);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new SweepfieldError("file-unreadable", `${shortName(file.name)} can't be read; choose it again`, { cause });
  }
};

async function pictures(
  files: readonly File[],
  size: ImageSize,
  { signal, onProgress }: RunOptions,
): Promise<ImageSet> {
  const images = [];
  for (const [i, file] of files.entries()) {
    signal?.throwIfAborted();
    const photo = await openPhoto(file);
    const { data } = greyOf(await photoTensor(photo, size).finally(() => photo.bitmap.close()));
    images.push({
      name: file.name,
      channels: 1,
      ...size,
      bytes: Uint8Array.from(data, (value) => Math.round(127.5 * (value + 1))),
    });
    onProgress?.(i + 1, files.length);
  }
  return joinImages(images);
}

/**
 * Reads what the reader gave: one file of images (IDX, CSV, zip), or pictures, as of a folder. Throws data-invalid, limit-exceeded,
 * image-undecodable or file-unreadable with what is wrong and where; nothing is read halfway.
 */
export async function ownImages(
  files: readonly File[],
  { height, width }: ImageSize,
  options: RunOptions = {},
): Promise<ImageSource> {
  const size = { height, width };
  const shown = files.filter((file) => isPicture(file.name));
  const [file] = files;
  if (!file) throw new SweepfieldError("data-invalid", "no file was chosen");
  if (shown.length > 0) {
    const name = shown.length === 1 ? shortName(file.name) : `${shown.length} pictures`;
    return { name, isOwn: true, images: await pictures(shown, size, options) };
  }
  if (files.length > 1)
    throw new SweepfieldError(
      "data-invalid",
      `${files.length} files are chosen and none is a picture; choose one IDX, CSV or zip file, or PNG, JPEG or WebP pictures`,
    );
  const name = shortName(file.name);
  const bytes = await bytesOf(file);
  if (!looksLikeZip(bytes))
    return { name, isOwn: true, images: await inWorker({ from: "file", name, bytes, size }, options) };
  const unpacked = (await unzipPictures(bytes)).map((entry) => new File([entry.bytes.slice()], entry.name));
  return { name, isOwn: true, images: await pictures(unpacked, size, options) };
}
