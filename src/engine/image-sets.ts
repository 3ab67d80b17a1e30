/** Images to learn from, drawn or read off the page's own thread. */
import { SweepfieldError } from "../error.js";
import { gunzip, looksLikeGzip } from "../io/archives.js";
import { drawDigits } from "../io/builtin-digits.js";
import { readCsv } from "../io/csv.js";
import { readIdx } from "../io/idx.js";
import { resized, type ImageSet } from "../io/image-set.js";
import type { ImageSize } from "../io/pixels.js";
import { driveSweep } from "./cpu-run.js";
import type { RunOptions } from "./run.js";

export type ImagesJob =
  | { readonly from: "digits"; readonly count: number; readonly size: ImageSize; readonly seed: number }
  | { readonly from: "file"; readonly name: string; readonly bytes: Uint8Array; readonly size: ImageSize };

/** Rec. 709 luma of red, green and blue, as io/pixels.ts has it. */
const LUMA = [0.2126, 0.7152, 0.0722] as const;

const greyed = (set: ImageSet): ImageSet => {
  if (set.channels === 1) return set;
  const pixels = set.height * set.width;
  const bytes = new Uint8Array(set.count * pixels);
  for (let i = 0; i < bytes.length; i++) {
    const from = Math.floor(i / pixels) * 3 * pixels + (i % pixels);
    bytes[i] = Math.round(LUMA.reduce((sum, weight, c) => sum + weight * set.bytes[from + c * pixels]!, 0));
  }
  return { ...set, channels: 1, bytes };
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

async function readFile(name: string, file: Uint8Array, size: ImageSize): Promise<ImageSet> {
  try {
    const bytes = looksLikeGzip(file) ? await gunzip(file) : file;
    const isText = /\.(csv|tsv|txt)(\.gz)?$/i.test(name);
    const set = isText ? csvOf(new TextDecoder().decode(bytes), size) : readIdx(bytes);
    return resized(greyed(set), size);
  } catch (error) {
    if (!(error instanceof SweepfieldError)) throw error;
    throw new SweepfieldError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

/**
 * Draws the built-in digits, or reads a file of images (IDX, CSV, either also gzip), grey, scaled to a size. Throws data-invalid,
 * limit-exceeded or usage; nothing is read halfway.
 */
export async function doImagesJob(job: ImagesJob, { signal, onProgress }: RunOptions): Promise<ImageSet> {
  if (job.from === "file") return readFile(job.name, job.bytes, job.size);
  const drawing = drawDigits(job.count, job.size, job.seed);
  const result: { images?: ImageSet } = {};
  function* sweep(): Generator<number, void> {
    result.images = yield* drawing;
  }
  await driveSweep(sweep(), { signal, onProgress: (done) => onProgress?.(done, job.count) });
  if (!result.images) throw new SweepfieldError("engine-failed", "the images were not drawn; try again");
  return result.images;
}
