import type { Grid } from "../graph/grid.js";

export { cellCount, cellOf, columnOf, layerOf, rowOf, type Grid } from "../graph/grid.js";

export type ScheduleName = "layers" | "layerwise" | "pipelined" | "raster";

/**
 * Which cells run together, step after step. Four functions, not a list: a naive sampling run has 10⁸ cells.
 * Steps and indices are 0-based; `cell(s, i)` for i < width(s) are the cells of step s, in ascending order of layer, then row.
 */
export interface Schedule {
  readonly name: ScheduleName;
  readonly grid: Grid;
  /** Sequential steps. */
  readonly length: number;
  /** Cells that run in step s. */
  width(step: number): number;
  cell(step: number, index: number): number;
  /** −1 for a cell that never runs because no output needs it (a Diagonal BiLSTM has some; closed forms run all). */
  stepOf(cell: number): number;
}
