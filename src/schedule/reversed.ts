import { NEVER } from "./by-step.js";
import type { Schedule } from "./schedule.js";

/** The steps backwards, for backward sweeps: step s runs what step length − 1 − s ran, so readers come before what they read. */
export const reversed = (schedule: Schedule): Schedule => {
  const { name, grid, length } = schedule;
  const mirrored = (step: number): number => length - 1 - step;
  return {
    name,
    grid,
    length,
    width: (step) => schedule.width(mirrored(step)),
    cell: (step, index) => schedule.cell(mirrored(step), index),
    stepOf: (cell) => {
      const step = schedule.stepOf(cell);
      return step === NEVER ? NEVER : mirrored(step);
    },
  };
};
