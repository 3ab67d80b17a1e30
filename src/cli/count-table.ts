import type { CountReport, JsonInteger } from "./count-report.js";
import { formatTable, grouped } from "./table.js";

const shownInteger = (value: JsonInteger): string => grouped(BigInt(value));

/** What is drawn pixel by pixel has steps of sampling and a receptive field; a net over time and a residual stack have neither. */
const drawsPixels = ({ model }: CountReport): boolean => !["lstm", "rnn", "residual"].includes(model);

const storedIn = (report: CountReport): string =>
  drawsPixels(report) ? "with biases and masked taps" : report.model === "residual" ? "with batch norm" : "with biases";

/** A report as the reader sees it: the facts, then the layers. */
export function countTable(report: CountReport): string {
  const { steps, receptiveField: field } = report;
  const isOverTime = report.model === "lstm" || report.model === "rnn";
  const [first, second, third] = report.layers[0]!.output;
  const size = isOverTime ? `T = ${grouped(first)}, N = ${grouped(second)}` : `${second}×${third}`;
  const facts: readonly (readonly [string, string, string])[] = [
    ["parameters", shownInteger(report.parameters), `numbers stored, ${storedIn(report)}`],
    [
      "connections",
      shownInteger(report.connections),
      isOverTime
        ? "multiplications of one sequence, without biases"
        : "multiplications, without padded taps and biases",
    ],
    ["multiply-adds", shownInteger(report.macs), isOverTime ? "of all sequences" : "live taps at every position"],
    ["steps, training", grouped(steps.training), "the minimum: longest chain of matrix-vector products"],
    ["steps, layer by layer", grouped(steps.layerwise), ""],
    ...(steps.sampling === null
      ? drawsPixels(report)
        ? [["sampling", "none", "an output sees its own pixel"] as const]
        : []
      : ([
          ["sampling, naive", grouped(steps.sampling.naive), "pixels one after the other, the whole image each time"],
          ["sampling, cached", grouped(steps.sampling.cached), "pixels one after the other"],
          ["sampling, wavefront", grouped(steps.sampling.wavefront), "the minimum: longest chain of pixels"],
        ] as const)),
    ["widest step", grouped(report.peakWidth), "cells at once"],
    ["utilisation", `${(100 * report.utilisation).toFixed(1)} %`, "cells ÷ (steps · widest step)"],
    ["memory", shownInteger(report.memory), "bytes of float32 that training keeps"],
    ...(drawsPixels(report)
      ? [
          [
            "receptive field",
            field === null ? "unbounded" : grouped(field.size),
            field === null
              ? ""
              : `pixels of a causal window of ${grouped(field.window)}; blind spot ${grouped(field.blind)}`,
          ] as const,
        ]
      : []),
  ];
  const layers = report.layers.map((layer) => [
    layer.name,
    layer.output.join("×"),
    shownInteger(layer.parameters),
    shownInteger(layer.connections),
    shownInteger(layer.macs),
  ]);
  return [
    formatTable(
      [
        { title: `${report.model}, ${size}${report.note === null ? "" : `: ${report.note}`}` },
        { title: "", align: "right" },
        { title: "" },
      ],
      facts,
    ),
    "",
    formatTable(
      [
        { title: "layer" },
        { title: "output" },
        { title: "parameters", align: "right" },
        { title: "connections", align: "right" },
        { title: "multiply-adds", align: "right" },
      ],
      layers,
    ),
  ].join("\n");
}
