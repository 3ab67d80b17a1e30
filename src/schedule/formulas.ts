import type { Grid, ScheduleName } from "./schedule.js";

export interface StepFormula {
  readonly text: string;
  value(grid: Grid): number;
}

const FORMULAS: Readonly<Record<ScheduleName, StepFormula>> = {
  layers: { text: "d", value: ({ layers }) => layers },
  layerwise: { text: "d(H + W − 1)", value: ({ layers, height, width }) => layers * (height + width - 1) },
  pipelined: { text: "H + W + d − 2", value: ({ layers, height, width }) => height + width + layers - 2 },
  raster: { text: "dHW", value: ({ layers, height, width }) => layers * height * width },
};

/** The closed form of a schedule's steps: the check that stands beside a counter, never the counter. */
export const stepFormula = (name: ScheduleName): StepFormula => FORMULAS[name];
