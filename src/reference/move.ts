/** A map moved or mirrored as a whole. */
import type { Tensor } from "../models/tensor.js";
import { emptyLike, shapeOf, type Map64 } from "./elementary.js";

/** result(r, c) = map(row(r), column(c)), zero where that is outside the image. */
const moved = (map: Tensor, row: (r: number) => number, column: (c: number) => number): Map64 => {
  const [images, channels, height, width] = shapeOf(map);
  const result = emptyLike(map, channels);
  for (let plane = 0; plane < images * channels; plane++) {
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        const [from, at] = [row(r), column(c)];
        if (from < 0 || from >= height || at < 0 || at >= width) continue;
        result.data[(plane * height + r) * width + c] = map.data[(plane * height + from) * width + at]!;
      }
    }
  }
  return result;
};

/** Mirrored upside down (`rows`), left to right (`columns`), or both. Its own inverse. */
export const mirrored = (map: Tensor, { rows, columns }: { rows: boolean; columns: boolean }): Map64 => {
  const [, , height, width] = shapeOf(map);
  return moved(
    map,
    (r) => (rows ? height - 1 - r : r),
    (c) => (columns ? width - 1 - c : c),
  );
};

/** Shifted down by a number of rows (up where negative); what leaves the image is lost. */
export const shiftedDown = (map: Tensor, by: number): Map64 =>
  moved(
    map,
    (r) => r - by,
    (c) => c,
  );
