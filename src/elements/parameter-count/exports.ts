/** The net to take away. Loaded when it is asked for. */
import { formulaText } from "../../models/cnn/formula.js";
import { shapeText } from "../../models/cnn/shape.js";
import { layersText } from "../../models/cnn/format.js";
import { parseLayers } from "../../models/cnn/parse.js";
import { pytorchSource } from "../../models/cnn/pytorch.js";
import { varied } from "../../models/cnn/vary.js";
import { csvText } from "../../io/csv-text.js";
import type { DataTable } from "../tools/take-away.js";
import type { Net } from "./net.js";

/** Counts beyond 2⁵³ are written out. */
const exact = (value: bigint | null): number | string | null =>
  value === null ? null : value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);

/** Every layer with its formula and its numbers, without separators, and the totals. */
export const layersTable = ({ count: { layers, total } }: Net): DataTable => ({
  name: "layers",
  columns: [
    "layer",
    "output",
    "formula",
    "parameters",
    "buffers",
    "neurons",
    "inputs per neuron",
    "connections",
    "multiply-adds",
  ],
  rows: [
    ...layers.map((row) => [
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
    [
      "total",
      null,
      null,
      exact(total.parameters),
      exact(total.buffers),
      exact(total.neurons),
      null,
      exact(total.connections),
      exact(total.macs),
    ],
  ],
});

/** The table, as a spreadsheet reads it. */
export const csvOf = (net: Net): string => {
  const { columns, rows } = layersTable(net);
  return csvText(columns, rows);
};

export const codeOf = ({ count }: Net): string => pytorchSource(count);

/** The list with what the settings changed written into it. */
export const listOf = ({ text, variation }: Net): string => layersText(varied(parseLayers(text).layers, variation));
