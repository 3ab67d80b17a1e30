/** Images as text: one line an image, one number a pixel, perhaps a line of names and perhaps a label in front. */
import { dataInvalid, requireRoom, type ImageSet } from "./image-set.js";
import type { ImageSize } from "./pixels.js";

/** Rows, columns and channels that a line of so many numbers can be. */
const sizeFor = (
  numbers: number,
  size: ImageSize | undefined,
): (ImageSize & { readonly channels: number }) | undefined => {
  for (const channels of [1, 3]) {
    const side = Math.sqrt(numbers / channels);
    const { height, width } = size ?? { height: side, width: side };
    if (Number.isInteger(height) && height >= 1 && height * width * channels === numbers)
      return { height, width, channels };
  }
  return undefined;
};

/**
 * Reads comma-, semicolon- or tab-separated pixels. `size` says what a line is where it is not square. One number more than
 * the pixels is a label in front. Numbers are 0 to 255, or all of them 0 to 1. Throws data-invalid with line and column.
 */
export function readCsv(text: string, size?: ImageSize): ImageSet {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  while (lines.length > 0 && lines.at(-1)!.trim() === "") lines.pop();
  if (lines.length === 0) throw dataInvalid("it is empty");
  const separator = [",", ";", "\t"].find((candidate) => lines[0]!.includes(candidate)) ?? ",";
  const cells = lines.map((line) => line.split(separator));
  const named = cells[0]!.some((cell) => Number.isNaN(Number(cell)));
  const rows = named ? cells.slice(1) : cells;
  const lineOf = (row: number): number => row + (named ? 2 : 1);
  const [first] = rows;
  if (!first) throw dataInvalid("it holds a line of names and no images");
  const whole = sizeFor(first.length, size);
  const labelled = whole ? undefined : sizeFor(first.length - 1, size);
  const shape = whole ?? labelled;
  if (!shape)
    throw dataInvalid(
      `line ${lineOf(0)} has ${first.length} numbers, which ${size ? `${size.height}×${size.width} pixels are not` : "is no square of pixels"}, with or without a label; name the size of the images`,
    );
  const skip = whole ? 0 : 1;
  const values = new Float64Array(requireRoom(rows.length, shape.channels, shape));
  let most = 0;
  rows.forEach((row, r) => {
    if (row.length !== first.length)
      throw dataInvalid(`line ${lineOf(r)} has ${row.length} numbers, line ${lineOf(0)} has ${first.length}`);
    for (let column = skip; column < row.length; column++) {
      const cell = row[column]!;
      const value = cell.trim() === "" ? NaN : Number(cell);
      if (!(value >= 0 && value <= 255))
        throw dataInvalid(
          `line ${lineOf(r)}, column ${column + 1} is ${JSON.stringify(cell.slice(0, 20))}; pixels are numbers from 0 to 255, or from 0 to 1`,
        );
      values[r * (first.length - skip) + column - skip] = value;
      most = Math.max(most, value);
    }
  });
  const scale = most <= 1 ? 255 : 1;
  return { ...shape, count: rows.length, bytes: Uint8Array.from(values, (value) => Math.round(value * scale)) };
}
