/** The schedules of a recurrent net over time. */
import { SweepfieldError } from "../error.js";
import { sequenceMaps, type SequenceSpec } from "../models/sequence.js";
import { criticalPath } from "../graph/critical-path.js";
import type { StepFormula } from "./formulas.js";
import type { Grid, Schedule } from "./schedule.js";
import { scheduleOf } from "./schedules.js";

/** The minimum first: layers one step apart, or one layer after the other. */
export const SEQUENCE_SCHEDULES = ["pipelined", "layerwise"] as const;
export type SequenceScheduleName = (typeof SEQUENCE_SCHEDULES)[number];

/** Layer × time: cell layer · T + t, t from 0. */
export const sequenceGrid = (spec: SequenceSpec, steps: number): Grid => ({
  layers: spec.layers,
  height: 1,
  width: steps,
});

export const sequenceSchedule = (spec: SequenceSpec, name: SequenceScheduleName, steps: number): Schedule =>
  scheduleOf(name, sequenceGrid(spec, steps));

/** The name under which `sequenceSchedule` gives this schedule again. Throws usage for one of another kind. */
export const sequenceScheduleName = ({ name }: Schedule): SequenceScheduleName => {
  const known = SEQUENCE_SCHEDULES.find((candidate) => candidate === name);
  if (!known)
    throw new SweepfieldError("usage", `a net over time runs ${SEQUENCE_SCHEDULES.join(" or ")}, not ${name}`);
  return known;
};

/** Cells on the longest chain, counted in the net's own graph: no schedule has fewer steps. */
export const sequenceCriticalPath = (spec: SequenceSpec, steps: number): number =>
  criticalPath(sequenceMaps(spec).maps, sequenceGrid(spec, steps));

/** The closed form of the steps, T and d (Appleyard et al. 2016, "Optimizing Performance of Recurrent Neural Networks on GPUs"). */
export const sequenceStepFormula = (
  spec: SequenceSpec,
  name: SequenceScheduleName,
): Pick<StepFormula, "text"> & { value(steps: number): number } =>
  name === "pipelined"
    ? { text: "T + d − 1", value: (steps) => steps + spec.layers - 1 }
    : { text: "T · d", value: (steps) => steps * spec.layers };
