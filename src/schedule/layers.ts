import { cellOf, layerOf, type Grid, type Schedule } from "./schedule.js";

/**
 * Layer by layer, all positions at once: d steps of H·W cells. The order of every convolution stack, and of the MDRNN
 * as the sheet prints it, which is a convolution with three taps.
 */
export const layers = (grid: Grid): Schedule => {
  const positions = grid.height * grid.width;
  return {
    name: "layers",
    grid,
    length: grid.layers,
    width: () => positions,
    cell: (step, index) => cellOf(grid, step, 0, 0) + index,
    stepOf: (cell) => layerOf(grid, cell),
  };
};
