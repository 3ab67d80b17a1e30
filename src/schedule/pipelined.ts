import { cellOf, columnOf, layerOf, rowOf, type Grid, type Schedule } from "./schedule.js";
import { diagonals, diagonalWidth, firstRow } from "./sweep.js";

/**
 * All layers swept at once: cell (l, r, c) runs in step l + r + c, as soon as the layer below and both neighbours are
 * done: H + W + d − 2 steps, the minimum of the recurrence (domain.md §6; Appleyard et al. 2016 for stacked RNNs).
 */
export const pipelined = (grid: Grid): Schedule => {
  const bottom = (step: number): number => Math.max(0, step - diagonals(grid) + 1);
  const top = (step: number): number => Math.min(grid.layers - 1, step);
  return {
    name: "pipelined",
    grid,
    length: diagonals(grid) + grid.layers - 1,
    width: (step) => {
      let cells = 0;
      for (let layer = bottom(step); layer <= top(step); layer++) cells += diagonalWidth(grid, step - layer);
      return cells;
    },
    cell: (step, index) => {
      let layer = bottom(step);
      let rest = index;
      for (let width = diagonalWidth(grid, step - layer); rest >= width;) {
        rest -= width;
        layer += 1;
        width = diagonalWidth(grid, step - layer);
      }
      const diagonal = step - layer;
      const row = firstRow(grid, diagonal) + rest;
      return cellOf(grid, layer, row, diagonal - row);
    },
    stepOf: (cell) => layerOf(grid, cell) + rowOf(grid, cell) + columnOf(grid, cell),
  };
};
