import { cellOf, columnOf, layerOf, rowOf } from "../../graph/grid.js";
import type { Grid } from "../../graph/grid.js";

const MOVES: Readonly<Record<string, readonly [maps: number, rows: number, columns: number]>> = {
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  ArrowLeft: [0, 0, -1],
  ArrowRight: [0, 0, 1],
  Home: [0, 0, -Infinity],
  End: [0, 0, Infinity],
  PageUp: [-1, 0, 0],
  PageDown: [1, 0, 0],
};

const within = (value: number, length: number): number => Math.min(length - 1, Math.max(0, value));

/** The cell that a key leads to: arrows within a map, Home and End to the ends of a row, the page keys to the map before or after; null for other keys. */
export function cellAfterKey(key: string, cell: number, grid: Grid): number | null {
  const move = MOVES[key];
  if (!move) return null;
  return cellOf(
    grid,
    within(layerOf(grid, cell) + move[0], grid.layers),
    within(rowOf(grid, cell) + move[1], grid.height),
    within(columnOf(grid, cell) + move[2], grid.width),
  );
}
