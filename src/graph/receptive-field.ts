/** Which pixels an output can see: the structural set, read off the access map (van den Oord et al. 2016, "Conditional …", §2.1). */
import { SweepfieldError } from "../error.js";
import type { Offset } from "../models/mask.js";
import { cellsRead, type AccessMap } from "./access.js";
import { cellCount, columnOf, inImage, layerOf, rowOf, type Grid } from "./grid.js";

export interface ReceptiveField {
  /** Pixel position − output position, row-major; for an interior output of the last layer, unclipped. */
  readonly offsets: readonly Offset[];
  readonly size: number;
  /** Pixels of the causal window of the same reach: the rows above and the row to the left, own pixel too if it is seen. */
  readonly window: number;
  /** What the window holds and the field does not: the blind spot. */
  readonly blind: number;
}

/** Offset additions that are done within a second or two. */
const MOST_WORK = 2 ** 31;

/** Largest distance of any tap, added up over the layers. */
const reachOf = (access: AccessMap, axis: keyof Offset): number =>
  access.reduce((sum, { taps }) => sum + Math.max(0, ...taps.map((tap) => Math.abs(tap[axis]))), 0);

/**
 * The receptive field of an interior output of the last layer: the Minkowski sum of the layers' taps, on a bitmap. Null
 * where a layer reads itself: a recurrence sees without bound.
 * @throws SweepfieldError "limit-exceeded" for stacks of enormous reach.
 */
export const receptiveField = (access: AccessMap): ReceptiveField | null => {
  if (access.some(({ taps }) => taps.some((tap) => tap.from === "self"))) return null;
  const rows = reachOf(access, "dr");
  const columns = reachOf(access, "dc");
  const grid: Grid = { layers: 1, height: 2 * rows + 1, width: 2 * columns + 1 };
  const taps = access.reduce((sum, layer) => sum + layer.taps.length, 0);
  if (grid.height * grid.width * taps > MOST_WORK) {
    throw new SweepfieldError(
      "limit-exceeded",
      `the receptive field spans ${rows} rows and ${2 * columns + 1} columns; lower depth, kernel or dilation`,
    );
  }
  let cells = Uint32Array.of(rows * grid.width + columns);
  for (const layer of [...access].reverse()) cells = minkowskiSum(cells, layer.taps, grid);
  const offsets = Array.from(cells.sort(), (cell) => ({
    dr: rowOf(grid, cell) - rows,
    dc: columnOf(grid, cell) - columns,
  }));
  const up = offsets.reduce((most, { dr }) => Math.max(most, -dr), 0);
  const aside = offsets.reduce((most, { dc }) => Math.max(most, Math.abs(dc)), 0);
  const own = offsets.some(({ dr, dc }) => dr === 0 && dc === 0) ? 1 : 0;
  const window = up * (2 * aside + 1) + aside + own;
  return { offsets, size: offsets.length, window, blind: window - offsets.length };
};

const minkowskiSum = (cells: Uint32Array, offsets: readonly Offset[], grid: Grid): Uint32Array<ArrayBuffer> => {
  const seen = new Uint8Array(grid.height * grid.width);
  for (const { dr, dc } of offsets) {
    const shift = dr * grid.width + dc;
    for (const cell of cells) seen[cell + shift] = 1;
  }
  return indicesOf(seen);
};

const indicesOf = (flags: Uint8Array): Uint32Array<ArrayBuffer> => {
  const indices = new Uint32Array(flags.reduce((sum, flag) => sum + flag, 0));
  let next = 0;
  flags.forEach((flag, index) => {
    if (flag === 1) indices[next++] = index;
  });
  return indices;
};

/**
 * The pixels (row · width + column, ascending) that one cell of any layer can see on an image of the grid's size: exact
 * reachability, borders and recurrences included.
 */
export const receptiveFieldAt = (access: AccessMap, grid: Grid, cell: number): readonly number[] => {
  const pixels = new Uint8Array(grid.height * grid.width);
  const visited = new Uint8Array(cellCount(grid));
  visited[cell] = 1;
  const waiting = [cell];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const read of cellsRead(access, grid, current)) {
      if (visited[read] === 1) continue;
      visited[read] = 1;
      waiting.push(read);
    }
    if (layerOf(grid, current) > 0) continue;
    for (const { from, dr, dc } of access[0]!.taps) {
      const row = rowOf(grid, current) + dr;
      const column = columnOf(grid, current) + dc;
      if (from === "below" && inImage(grid, row, column)) pixels[row * grid.width + column] = 1;
    }
  }
  return Array.from(indicesOf(pixels));
};
