import { SweepfieldError } from "../../../error.js";
import { checkFileSize, readImageHeader } from "../../../io/image-header.js";
import { tensorFromRgba } from "../../../io/pixels.js";
import type { ImageSize } from "../../../io/pixels.js";
import { shortName } from "../../../io/short-name.js";
import type { Tensor } from "../../../models/tensor.js";
import { t } from "../../language/t.js";

/** A decoded image of the reader's, kept so that another size can be cut from it. Its bitmap has to be closed. */
export interface Photo {
  readonly name: string;
  readonly original: ImageSize;
  /** The picture, or a copy of at most 1024 pixels a side. */
  readonly bitmap: ImageBitmap;
}

const LONGEST_SIDE = 1024;
/** Scaling blocks the page, about 25 ms for this many pixels on a slow machine; more are scaled in bands. */
const PIXELS_AT_ONCE = 8e6;

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

const context2d = ({ height, width }: ImageSize): OffscreenCanvasRenderingContext2D => {
  const context = new OffscreenCanvas(width, height).getContext("2d", { colorSpace: "srgb", willReadFrequently: true });
  if (!context)
    throw new SweepfieldError(
      "image-undecodable",
      "this browser gave no canvas to scale the image on; close other tabs and try again",
    );
  return context;
};

const scaled = (bitmap: ImageBitmap, top: number, height: number, to: ImageSize): Promise<ImageBitmap> =>
  createImageBitmap(bitmap, 0, top, bitmap.width, height, {
    resizeWidth: to.width,
    resizeHeight: to.height,
    resizeQuality: "high",
  });

/** A copy of at most 1024 pixels a side, made in bands of rows so that the page stays alive. */
const reduced = async (full: ImageBitmap): Promise<ImageBitmap> => {
  const scale = LONGEST_SIDE / Math.max(full.height, full.width);
  const [height, width] = [full.height, full.width].map((side) => Math.max(1, Math.round(scale * side))) as [
    number,
    number,
  ];
  const context = context2d({ height, width });
  const bands = Math.min(height, Math.ceil((full.height * full.width) / PIXELS_AT_ONCE));
  for (let band = 0; band < bands; band++) {
    const [from, to] = [band, band + 1].map((edge) => Math.round((edge * height) / bands)) as [number, number];
    const [top, bottom] = [from, to].map((row) => Math.round((row * full.height) / height)) as [number, number];
    const part = await scaled(full, top, bottom - top, { height: to - from, width });
    context.drawImage(part, 0, from);
    part.close();
    await nextTask();
  }
  return context.canvas.transferToImageBitmap();
};

/**
 * Reads, checks and decodes a file. Throws `file-unreadable`, `image-undecodable` or `limit-exceeded`; the message names the file and
 * the fix. Needs a browser.
 */
export const openPhoto = async (file: File): Promise<Photo> => {
  const name = shortName(file.name) || t`pasted image`;
  checkFileSize(name, file.size);
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw new SweepfieldError("file-unreadable", `${name} can't be read; choose it again`, { cause });
  });
  const { format } = readImageHeader(name, new Uint8Array(bytes));
  const full = await createImageBitmap(new Blob([bytes]), { imageOrientation: "from-image" }).catch(
    (cause: unknown) => {
      throw new SweepfieldError(
        "image-undecodable",
        `${name} is a ${format} image that is damaged or cut off; save it anew`,
        { cause },
      );
    },
  );
  const original = { height: full.height, width: full.width };
  if (Math.max(full.height, full.width) <= LONGEST_SIDE) return { name, original, bitmap: full };
  try {
    return { name, original, bitmap: await reduced(full) };
  } finally {
    full.close();
  }
};

/** The whole picture scaled to `size`, as the models read it: (1, C, H, W) in [−1, 1], on white where it is transparent. */
export const photoTensor = async ({ bitmap }: Photo, size: ImageSize): Promise<Tensor<Float32Array>> => {
  const small = await scaled(bitmap, 0, bitmap.height, size);
  const context = context2d(size);
  context.drawImage(small, 0, 0);
  small.close();
  return tensorFromRgba(context.getImageData(0, 0, size.width, size.height, { colorSpace: "srgb" }).data, size);
};
