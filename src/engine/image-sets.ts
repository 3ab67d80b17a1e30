/** Images to learn from, drawn or read off the page's own thread. */
import { SweepfieldError } from "../error.js";
import { gunzip, looksLikeGzip } from "../io/archives.js";
import { drawDigits } from "../io/builtin-digits.js";
import { readCsv } from "../io/csv.js";
import { readIdx } from "../io/idx.js";
import { requireRoom, resized, type ImageSet } from "../io/image-set.js";
import type { ImageSize } from "../io/pixels.js";
import { driveSweep } from "./cpu-run.js";
import type { RunOptions } from "./run.js";

/** Channels that the images are to have: grey, or red, green and blue. */
export interface ImagesShape extends ImageSize {
  readonly channels: 1 | 3;
}

export type ImagesJob =
  | { readonly from: "digits"; readonly count: number; readonly shape: ImagesShape; readonly seed: number }
  | { readonly from: "file"; readonly name: string; readonly bytes: Uint8Array; readonly shape: ImagesShape };

/** Rec. 709 luma of red, green and blue, as io/pixels.ts has it. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;

/** Colour becomes its luma; grey becomes red, green and blue alike. */
const inChannels = (set: ImageSet, channels: 1 | 3): ImageSet => {
  if (set.channels === channels) return set;
  const pixels = set.height * set.width;
  if (channels === 3) {
    const planes = new Uint8Array(requireRoom(set.count, 3, set));
    for (let plane = 0; plane < 3 * set.count; plane++) {
      const from = Math.floor(plane / 3) * pixels;
      planes.set(set.bytes.subarray(from, from + pixels), plane * pixels);
    }
    return { ...set, channels, bytes: planes };
  }
  const bytes = new Uint8Array(set.count * pixels);
  for (let i = 0; i < bytes.length; i++) {
    const from = Math.floor(i / pixels) * 3 * pixels + (i % pixels);
    bytes[i] = Math.round(LUMA.reduce((sum, weight, c) => sum + weight * set.bytes[from + c * pixels]!, 0));
  }
  return { ...set, channels, bytes };
};

/** A CSV file's lines are squares or, where they are not, images of the size that is asked for. */
const csvOf = (text: string, size: ImageSize): ImageSet => {
  try {
    return readCsv(text);
  } catch (error) {
    if (!(error instanceof SweepfieldError) || !error.message.includes("no square")) throw error;
    return readCsv(text, size);
  }
};

async function readFile(name: string, file: Uint8Array, shape: ImagesShape): Promise<ImageSet> {
  try {
    const bytes = looksLikeGzip(file) ? await gunzip(file) : file;
    const isText = /\.(csv|tsv|txt)(\.gz)?$/i.test(name);
    const set = isText ? csvOf(new TextDecoder().decode(bytes), shape) : readIdx(bytes);
    return inChannels(resized(set, shape), shape.channels);
  } catch (error) {
    if (!(error instanceof SweepfieldError)) throw error;
    throw new SweepfieldError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

/**
 * Draws the built-in digits, or reads a file of images (IDX, CSV, either also gzip), scaled to a size, in grey or in colour. Throws data-invalid,
 * limit-exceeded or usage; nothing is read halfway.
 */
export async function doImagesJob(job: ImagesJob, { signal, onProgress }: RunOptions): Promise<ImageSet> {
  if (job.from === "file") return readFile(job.name, job.bytes, job.shape);
  const drawing = drawDigits(job.count, job.shape, job.seed, job.shape.channels);
  const result: { images?: ImageSet } = {};
  function* sweep(): Generator<number, void> {
    result.images = yield* drawing;
  }
  await driveSweep(sweep(), { signal, onProgress: (done) => onProgress?.(done, job.count) });
  if (!result.images) throw new SweepfieldError("engine-failed", "the images were not drawn; try again");
  return result.images;
}
