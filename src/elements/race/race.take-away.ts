import { SweepfieldError } from "../../error.js";
import { modelSource } from "../../models/pytorch/models.js";
import { columnOf, rowOf } from "../../schedule/schedule.js";
import { newPlayer, play, stepOfPlayer, tick } from "../../trace/player.js";
import type { Pace } from "../../trace/player.js";
import { t } from "../language/t.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import { laneCounts, ticks } from "./lane-times.js";
import type { LaneWork } from "./lane-times.js";
import { paceOf } from "./pace.js";
import { pixelReport } from "./picture.js";
import { raceFigure, raceFrame } from "./race.figure.js";
import type { RaceShown } from "./race.figure.js";
import type { SfRace } from "./race.js";

/** Pictures a second where the clock goes faster than that. */
const MOST_FRAMES = 25;

/** The steps that the pictures show, from none to the last one, when a clock of this pace is filmed. */
export function filmed(length: number, pace: Pace): { readonly rate: number; readonly steps: readonly number[] } {
  const rate = pace.growth > 0 ? MOST_FRAMES : Math.min(MOST_FRAMES, pace.stepsPerSecond);
  const steps = [0];
  for (let player = play(newPlayer(length, pace)); player.playing; steps.push(stepOfPlayer(player)))
    player = tick(player, 1 / rate);
  return { rate, steps };
}

/** What is read of the element. */
type Race = Pick<SfRace, "shown" | "work">;

function ranOf({ shown }: Race): RaceShown {
  if (shown.runs.every((run) => run === null))
    throw new SweepfieldError("engine-failed", t`the race has not run yet; wait for its first result`);
  return shown;
}

/** What the four runners counted and measured. */
export const runsTable = ({ lanes, runs, withholds }: RaceShown): DataTable => {
  const hasFormula = withholds === "nothing";
  return {
    name: "runs",
    columns: [
      "runner",
      "model",
      "schedule",
      "depth",
      "steps_executed",
      ...(hasFormula ? ["formula", "steps_by_formula"] : []),
      "dispatches",
      "milliseconds",
      "timed_by",
      "device",
      "adapter",
    ],
    rows: lanes.flatMap(({ title, formula, expected }, i) => {
      const result = runs[i]?.result;
      if (!result) return [];
      const { model, schedule, depth, steps, dispatches, milliseconds, timing, device, adapter } = result;
      const closed = hasFormula ? [formula.text, expected] : [];
      return [[title, model, schedule, depth, steps, ...closed, dispatches, milliseconds, timing, device, adapter]];
    }),
  };
};

/** The pictures at the step of the clock: the deepest layer that has run at every pixel, when, and its mean activation. */
export const pixelsTable = ({ lanes, runs, clock }: RaceShown): DataTable => ({
  name: "pixels",
  columns: ["runner", "row", "column", "layer", "step", "mean_activation"],
  rows: lanes.flatMap(({ title, plan }, i) => {
    const run = runs[i];
    if (!run) return [];
    return Array.from({ length: plan.grid.height * plan.grid.width }, (_, pixel) => {
      const { layer, step, value } = pixelReport(plan, run.means, clock, pixel);
      return [
        title,
        rowOf(plan.grid, pixel),
        columnOf(plan.grid, pixel),
        ...(value === null ? [null, null, null] : [layer + 1, step, value]),
      ];
    });
  }),
});

/** How long each schedule takes on a machine of P lanes. */
export const ticksTable = ({ lanes, state: { unit } }: RaceShown, work: readonly LaneWork[]): DataTable => ({
  name: "ticks",
  columns: ["lanes", "unit", ...lanes.map(({ model, schedule }) => `${model}_${schedule}`)],
  rows: laneCounts(work, unit).map((count) => [
    Number.isFinite(count) ? count : "Infinity",
    unit,
    ...work.map((steps) => ticks(steps[unit], count)),
  ]),
});

export const takeAway: TakeAway<Race> = {
  figure: async (race) => raceFigure(ranOf(race)),
  frames: async (race) => {
    const shown = ranOf(race);
    const { rate, steps } = filmed(Math.max(...shown.lanes.map(({ plan }) => plan.length)), paceOf(shown.state.speed));
    return { length: steps.length, rate, at: (frame) => raceFrame({ ...shown, clock: steps[frame] ?? 0 }) };
  },
  tables: ({ shown, work }) => {
    if (shown.withholds === "numbers") return [];
    return [runsTable(shown), pixelsTable(shown), ...(work ? [ticksTable(shown, work)] : [])];
  },
  // the lanes of one model share its code; run as a file, one model comes after the other
  pytorch: ({ shown: { lanes } }) =>
    [...new Map(lanes.map(({ spec, plan }) => [spec, plan.grid])).entries()]
      .map(([spec, grid]) => modelSource(spec, grid))
      .join("\n\n"),
};
