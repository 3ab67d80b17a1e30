/**
 * The cells of a computation: `layers` maps of `height` × `width` cells. A plain stack has one map per layer, a gated layer
 * has three, and a layer of several sweeps one for each. A cell is the integer (map · height + row) · width + column.
 */
export interface Grid {
  /** Number of maps. */
  readonly layers: number;
  readonly height: number;
  readonly width: number;
}

export const cellOf = (grid: Grid, map: number, row: number, column: number): number =>
  (map * grid.height + row) * grid.width + column;

/** The map of a cell. */
export const layerOf = (grid: Grid, cell: number): number => Math.floor(cell / (grid.height * grid.width));
export const rowOf = (grid: Grid, cell: number): number => Math.floor(cell / grid.width) % grid.height;
export const columnOf = (grid: Grid, cell: number): number => cell % grid.width;
export const cellCount = (grid: Grid): number => grid.layers * grid.height * grid.width;

export const inImage = (grid: Grid, row: number, column: number): boolean =>
  row >= 0 && row < grid.height && column >= 0 && column < grid.width;
