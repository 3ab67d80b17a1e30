import { cellOf, columnOf, layerOf, rowOf, type Grid, type Schedule } from "./schedule.js";
import { diagonals, diagonalWidth, firstRow } from "./sweep.js";

/** One layer after the other, each swept by anti-diagonals: d(H + W − 1) steps. */
export const layerwise = (grid: Grid): Schedule => {
  const perLayer = diagonals(grid);
  return {
    name: "layerwise",
    grid,
    length: grid.layers * perLayer,
    width: (step) => diagonalWidth(grid, step % perLayer),
    cell: (step, index) => {
      const diagonal = step % perLayer;
      const row = firstRow(grid, diagonal) + index;
      return cellOf(grid, Math.floor(step / perLayer), row, diagonal - row);
    },
    stepOf: (cell) => layerOf(grid, cell) * perLayer + rowOf(grid, cell) + columnOf(grid, cell),
  };
};
