import { cellCount, type Grid, type Schedule } from "./schedule.js";

/** One cell at a time, layer by layer and row by row, as a plain loop does it: dHW steps. */
export const raster = (grid: Grid): Schedule => ({
  name: "raster",
  grid,
  length: cellCount(grid),
  width: () => 1,
  cell: (step) => step,
  stepOf: (cell) => cell,
});
