import { SweepfieldError } from "../../error.js";
import { CNN_PRESETS } from "../../models/cnn/presets.js";
import { formulaText } from "../../models/cnn/formula.js";
import { shapeText } from "../../models/cnn/shape.js";
import { t } from "../language/t.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import { codeOf } from "./exports.js";
import type { Net } from "./net.js";
import type { SfParameterCount } from "./parameter-count.js";
import { netFigure } from "./parameter-count.figure.js";

/** What is read of the element. */
type Count = Pick<SfParameterCount, "shown" | "selected">;

/** Counts beyond 2⁵³ are written out. */
const exact = (value: bigint | null): number | string | null =>
  value === null ? null : value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);

/** Every layer with its formula and its numbers. */
export const layersTable = ({ count }: Net): DataTable => ({
  name: "layers",
  columns: [
    "layer",
    "output",
    "formula",
    "parameters",
    "buffers",
    "neurons",
    "inputs_per_neuron",
    "connections",
    "multiply_adds",
  ],
  rows: count.layers.map((row) => [
    row.name,
    shapeText(row.output).replaceAll(",", ""),
    row.formula.length === 0 ? "" : formulaText(row.formula).replaceAll(",", ""),
    exact(row.parameters),
    exact(row.buffers),
    exact(row.neurons),
    exact(row.inputsPerNeuron),
    exact(row.connections),
    exact(row.macs),
  ]),
});

const shownOf = ({ shown }: Count): Net => {
  if (!shown) throw new SweepfieldError("state-invalid", t`nothing is counted yet; finish the list of layers first`);
  return shown;
};

export const takeAway: TakeAway<Count> = {
  figure: async (element) => netFigure(shownOf(element), element.selected),
  frames: null,
  tables: ({ shown }) => (shown ? [layersTable(shown)] : []),
  pytorch: (element) => codeOf(shownOf(element)),
  scenes: Object.keys(CNN_PRESETS).map((preset) => ({ preset })),
};
