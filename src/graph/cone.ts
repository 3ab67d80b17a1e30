/** All that one output depends on: the transposed question of a receptive field, asked of every map at once. */
import { layerOf, rowOf, columnOf, cellCount, cellOf, inImage, type Grid } from "./grid.js";
import type { AccessMap, OutputTerm } from "./access.js";

/** Flags, 1 for what the output depends on. */
export interface Cone {
  /** By cell; the output's own cells are among them. */
  readonly cells: Uint8Array;
  /** By pixel of the image, row · width + column. */
  readonly pixels: Uint8Array;
}

/** The cells whose sum is a layer's output at one pixel. */
export const outputCells = (terms: readonly OutputTerm[], grid: Grid, row: number, column: number): number[] =>
  terms
    .filter(({ dr, dc }) => inImage(grid, row + dr, column + dc))
    .map(({ map, dr, dc }) => cellOf(grid, map, row + dr, column + dc));

/** Walks the access map down from these cells; exact, clipped to the image. */
export const coneOf = (access: AccessMap, grid: Grid, from: readonly number[]): Cone => {
  const cells = new Uint8Array(cellCount(grid));
  const pixels = new Uint8Array(grid.height * grid.width);
  const waiting = [...from];
  for (const cell of from) cells[cell] = 1;
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    for (const { map, dr, dc } of access[layerOf(grid, cell)]!.taps) {
      const row = rowOf(grid, cell) + dr;
      const column = columnOf(grid, cell) + dc;
      if (!inImage(grid, row, column)) continue;
      if (map < 0) {
        pixels[row * grid.width + column] = 1;
        continue;
      }
      const read = cellOf(grid, map, row, column);
      if (cells[read] === 0) waiting.push(read);
      cells[read] = 1;
    }
  }
  return { cells, pixels };
};
