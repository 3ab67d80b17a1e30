/** Who reads whom. A cell is one position of one map; the image has pixels, not cells. */
import { isProduct, modelMaps, type MapEntry, type OutputTerm, type Tap } from "../models/maps.js";
import type { ModelSpec } from "../models/spec.js";
import { cellOf, columnOf, inImage, layerOf, rowOf, type Grid } from "./grid.js";

export { IMAGE, type OutputTerm, type Tap } from "../models/maps.js";

/** One entry per map: the layer it belongs to, its name there, and its taps. */
export type AccessMap = readonly MapEntry[];

export const accessMap = (spec: ModelSpec): AccessMap => modelMaps(spec).maps;

/** For every layer the maps whose sum it puts out, each at its offset: left(r, c) + right(r − 1, c) of a Diagonal BiLSTM. */
export const layerOutputs = (spec: ModelSpec): readonly (readonly OutputTerm[])[] => modelMaps(spec).outputs;

const tapsInImage = (access: AccessMap, grid: Grid, cell: number): readonly Tap[] => {
  const row = rowOf(grid, cell);
  const column = columnOf(grid, cell);
  return access[layerOf(grid, cell)]!.taps.filter((tap) => inImage(grid, row + tap.dr, column + tap.dc));
};

/** The cells that a cell reads; pixels of the image and padding are left out. */
export const cellsRead = (access: AccessMap, grid: Grid, cell: number): number[] =>
  tapsInImage(access, grid, cell)
    .filter(({ map }) => map >= 0)
    .map(({ map, dr, dc }) => cellOf(grid, map, rowOf(grid, cell) + dr, columnOf(grid, cell) + dc));

/** The cells that read a cell, in the order of their maps; one that reads it through two taps comes twice. */
export const readersOf = (access: AccessMap, grid: Grid, cell: number): number[] => {
  const map = layerOf(grid, cell);
  return access.flatMap(({ taps }, reader) =>
    taps
      .filter((tap) => tap.map === map)
      .map((tap) => ({ row: rowOf(grid, cell) - tap.dr, column: columnOf(grid, cell) - tap.dc }))
      .filter(({ row, column }) => inImage(grid, row, column))
      .map(({ row, column }) => cellOf(grid, reader, row, column)),
  );
};

/** Matrix-vector products of a cell: its taps that fall inside the image and have a product of their own. */
export const matvecsOf = (access: AccessMap, grid: Grid, cell: number): number =>
  tapsInImage(access, grid, cell).filter(isProduct).length;
