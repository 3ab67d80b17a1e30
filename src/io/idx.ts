/** IDX, the format of MNIST (LeCun, Cortes, Burges): two zero bytes, type, rank, the sizes as big-endian words, the numbers. */
import { dataInvalid, requireRoom, type ImageSet } from "./image-set.js";

const UNSIGNED_BYTE = 0x08;
const TYPES: Readonly<Record<number, string>> = {
  0x09: "int8",
  0x0b: "int16",
  0x0c: "int32",
  0x0d: "float32",
  0x0e: "float64",
};

/** Reads images (N, H, W) or (N, H, W, 3). Throws data-invalid or limit-exceeded with what is wrong and where. */
export function readIdx(file: Uint8Array): ImageSet {
  if (file.length < 4) throw dataInvalid(`the file has ${file.length} bytes, an IDX header 4 or more; is it cut off?`);
  const [zero0, zero1, type, rank] = file as unknown as [number, number, number, number];
  if (zero0 !== 0 || zero1 !== 0) throw dataInvalid("an IDX file begins with two zero bytes; this is none");
  if (type !== UNSIGNED_BYTE)
    throw dataInvalid(
      `its numbers are of type ${TYPES[type] ?? `0x${type.toString(16)}`}; images in IDX are unsigned bytes (0x08)`,
    );
  if (rank === 1) throw dataInvalid("it holds a list of labels (rank 1); give the file of the images");
  if (rank !== 3 && rank !== 4) throw dataInvalid(`it has rank ${rank}; images are (N, H, W) or (N, H, W, 3)`);
  const start = 4 + 4 * rank;
  if (file.length < start) throw dataInvalid(`its header of ${start} bytes is cut off after ${file.length}`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const [count, height, width, channels] = Array.from({ length: 4 }, (_, i) =>
    i < rank ? view.getUint32(4 + 4 * i) : 1,
  ) as [number, number, number, number];
  if (count * height * width === 0 || (channels !== 1 && channels !== 3))
    throw dataInvalid(
      `its header says ${[count, height, width, channels].slice(0, rank).join("×")}; no size may be 0, and channels are 3`,
    );
  const size = requireRoom(count, channels, { height, width });
  if (file.length !== start + size)
    throw dataInvalid(
      `its header says ${count} images of ${height}×${width}, ${size} bytes; it holds ${file.length - start}${file.length < start + size ? "; is it cut off?" : ""}`,
    );
  const bytes = file.slice(start);
  return {
    count,
    height,
    width,
    channels,
    bytes: channels === 1 ? bytes : channelsFirst(bytes, count, height * width),
  };
}

/** (N, H · W, 3) to (N, 3, H · W). */
const channelsFirst = (bytes: Uint8Array, count: number, pixels: number): Uint8Array => {
  const planes = new Uint8Array(bytes.length);
  for (let n = 0; n < count; n++)
    for (let pixel = 0; pixel < pixels; pixel++)
      for (let c = 0; c < 3; c++) planes[(n * 3 + c) * pixels + pixel] = bytes[(n * pixels + pixel) * 3 + c]!;
  return planes;
};
