import type { Grid, Schedule, ScheduleName } from "./schedule.js";

/** The step of a cell that never runs. */
export const NEVER = -1;

/**
 * The schedule in which every cell runs in a given step (0-based, no step empty) or never, by a counting sort. Cells of a
 * step come in ascending order.
 */
export const byStep = (name: ScheduleName, grid: Grid, steps: Int32Array): Schedule => {
  const length = steps.reduce((most, step) => Math.max(most, step + 1), 0);
  const starts = new Uint32Array(length + 1);
  for (const step of steps) if (step !== NEVER) starts[step + 1]! += 1;
  for (let step = 0; step < length; step++) starts[step + 1]! += starts[step]!;
  const next = starts.slice();
  const order = new Uint32Array(starts[length]!);
  steps.forEach((step, cell) => {
    if (step !== NEVER) order[next[step]!++] = cell;
  });
  return {
    name,
    grid,
    length,
    width: (step) => starts[step + 1]! - starts[step]!,
    cell: (step, index) => order[starts[step]! + index]!,
    stepOf: (cell) => steps[cell]!,
  };
};
