import type { CnnReport } from "./cnn-report.js";
import type { JsonInteger } from "./count-report.js";
import { formatTable, grouped } from "./table.js";

const shown = (value: JsonInteger | null): string => (value === null ? "–" : grouped(BigInt(value)));
const none = (value: JsonInteger): string => (BigInt(value) === 0n ? "–" : shown(value));

type Layer = CnnReport["layers"][number];

const sizeOf = ([channels, height, width]: Layer["output"]): string =>
  (BigInt(height) === 1n && BigInt(width) === 1n ? [channels] : [channels, height, width]).map(String).join("×");

const formulaOf = ({ formula, parameters, shares }: Layer): string =>
  shares !== null && formula !== null
    ? `the weights of ${shares}`
    : formula === null
      ? "–"
      : `${formula} = ${shown(parameters)}`;

/** What a net has in all, then layer by layer with the formula filled in. */
export function cnnTable(report: CnnReport): string {
  const facts: readonly (readonly [string, string, string])[] = [
    ["parameters", shown(report.parameters), `all that is trained; ${shown(report.weights)} without the biases`],
    ...(BigInt(report.buffers) === 0n
      ? []
      : [
          [
            "buffers",
            shown(report.buffers),
            "stored and not trained: running mean and variance of batch norm, or code words",
          ] as const,
        ]),
    ["neurons", shown(report.neurons), "units of convolutions and fully connected layers"],
    ["connections", shown(report.connections), "edges with a weight, taps on the padding left out"],
    ["multiply-adds", shown(report.macs), "the same with the taps on the padding"],
    ["pooling edges", shown(report.poolingEdges), "what pooling reads, without weights"],
    ["steps", shown(report.steps.training), "layers with weights on the longest way, one after the other"],
    ["memory", shown(report.memory), "bytes of float32 outputs that training keeps, for one image"],
  ];
  const rows = report.layers.map((layer) => [
    `${"  ".repeat(layer.within.length)}${layer.name}${layer.within.length === 0 ? "" : `  (${layer.within.at(-1)})`}`,
    sizeOf(layer.output),
    formulaOf(layer),
    none(layer.parameters),
    shown(layer.neurons),
    shown(layer.inputsPerNeuron),
    none(layer.connections),
    none(layer.macs),
  ]);
  const total = [
    "total",
    "",
    "",
    shown(report.parameters),
    shown(report.neurons),
    "",
    shown(report.connections),
    shown(report.macs),
  ];
  return [
    formatTable([{ title: `cnn, ${report.input.join("×")}` }, { title: "", align: "right" }, { title: "" }], facts),
    "",
    formatTable(
      [
        { title: "layer" },
        { title: "output" },
        { title: "formula" },
        { title: "parameters", align: "right" },
        { title: "neurons", align: "right" },
        { title: "inputs per neuron", align: "right" },
        { title: "connections", align: "right" },
        { title: "multiply-adds", align: "right" },
      ],
      [...rows, total],
    ),
  ].join("\n");
}
