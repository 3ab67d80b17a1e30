/** The images that `train` learns from: the project's own, a file of them, a folder or a zip of pictures. */
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { SweepfieldError } from "../error.js";
import { gunzip, isPicture, looksLikeGzip, looksLikeZip, unzipPictures, type ArchivedFile } from "../io/archives.js";
import { drawDigits } from "../io/builtin-digits.js";
import { readCsv } from "../io/csv.js";
import { readIdx } from "../io/idx.js";
import { MAX_FILE_BYTES } from "../io/image-header.js";
import { joinImages, resized, type ImageSet } from "../io/image-set.js";
import { greyOf, tensorFromRgba, type ImageSize } from "../io/pixels.js";
import { shown } from "./arguments.js";
import { decodePicture } from "./decode-picture.js";
import { readUserFile } from "./files.js";

const MAX_DATA_BYTES = 2 ** 30;
const BUILTIN = /^builtin(?::(\d{1,7}))?$/;
/** Of `builtin` without a number. */
const BUILTIN_IMAGES = 2500;
const BUILTIN_SIZE: ImageSize = { height: 28, width: 28 };

export interface DataRequest {
  /** A path, `builtin`, or `builtin:COUNT`. */
  readonly from: string;
  readonly size: ImageSize | undefined;
  readonly channels: number;
  readonly seed: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Throws file-unreadable, data-invalid, image-undecodable or limit-exceeded, naming the file; nothing is read halfway. */
export async function readData(request: DataRequest): Promise<ImageSet> {
  const builtin = BUILTIN.exec(request.from);
  if (builtin) return drawn(Number(builtin[1] ?? BUILTIN_IMAGES), request);
  try {
    return await readPath(request);
  } catch (error) {
    if (!(error instanceof SweepfieldError) || error.code !== "data-invalid") throw error;
    throw new SweepfieldError(error.code, `${shown(request.from)}: ${error.message}`, { cause: error });
  }
}

function drawn(count: number, { size = BUILTIN_SIZE, seed, channels, onProgress }: DataRequest): ImageSet {
  const drawing = drawDigits(count, size, seed, channels === 3 ? 3 : 1);
  for (;;) {
    const next = drawing.next();
    if (next.done) return next.value;
    onProgress?.(next.value, count);
  }
}

async function readPath(request: DataRequest): Promise<ImageSet> {
  const { from, size } = request;
  if (await isFolder(from)) return decoded(await picturesIn(from), request);
  const file: Uint8Array = await readUserFile(from, MAX_DATA_BYTES);
  if (looksLikeZip(file)) return decoded(await unzipPictures(file), request);
  const bytes = looksLikeGzip(file) ? await gunzip(file) : file;
  const isText = /\.(csv|tsv|txt)(\.gz)?$/i.test(from);
  if (!isText) return size ? resized(readIdx(bytes), size) : readIdx(bytes);
  return readCsv(new TextDecoder().decode(bytes), size);
}

const isFolder = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

async function picturesIn(folder: string): Promise<readonly ArchivedFile[]> {
  const names = (await readdir(folder)).filter(isPicture).sort();
  const files: ArchivedFile[] = [];
  for (const name of names) files.push({ name, bytes: await readUserFile(join(folder, name), MAX_FILE_BYTES) });
  return files;
}

/** Grey where the model reads one channel, else in colour. Without a size all pictures must have one. */
async function decoded(files: readonly ArchivedFile[], { size, channels, onProgress }: DataRequest): Promise<ImageSet> {
  const images = [];
  for (const [i, { name, bytes }] of files.entries()) {
    const { width, height, rgba } = await decodePicture(basename(name), bytes, size);
    const rgb = tensorFromRgba(rgba, { height, width }, "rgb");
    const { shape, data } = channels === 1 ? greyOf(rgb) : rgb;
    images.push({
      name,
      height,
      width,
      channels: shape[1]!,
      bytes: Uint8Array.from(data, (x) => Math.round(127.5 * (x + 1))),
    });
    onProgress?.(i + 1, files.length);
  }
  return joinImages(images);
}
