import type { Schedule } from "./schedule.js";
import { cellsRun } from "./statistics.js";

export interface RunOrder {
  /** Every cell that runs, in the order of the steps. */
  readonly order: Uint32Array;
  /** Where step s begins in `order`; one entry more than steps, so that step s ends at starts[s + 1]. */
  readonly starts: Uint32Array;
}

/** A schedule written out, for engines and pictures that walk it often. */
export const runOrder = (schedule: Schedule): RunOrder => {
  const order = new Uint32Array(cellsRun(schedule));
  const starts = new Uint32Array(schedule.length + 1);
  let next = 0;
  for (let step = 0; step < schedule.length; step++) {
    starts[step] = next;
    const width = schedule.width(step);
    for (let index = 0; index < width; index++) order[next++] = schedule.cell(step, index);
  }
  starts[schedule.length] = next;
  return { order, starts };
};
