/** The images to learn from: drawn by the page's worker, or the reader's own files. */
import { doImagesJob, type ImagesJob, type ImagesShape } from "../../../engine/image-sets.js";
import type { RunOptions } from "../../../engine/run.js";
import { SweepfieldError } from "../../../error.js";
import { isPicture, looksLikeZip, unzipPictures } from "../../../io/archives.js";
import { shortName } from "../../../io/short-name.js";
import { joinImages, type ImageSet } from "../../../io/image-set.js";
import { greyOf, rgbOf } from "../../../io/pixels.js";
import { sharedProcessor } from "../../controllers/engine.js";
import { openPhoto, photoTensor } from "../../controls/image-source/photo.js";
import { inputsOf } from "../specs.js";
import type { SamplerState } from "../view.js";
import { t } from "../../language/t.js";

/** Images of one size with where they come from. */
export interface ImageSource {
  /** "builtin:1000" or the name of a file, as `sweepfield train --data` has it. */
  readonly name: string;
  readonly isOwn: boolean;
  readonly images: ImageSet;
}

const picturesName = (count: number): string => `${count} pictures`;

/** The name in the page's language. */
export const titleOf = ({ name, images: { count } }: ImageSource): string =>
  name === picturesName(count) ? t`${count} pictures` : name;

const inWorker = async (job: ImagesJob, options: RunOptions): Promise<ImageSet> =>
  (await sharedProcessor()).run("images", job, doImagesJob, options);

/** The size and the channels of the images that the settings ask for. */
export const shapeOf = (state: Pick<SamplerState, "height" | "width" | "colour">): ImagesShape => ({
  height: state.height,
  width: state.width,
  channels: inputsOf(state),
});

export const hasShape = ({ images }: ImageSource, { height, width, channels }: ImagesShape): boolean =>
  images.height === height && images.width === width && images.channels === channels;

export const builtinImages = async (state: SamplerState, options: RunOptions = {}): Promise<ImageSource> => ({
  name: `builtin:${state.images}`,
  isOwn: false,
  images: await inWorker(
    { from: "digits", count: state.images, shape: shapeOf(state), seed: state.weightSeed },
    options,
  ),
});

const MOST_BYTES = 2 ** 30;

const bytesOf = async (file: File): Promise<Uint8Array> => {
  if (file.size > MOST_BYTES)
    throw new SweepfieldError("limit-exceeded", t`${shortName(file.name)} has more than 1 GiB; use fewer images`);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new SweepfieldError("file-unreadable", t`${shortName(file.name)} can't be read; choose it again`, { cause });
  }
};

/** Says of which file it is told. */
const naming =
  (name: string) =>
  (error: unknown): never => {
    if (!(error instanceof SweepfieldError)) throw error;
    throw new SweepfieldError(error.code, `${name}: ${error.message}`, { cause: error });
  };

async function pictures(
  files: readonly File[],
  shape: ImagesShape,
  { signal, onProgress }: RunOptions,
): Promise<ImageSet> {
  const inColours = shape.channels === 3 ? rgbOf : greyOf;
  const images = [];
  for (const [i, file] of files.entries()) {
    signal?.throwIfAborted();
    const photo = await openPhoto(file);
    const { data } = inColours(await photoTensor(photo, shape).finally(() => photo.bitmap.close()));
    images.push({
      name: file.name,
      ...shape,
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
  shape: ImagesShape,
  options: RunOptions = {},
): Promise<ImageSource> {
  const shown = files.filter((file) => isPicture(file.name));
  const [file] = files;
  if (!file) throw new SweepfieldError("data-invalid", t`no file was chosen`);
  if (shown.length > 0) {
    const name = shown.length === 1 ? shortName(file.name) : picturesName(shown.length);
    return { name, isOwn: true, images: await pictures(shown, shape, options) };
  }
  if (files.length > 1)
    throw new SweepfieldError(
      "data-invalid",
      t`${files.length} files are chosen and none is a picture; choose one IDX, CSV or zip file, or PNG, JPEG or WebP pictures`,
    );
  const name = shortName(file.name);
  const bytes = await bytesOf(file);
  if (!looksLikeZip(bytes))
    return { name, isOwn: true, images: await inWorker({ from: "file", name, bytes, shape }, options) };
  const unpacked = (await unzipPictures(bytes).catch(naming(name))).map(
    (entry) => new File([entry.bytes.slice()], entry.name),
  );
  return { name, isOwn: true, images: await pictures(unpacked, shape, options) };
}
