import { SweepfieldError } from "../../error.js";
import { t } from "../language/t.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import type { SfComplexity } from "./complexity.js";
import { comparisonFigure, type ComparisonShown } from "./complexity.figure.js";
import { valueOf, type Machine, type Value } from "./facts.js";
import { rows } from "./models.js";
import { quantities, type ComplexityState } from "./quantities.js";

/** What is read of the element. */
type Complexity = Pick<SfComplexity, "shown"> & { readonly link: { readonly state: ComplexityState } };

/** Counts beyond 2⁵³ are written out. */
const exact = (value: Value): number | string | null =>
  typeof value === "bigint" ? (value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value)) : value;

/** Every model with every quantity, and the steps that were executed beside those that were counted. */
export const comparisonTable = ({ table, executed }: ComparisonShown, machine: Machine): DataTable => {
  const ran = (id: string, column: string): number | null =>
    executed.find((run) => run.id === id && run.column === column)?.steps ?? null;
  return {
    name: "comparison",
    columns: ["model", ...quantities.map(({ id }) => id), "minimum_executed", "layerwise_executed"],
    rows: rows.map(({ id }) => [
      id,
      ...quantities.map((quantity) => exact(valueOf(quantity.id, table.facts[id], machine))),
      ran(id, "minimum"),
      ran(id, "layerwise"),
    ]),
  };
};

/** The chosen quantity against depth, side, channels and kernel: the charts in numbers. */
export const growthTable = ({ growth: { quantity, panels } }: ComparisonShown): DataTable => ({
  name: "growth",
  columns: ["quantity", "against", "at", "model", "value"],
  rows: panels.flatMap(({ axis, stops, lines }) =>
    lines.flatMap(({ id, values }) => stops.map((stop, i) => [quantity, axis.id, stop, id, exact(values[i] ?? null)])),
  ),
});

export const takeAway: TakeAway<Complexity> = {
  figure: async ({ shown, link }) => {
    if (!shown) throw new SweepfieldError("engine-failed", t`nothing is counted yet; wait for the table`);
    return comparisonFigure(link.state, shown);
  },
  frames: null,
  tables: ({ shown, link }) => (shown ? [comparisonTable(shown, link.state), growthTable(shown)] : []),
  pytorch: null,
  scenes: quantities.map(({ id }) => ({ quantity: id })),
};
