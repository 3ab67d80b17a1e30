/** The picture of what a view has run, at a step of its clock: for the page and for the command line. */
import { bitsPerDimension } from "../../training/baselines.js";
import { SweepfieldError } from "../../error.js";
import type { Figure, LegendEntry, Mark } from "../figure/marks.js";
import { HATCH } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { t } from "../language/t.js";
import { rampsFor } from "../styles/ramps.js";
import { copyAt, type CompletionRun } from "./completion/run.js";
import { sizeOfDraw, type Drawn } from "./draws.js";
import { grouped } from "./lane.js";
import type { MethodsRun } from "./methods/run.js";
import type { ModelsRun } from "./models/run.js";
import { contextMarks, drawingMarks, imageColours, workMarks } from "./pictures.js";
import type { Results } from "./results.js";
import { MODELS } from "./specs.js";
import { curveMarks } from "./training/curve.js";
import type { TrainingRecord } from "./training/record.js";
import type { SamplerState } from "./view.js";

/** Where the picture stands. */
export interface Moment {
  readonly state: SamplerState;
  /** Of the clock. */
  readonly step: number;
  /** A question holds the formulas back. */
  readonly withheld: boolean;
}

const WIDTH = 1120;
const GAP = 24;
/** Of the small picture below. */
const SMALL = 78;

const drawnNow = (): LegendEntry => ({
  label: t`drawn, or changed, in this pixel-step`,
  swatch: { stroke: figureColour("glow") },
});
const notDrawn = (): LegendEntry => ({ label: t`not drawn yet`, swatch: { fill: HATCH } });

interface LaneBelow {
  readonly drawn: Drawn;
  readonly facts: readonly string[];
  beside(look: { readonly x: number; readonly y: number; readonly side: number }): readonly Mark[];
}

/** Pictures side by side, each with its counter and what else was counted. */
function lanesFigure(
  lanes: readonly LaneBelow[],
  { step, withheld }: Moment,
): Pick<Figure, "width" | "height" | "marks"> {
  const room = Math.floor((WIDTH - (lanes.length - 1) * GAP) / lanes.length);
  const size = sizeOfDraw(lanes[0]!.drawn.trace);
  const side = Math.min(room / size.width, 280 / size.height);
  const top = 30;
  const below = top + size.height * side;
  const small = Math.min(SMALL / size.width, SMALL / size.height);
  const { order } = rampsFor(false);
  const marks = lanes.flatMap(({ drawn, facts, beside }, i): Mark[] => {
    const { title, hue, trace, formula } = drawn;
    const x = i * (room + GAP);
    const soft = figureColour("ink-soft");
    const done = Math.min(step, trace.pixelSteps);
    const closed = formula ? `${formula.isBound ? "≤ " : ""}${formula.text} = ${formula.value}` : t`no closed form`;
    return [
      { kind: "text", x, y: 16, text: title, size: 16, weight: 700, fill: figureColour(hue) },
      ...drawingMarks(trace, { x, y: top, side, step, order, paint: figureColour }),
      { kind: "text", x, y: below + 38, text: String(done), size: 32, weight: 700 },
      {
        kind: "text",
        x: x + 12 + 20 * String(done).length,
        y: below + 38,
        text: t`of ${trace.pixelSteps} pixel-steps`,
        fill: soft,
      },
      { kind: "text", x, y: below + 60, text: withheld ? t`formula: after your answer` : closed, size: 14 },
      ...beside({ x, y: below + 74, side: small }),
      ...facts.map((text, line): Mark => ({
        kind: "text",
        x: x + size.width * small + 12,
        y: below + 88 + 18 * line,
        text,
        size: 12,
        fill: soft,
      })),
    ];
  });
  return { width: WIDTH, height: below + 82 + Math.max(SMALL, size.height * small), marks };
}

const settingText = ({ height, width, depth, channels, first, kernel, temperature, seed }: SamplerState): string =>
  t`${height} × ${width}, d = ${depth}, k = ${channels}, kernels ${first} × ${first} and ${kernel} × ${kernel}, temperature ${temperature}, seed of the noise ${seed}.`;

function methodsFigure({ drawn, model }: MethodsRun, moment: Moment): Figure {
  const { state, step } = moment;
  const [first] = drawn;
  if (!first)
    throw new SweepfieldError(
      "limit-exceeded",
      t`nothing was drawn: naive drawing and the fixed point would take too long; choose a smaller image or fewer channels`,
    );
  const differing = drawn.reduce((sum, found) => sum + found.differing, 0);
  const { order } = rampsFor(false);
  return {
    title:
      drawn.length === 1
        ? t`${MODELS[state.model].title}: one way to draw one image, pixel-step ${step}`
        : t`${MODELS[state.model].title}: ${drawn.length} ways to draw one image, pixel-step ${step}`,
    caption: [
      t`Executed on ${first.trace.adapter}. The images differ in ${differing} pixels.`,
      ...drawn.map(({ title, does }) => `${title}: ${does}.`),
      settingText(state),
      t`Weights: ${model.source}.`,
    ].join(" "),
    legend: [
      drawnNow(),
      notDrawn(),
      { label: t`its cells are computed in this step`, swatch: { ramp: order, ends: ["", "", ""] } },
    ],
    ...lanesFigure(
      drawn.map((found) => ({
        drawn: found,
        facts: [
          t`${grouped(found.trace.matvecSteps)} matvec steps`,
          t`${grouped(found.trace.dispatches)} dispatches`,
          t`${grouped(found.trace.multiplyAdds)} multiply-adds`,
        ],
        beside: (look) => workMarks(found.trace, { ...look, step, order, paint: figureColour }),
      })),
      moment,
    ),
  };
}

function modelsFigure({ drawn }: ModelsRun, moment: Moment): Figure {
  const { state, step } = moment;
  return {
    title: t`What a model may see decides how many pixels can be drawn at once: pixel-step ${step}`,
    caption: `${t`Executed on ${drawn[0]!.trace.adapter}, along the wavefront.`} ${settingText(state)}`,
    legend: [
      drawnNow(),
      notDrawn(),
      { label: t`seen by the middle pixel (convolution)`, swatch: { fill: figureColour("pixelcnn") } },
      { label: t`the same (recurrence)`, swatch: { fill: figureColour("mdrnn") } },
    ],
    ...lanesFigure(
      drawn.map((found) => ({
        drawn: found,
        facts: [
          t`sees ${found.seen} others`,
          t`${grouped(found.trace.matvecSteps)} matvec steps`,
          t`${grouped(found.readingSteps)} steps to read`,
        ],
        beside: (look) => contextMarks(found.context, { ...look, hue: MODELS[found.name].family, paint: figureColour }),
      })),
      moment,
    ),
  };
}

const CURVE = 390;

function trainingFigure(record: TrainingRecord, { state }: Moment): Figure {
  const { spec, adapter, images, learning, heldOut, curve, baselines, steps, numbers, settings } = record;
  const held = curve.heldOut.at(-1);
  return {
    title: t`${MODELS[state.model].title}: the loss over ${curve.from + curve.train.length} steps of training`,
    caption: [
      t`Executed on ${adapter}: ${learning} images to learn from (${images}), ${heldOut} held out.`,
      ...(held ? [t`After ${held.step} steps a held-out image costs ${held.nats.toFixed(2)} nats.`] : []),
      t`Batches of ${settings.batch}, learning rate ${settings.learningRate}.`,
      ...(record.samples ? [t`Below: drawn after ${record.samplesStep} steps.`] : []),
      settingText(state),
    ].join(" "),
    legend: [
      { label: t`batches, mean of 20`, swatch: { stroke: figureColour("pixelcnn") } },
      { label: t`held-out images`, swatch: { stroke: figureColour("mdrnn"), dash: "2 3" } },
      { label: t`to compare with`, swatch: { stroke: figureColour("line-strong"), dash: "6 4" } },
    ],
    width: WIDTH,
    height: CURVE + 10 + (record.samples ? SAMPLE + GAP : 0),
    marks: [
      ...curveMarks(curve, baselines, {
        width: WIDTH,
        height: CURVE,
        steps,
        bitsPerNat: bitsPerDimension(spec.conditional, 1, numbers),
        paint: figureColour,
      }),
      ...sampleMarks(record.samples),
    ],
  };
}

/** Side of a sample. */
const SAMPLE = 112;

function sampleMarks(samples: TrainingRecord["samples"]): readonly Mark[] {
  if (!samples) return [];
  const [count, channels, height, width] = samples.shape as [number, number, number, number];
  const pixels = height * width;
  const side = SAMPLE / Math.max(height, width);
  return Array.from({ length: count }, (_, i): Mark => ({
    kind: "cells",
    x: i * (SAMPLE + GAP),
    y: CURVE + GAP,
    rows: height,
    columns: width,
    side,
    colours: imageColours(samples.data.subarray(i * channels * pixels, (i + 1) * channels * pixels), pixels, channels),
  }));
}

function completionFigure(run: CompletionRun, { state, step }: Moment): Figure {
  const { trace, rows, image, model } = run;
  const { channels, height, width, pixels } = sizeOfDraw(trace);
  const copies = trace.values.shape[0]!;
  const count = copies + 1;
  const side = Math.min((WIDTH - (count - 1) * 16) / count / width, 280 / height);
  const done = Math.min(step, trace.pixelSteps);
  return {
    title: t`The rest of an image, ${rows} of ${height} rows given: pixel-step ${done} of ${trace.pixelSteps}`,
    caption: [
      t`Executed on ${trace.adapter}, ${copies} completions at once. On the left the image before it was covered.`,
      settingText(state),
      t`Weights: ${model.source}.`,
    ].join(" "),
    legend: [{ label: t`the end of what is given`, swatch: { stroke: figureColour("mdrnn") } }, notDrawn()],
    width: WIDTH,
    height: height * side + 8,
    marks: Array.from({ length: count }, (_, i) => i).flatMap((i): Mark[] => {
      const x = i * (width * side + 16);
      const values = i === 0 ? image.data : copyAt(run, i - 1, step);
      return [
        { kind: "cells", x, y: 0, rows: height, columns: width, side, colours: imageColours(values, pixels, channels) },
        { kind: "path", d: `M${x} ${rows * side}H${x + width * side}`, stroke: figureColour("mdrnn"), strokeWidth: 2 },
      ];
    }),
  };
}

/** Throws limit-exceeded where all methods were left out. */
export function runFigure(results: Results, moment: Moment): Figure {
  switch (results.view) {
    case "methods":
      return methodsFigure(results.run, moment);
    case "models":
      return modelsFigure(results.run, moment);
    case "training":
      return trainingFigure(results.run, moment);
    case "completion":
      return completionFigure(results.run, moment);
  }
}
