/** The anti-diagonals of one map: diagonal t holds the cells with row + column = t. */
import type { Grid } from "./schedule.js";

export const diagonals = ({ height, width }: Grid): number => height + width - 1;

export const firstRow = ({ width }: Grid, diagonal: number): number => Math.max(0, diagonal - width + 1);

/** Cells on a diagonal; 0 outside the map. */
export const diagonalWidth = (grid: Grid, diagonal: number): number =>
  Math.max(0, Math.min(diagonal, grid.height - 1) - firstRow(grid, diagonal) + 1);
