/** The net to take away. Loaded when it is asked for. */
import { formulaText } from "../../models/cnn/formula.js";
import { shapeText } from "../../models/cnn/shape.js";
import { layersText } from "../../models/cnn/format.js";
import { parseLayers } from "../../models/cnn/parse.js";
import { pytorchSource } from "../../models/cnn/pytorch.js";
import { varied } from "../../models/cnn/vary.js";
import type { Net } from "./net.js";

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table, as a spreadsheet reads it: numbers without separators. */
export const csvOf = ({ count }: Net): string => {
  const heads = "layer,output,formula,parameters,buffers,neurons,inputs per neuron,connections,multiply-adds";
  const rows = count.layers.map((row) =>
    [
      row.name,
      shapeText(row.output).replaceAll(",", ""),
      row.formula.length === 0 ? "" : formulaText(row.formula).replaceAll(",", ""),
      row.parameters,
      row.buffers,
      row.neurons ?? "",
      row.inputsPerNeuron ?? "",
      row.connections,
      row.macs,
    ]
      .map((cell) => quoted(String(cell)))
      .join(","),
  );
  const { parameters, buffers, neurons, connections, macs } = count.total;
  return [heads, ...rows, `total,,,${parameters},${buffers},${neurons},,${connections},${macs}`, ""].join("\n");
};

export const codeOf = ({ count }: Net): string => pytorchSource(count);

/** The list with what the settings changed written into it. */
export const listOf = ({ text, variation }: Net): string => layersText(varied(parseLayers(text).layers, variation));
