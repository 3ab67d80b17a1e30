/** The numbers of what a view has run, unrounded, with stable names in English. */
import { bitsPerDimension } from "../../training/baselines.js";
import type { Tensor } from "../../models/tensor.js";
import type { DrawTrace } from "../../engine/drawing.js";
import type { DataTable } from "../tools/take-away.js";
import type { CompletionRun } from "./completion/run.js";
import { copyAt } from "./completion/run.js";
import { pixelsAt, sizeOfDraw } from "./draws.js";
import type { MethodsRun } from "./methods/run.js";
import type { ModelsRun } from "./models/run.js";
import type { Results } from "./results.js";
import type { Moment } from "./run-figure.js";
import { wavefrontFormula, type StepCount } from "./specs.js";
import type { TrainingRecord } from "./training/record.js";

type Cell = DataTable["rows"][number][number];

const COUNTS = [
  "matvec_steps",
  "dispatches",
  "cells",
  "multiply_adds",
  "milliseconds",
  "timed_by",
  "device",
  "adapter",
] as const;
const countsOf = (trace: DrawTrace): readonly Cell[] => [
  trace.matvecSteps,
  trace.dispatches,
  trace.cells,
  trace.multiplyAdds,
  trace.milliseconds,
  trace.timing,
  trace.device,
  trace.adapter,
];

const formulaColumns = (withheld: boolean): readonly string[] =>
  withheld ? [] : ["formula", "pixel_steps_by_formula", "formula_is"];
const formulaCells = (formula: StepCount | null, withheld: boolean): readonly Cell[] => {
  if (withheld) return [];
  return formula ? [formula.text, formula.value, formula.isBound ? "at most" : "exact"] : [null, null, null];
};

/** What is drawn and computed in every pixel-step. */
function stepRows(name: string, trace: DrawTrace): readonly (readonly Cell[])[] {
  const drawn = new Uint32Array(trace.pixelSteps + 1);
  if (trace.method !== "fixed-point") for (const step of trace.drawnAt) drawn[step]! += 1;
  return Array.from({ length: trace.pixelSteps }, (_, i) => {
    const step = i + 1;
    const changed =
      trace.method === "fixed-point"
        ? pixelsAt(trace, step).litByColour.reduce((sum, { length }) => sum + length, 0)
        : drawn[step]!;
    return [name, step, changed, trace.plan.step(i).levels.reduce((sum, { length }) => sum + length, 0)];
  });
}

const stepsTable = (lane: string, rows: DataTable["rows"]): DataTable => ({
  name: "steps",
  columns: [lane, "pixel_step", "drawn_or_changed", "cells_computed"],
  rows,
});

/** (C, H · W) as rows; what is not drawn yet has no value. */
const imageRows = (
  name: Cell,
  values: ArrayLike<number>,
  { width, pixels }: { readonly width: number; readonly pixels: number },
): readonly (readonly Cell[])[] =>
  Array.from(values, (value, i) => {
    const pixel = i % pixels;
    return [name, Math.floor(pixel / width), pixel % width, Math.floor(i / pixels), Number.isNaN(value) ? null : value];
  });

const imageTable = (name: string, of: string, rows: DataTable["rows"]): DataTable => ({
  name,
  columns: [of, "row", "column", "channel", "value"],
  rows,
});

const methodsTables = ({ drawn }: MethodsRun, { step, withheld }: Moment): readonly DataTable[] => [
  {
    name: "methods",
    columns: ["method", "pixel_steps", ...formulaColumns(withheld), ...COUNTS, "pixels_that_differ"],
    rows: drawn.map(({ method, trace, formula, differing }) => [
      method,
      trace.pixelSteps,
      ...formulaCells(formula, withheld),
      ...countsOf(trace),
      differing,
    ]),
  },
  stepsTable(
    "method",
    drawn.flatMap(({ method, trace }) => stepRows(method, trace)),
  ),
  imageTable(
    "pixels",
    "method",
    drawn.flatMap(({ method, trace }) => imageRows(method, pixelsAt(trace, step).values, sizeOfDraw(trace))),
  ),
];

const modelsTables = ({ drawn }: ModelsRun, { step, withheld }: Moment): readonly DataTable[] => [
  {
    name: "models",
    columns: [
      "model",
      "pixels_seen_from_the_middle",
      "pixel_steps",
      ...formulaColumns(withheld),
      "steps_to_read_an_image",
      ...COUNTS,
    ],
    rows: drawn.map(({ name, seen, trace, formula, readingSteps }) => [
      name,
      seen,
      trace.pixelSteps,
      ...formulaCells(formula, withheld),
      readingSteps,
      ...countsOf(trace),
    ]),
  },
  stepsTable(
    "model",
    drawn.flatMap(({ name, trace }) => stepRows(name, trace)),
  ),
  imageTable(
    "pixels",
    "model",
    drawn.flatMap(({ name, trace }) => imageRows(name, pixelsAt(trace, step).values, sizeOfDraw(trace))),
  ),
];

const bitsOf = ({ spec, numbers }: TrainingRecord, nats: number): number | null =>
  bitsPerDimension(spec.conditional, nats, numbers);

function trainingTables(record: TrainingRecord): readonly DataTable[] {
  const { curve, baselines, samples } = record;
  const held = new Map(curve.heldOut.map(({ step, nats }) => [step, nats]));
  const steps = new Set([...held.keys(), ...curve.train.map((_, i) => curve.from + i + 1)]);
  return [
    {
      name: "loss",
      columns: ["training_step", "batch_nats_per_image", "held_out_nats_per_image", "held_out_bits_per_dimension"],
      rows: [...steps]
        .sort((a, b) => a - b)
        .map((step) => {
          const nats = held.get(step);
          return [
            step,
            curve.train[step - curve.from - 1] ?? null,
            nats ?? null,
            nats === undefined ? null : bitsOf(record, nats),
          ];
        }),
    },
    ...(baselines
      ? [
          {
            name: "baselines",
            columns: ["baseline", "nats_per_image", "bits_per_dimension"],
            rows: [
              ["uniform", baselines.uniform, bitsOf(record, baselines.uniform)],
              ["independent", baselines.independent, bitsOf(record, baselines.independent)],
            ],
          },
        ]
      : []),
    ...(samples ? [imageTable("samples", "sample", sampleRows(samples))] : []),
  ];
}

function sampleRows({ shape, data }: Tensor<Float32Array>): DataTable["rows"] {
  const [count, channels, height, width] = shape as [number, number, number, number];
  const pixels = height * width;
  return Array.from({ length: count }, (_, i) =>
    imageRows(i + 1, data.subarray(i * channels * pixels, (i + 1) * channels * pixels), { width, pixels }),
  ).flat();
}

function completionTables(run: CompletionRun, { step, withheld }: Moment): readonly DataTable[] {
  const { trace, rows, image, model } = run;
  const size = sizeOfDraw(trace);
  const below = size.height - rows;
  const formula = below > 0 ? wavefrontFormula(model.spec, { height: below, width: size.width }) : null;
  const copies = Array.from({ length: trace.values.shape[0]! }, (_, i) => i);
  return [
    {
      name: "completions",
      columns: ["completions", "rows_given", "rows", "pixel_steps", ...formulaColumns(withheld), ...COUNTS],
      rows: [
        [copies.length, rows, size.height, trace.pixelSteps, ...formulaCells(formula, withheld), ...countsOf(trace)],
      ],
    },
    imageTable("pixels", "completion", [
      ...imageRows("image", image.data, size),
      ...copies.flatMap((copy) => imageRows(copy + 1, copyAt(run, copy, step), size)),
    ]),
  ];
}

/** The images stand as they are at the step of the clock. */
export function tablesOf(results: Results, moment: Moment): readonly DataTable[] {
  switch (results.view) {
    case "methods":
      return methodsTables(results.run, moment);
    case "models":
      return modelsTables(results.run, moment);
    case "training":
      return trainingTables(results.run);
    case "completion":
      return completionTables(results.run, moment);
  }
}
