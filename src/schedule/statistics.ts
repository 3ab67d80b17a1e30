/** How parallel a schedule is, and how long it takes on a machine of limited width. */
import type { Schedule } from "./schedule.js";

/** Cells per step. */
export const widths = (schedule: Schedule): Uint32Array =>
  Uint32Array.from({ length: schedule.length }, (_, step) => schedule.width(step));

/** Cells that run in all steps together. */
export const cellsRun = (schedule: Schedule): number => {
  let cells = 0;
  for (let step = 0; step < schedule.length; step++) cells += schedule.width(step);
  return cells;
};

/** The most cells that run in one step. */
export const peakWidth = (schedule: Schedule): number => {
  let peak = 0;
  for (let step = 0; step < schedule.length; step++) peak = Math.max(peak, schedule.width(step));
  return peak;
};

/** Cells ÷ (steps · peak width): the share of a machine as wide as the widest step that is busy. */
export const utilisation = (schedule: Schedule): number => cellsRun(schedule) / (schedule.length * peakWidth(schedule));

/**
 * Time with `lanes` units of work per tick, Σ over the steps of ⌈units ÷ lanes⌉; a step takes a tick even if it has
 * nothing to do. `unitsOf` says how many units a cell holds: 1 to count cells, `matvecsOf` for matrix-vector products.
 * With infinitely many lanes this is the number of steps (domain.md §11).
 */
export const laneTime = (schedule: Schedule, lanes: number, unitsOf: (cell: number) => number): number => {
  if (lanes === Infinity) return schedule.length;
  let time = 0;
  for (let step = 0; step < schedule.length; step++) {
    const width = schedule.width(step);
    let units = 0;
    for (let index = 0; index < width; index++) units += unitsOf(schedule.cell(step, index));
    time += Math.max(1, Math.ceil(units / lanes));
  }
  return time;
};
