/** Who reads whom. A cell is one position of one layer's map; the image below layer 0 has pixels, not cells. */
import { layerTaps, type Tap } from "../models/layers.js";
import type { ModelSpec } from "../models/spec.js";
import { cellOf, columnOf, inImage, layerOf, rowOf, type Grid } from "./grid.js";

export type { Tap } from "../models/layers.js";

/** One entry per layer; the "below" of layer 0 is the image. */
export type AccessMap = readonly { readonly taps: readonly Tap[] }[];

export const accessMap = (spec: ModelSpec): AccessMap => layerTaps(spec).map((taps) => ({ taps }));

const tapsInImage = (access: AccessMap, grid: Grid, cell: number): readonly Tap[] => {
  const row = rowOf(grid, cell);
  const column = columnOf(grid, cell);
  return access[layerOf(grid, cell)]!.taps.filter((tap) => inImage(grid, row + tap.dr, column + tap.dc));
};

/** The cells that a cell reads, of its own layer or of the one below; pixels of the image and padding are left out. */
export const cellsRead = (access: AccessMap, grid: Grid, cell: number): number[] => {
  const layer = layerOf(grid, cell);
  const read: number[] = [];
  for (const { from, dr, dc } of tapsInImage(access, grid, cell)) {
    const source = from === "self" ? layer : layer - 1;
    if (source >= 0) read.push(cellOf(grid, source, rowOf(grid, cell) + dr, columnOf(grid, cell) + dc));
  }
  return read;
};

/** Matrix-vector products of a cell: its taps that fall inside the image. */
export const matvecsOf = (access: AccessMap, grid: Grid, cell: number): number =>
  tapsInImage(access, grid, cell).length;
