import { SweepfieldError } from "../../error.js";
import { columnOf, layerOf, rowOf } from "../../graph/grid.js";
import { modelSource } from "../../models/pytorch/models.js";
import { t } from "../language/t.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import { backwardNumbers, forwardNumbers } from "./cell-numbers.js";
import { backwardRows, forwardRows } from "./cell-rows.js";
import { profileOf, statisticsOf } from "./profile.js";
import { sweepFigure } from "./wavefront.figure.js";
import type { SweepShown } from "./wavefront.figure.js";
import type { SfWavefront } from "./wavefront.js";

/** Steps a second of a film: those of the clock, as far as films go. */
const MOST_FRAMES = 25;

/** What is read of the element. */
type Wavefront = Pick<SfWavefront, "shown">;

function ranOf({ shown }: Wavefront): SweepShown {
  if (!shown) throw new SweepfieldError("engine-failed", t`the sweep has not run yet; wait for its first result`);
  return shown;
}

/** How many cells and matrix-vector products run in every step, in all and by map. */
export function stepsTable({ sweep, pass }: SweepShown): DataTable {
  const { access } = sweep;
  const { plan } = sweep[pass];
  const products = profileOf(access, plan, "matvecs");
  return {
    name: "steps",
    columns: [
      "step",
      "cells",
      "matrix_vector_products",
      ...access.map(({ layer, name }) => `layer_${layer + 1}_${name}`),
    ],
    rows: Array.from({ length: plan.length }, (_, step) => {
      const byMap = access.map(() => 0);
      for (let i = 0; i < plan.width(step); i++) byMap[layerOf(plan.grid, plan.cell(step, i))]! += 1;
      return [step + 1, plan.width(step), products[step]!, ...byMap];
    }),
  };
}

/** Every cell of every map, with the steps in which it ran and what is left in it; empty for one that never runs. */
export function cellsTable({ sweep }: SweepShown): DataTable {
  const { access, forward, backward } = sweep;
  const { grid } = forward.plan;
  const ran = ({ plan, means }: typeof forward, cell: number): readonly (number | null)[] =>
    plan.stepOf(cell) < 0 ? [null, null] : [plan.stepOf(cell) + 1, means[cell] ?? null];
  return {
    name: "cells",
    columns: ["layer", "map", "row", "column", "forward_step", "mean_activation", "backward_step", "mean_gradient"],
    rows: Array.from({ length: grid.layers * grid.height * grid.width }, (_, cell) => {
      const { layer, name } = access[layerOf(grid, cell)]!;
      return [layer + 1, name, rowOf(grid, cell), columnOf(grid, cell), ...ran(forward, cell), ...ran(backward, cell)];
    }),
  };
}

/** The formula of the chosen cell, summand by summand, with the numbers of every channel. */
export function cellTable({ sweep, pass, cell }: SweepShown): DataTable {
  const rows =
    pass === "forward"
      ? forwardRows(sweep, forwardNumbers(sweep, cell))
      : backwardRows(sweep, backwardNumbers(sweep, cell));
  const channels = Math.max(...rows.map(({ numbers }) => numbers.length));
  return {
    name: "cell",
    columns: ["term", ...Array.from({ length: channels }, (_, k) => `channel_${k + 1}`)],
    rows: rows.map(({ name, numbers }) => [name, ...Array.from({ length: channels }, (_, k) => numbers[k] ?? null)]),
  };
}

/** Ticks on machines of 1, 2, 4 … lanes up to the widest step, and how many of these lanes are busy. */
export function lanesTable({ sweep, pass, state: { unit } }: SweepShown): DataTable {
  const profile = profileOf(sweep.access, sweep[pass].plan, unit);
  const { peak } = statisticsOf(profile, Infinity);
  const counts = [...Array.from({ length: Math.ceil(Math.log2(peak)) }, (_, i) => 2 ** i), peak];
  return {
    name: "lanes",
    columns: ["lanes", "unit", "ticks", "share_busy"],
    rows: counts.map((lanes) => {
      const { ticks, busy } = statisticsOf(profile, lanes);
      return [lanes, unit, ticks, busy];
    }),
  };
}

export const takeAway: TakeAway<Wavefront> = {
  figure: async (element) => sweepFigure(ranOf(element)),
  frames: async (element) => {
    const shown = ranOf(element);
    return {
      length: shown.sweep[shown.pass].plan.length + 1,
      rate: Math.min(MOST_FRAMES, Number(shown.state.speed)),
      at: (step) => sweepFigure({ ...shown, step }),
    };
  },
  tables: ({ shown }) => {
    if (!shown || shown.held) return [];
    const { plan } = shown.sweep[shown.pass];
    return [
      stepsTable(shown),
      cellsTable(shown),
      // no output needs a cell that never runs
      ...(plan.stepOf(shown.cell) < 0 ? [] : [cellTable(shown)]),
      lanesTable(shown),
    ];
  },
  pytorch: (element) => {
    const { sweep } = ranOf(element);
    return modelSource(sweep.spec, sweep.forward.plan.grid);
  },
};
