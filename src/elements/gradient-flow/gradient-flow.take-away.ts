import { SweepfieldError } from "../../error.js";
import { PLACEMENT_NAMES } from "../../models/residual.js";
import { residualSource } from "../../models/pytorch/residual.js";
import { t } from "../language/t.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import type { Measured } from "./execute.js";
import type { SfGradientFlow } from "./gradient-flow.js";
import { flowFigure } from "./gradient-flow.figure.js";
import { setupOf, specOf, type FlowState } from "./setup.js";

/** What is read of the element. */
type Flow = Pick<SfGradientFlow, "shown"> & { readonly link: { readonly state: FlowState } };

/** Every norm that was measured, block by block: of the gradient, of what comes down the skips alone, of the forward signal. */
export const normsTable = (runs: readonly Measured[]): DataTable => ({
  name: "norms",
  columns: ["placement", "seed", "block", "gradient_norm", "skip_norm", "activation_norm"],
  rows: runs.flatMap(({ placement, seed, norms: { gradient, skip, activation } }) =>
    Array.from(gradient, (norm, block) => [
      placement,
      seed,
      block,
      norm,
      skip[block] ?? null,
      activation[block] ?? null,
    ]),
  ),
});

/** What each run took. */
export const runsTable = (runs: readonly Measured[]): DataTable => ({
  name: "runs",
  columns: ["placement", "seed", "steps_executed", "dispatches", "milliseconds", "device", "adapter"],
  rows: runs.map(({ placement, seed, steps, dispatches, milliseconds, device, adapter }) => [
    placement,
    seed,
    steps,
    dispatches,
    milliseconds,
    device,
    adapter,
  ]),
});

export const takeAway: TakeAway<Flow> = {
  figure: async ({ shown, link }) => {
    if (shown.length === 0)
      throw new SweepfieldError("engine-failed", t`nothing is measured yet; wait for the first curves`);
    return flowFigure(link.state, shown);
  },
  frames: null,
  tables: ({ shown }) => (shown.length === 0 ? [] : [normsTable(shown), runsTable(shown)]),
  pytorch: ({ link: { state } }) => {
    const setup = setupOf(state);
    return residualSource(specOf(setup, state.first), setup.shape);
  },
  scenes: PLACEMENT_NAMES.map((first) => ({ first })),
};
