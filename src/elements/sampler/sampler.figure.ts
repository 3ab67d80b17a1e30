import { drawDigits } from "../../io/builtin-digits.js";
import { bitsPerDimension, independentNats, uniformNats } from "../../training/baselines.js";
import { trainingData } from "../../training/data.js";
import { openTraining } from "../../training/run.js";
import type { Figure, FigureOf, LegendEntry, Mark } from "../figure/marks.js";
import { HATCH } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { rampsFor } from "../styles/ramps.js";
import { copyAt, givenDigit, runCompletion } from "./completion/run.js";
import { sizeOfDraw, type Drawn } from "./draws.js";
import type { DrawAndTrain } from "./engine.js";
import { grouped } from "./lane.js";
import { runMethods } from "./methods/run.js";
import { runModels } from "./models/run.js";
import { contextMarks, drawingMarks, imageColours, workMarks } from "./pictures.js";
import { inputsOf, METHODS, MODELS, specOf } from "./specs.js";
import { curveMarks, type Curve } from "./training/curve.js";
import { heldOutCount, trainingSettings } from "./training/kept.js";
import type { SamplerState, ViewName } from "./view.js";
import { weightsFor } from "./weights.js";

type Draw = FigureOf<SamplerState, DrawAndTrain>;

const WIDTH = 1120;
const GAP = 24;
/** Of the small picture below. */
const SMALL = 78;
const never = new AbortController().signal;

const DRAWN_NOW: LegendEntry = {
  label: "drawn, or changed, in this pixel-step",
  swatch: { stroke: figureColour("glow") },
};
const NOT_DRAWN: LegendEntry = { label: "not drawn yet", swatch: { fill: HATCH } };

/** The clock of the figure: where the settings put it, else at its end. */
const stepOf = ({ at }: SamplerState, length: number): number => (at < 0 ? length : Math.min(length, at));

interface LaneBelow {
  readonly drawn: Drawn;
  readonly facts: readonly string[];
  beside(look: { readonly x: number; readonly y: number; readonly side: number }): readonly Mark[];
}

/** Pictures side by side, each with its counter and what else was counted. */
function lanesFigure(lanes: readonly LaneBelow[], step: number): Pick<Figure, "width" | "height" | "marks"> {
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
    return [
      { kind: "text", x, y: 16, text: title, size: 16, weight: 700, fill: figureColour(hue) },
      ...drawingMarks(trace, { x, y: top, side, step, order, paint: figureColour }),
      { kind: "text", x, y: below + 38, text: String(done), size: 32, weight: 700 },
      {
        kind: "text",
        x: x + 12 + 20 * String(done).length,
        y: below + 38,
        text: `of ${trace.pixelSteps} pixel-steps`,
        fill: soft,
      },
      {
        kind: "text",
        x,
        y: below + 60,
        text: formula ? `${formula.isBound ? "≤ " : ""}${formula.text} = ${formula.value}` : "no closed form",
        size: 14,
      },
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

const setting = (state: SamplerState): string =>
  `${state.height} × ${state.width}, d = ${state.depth}, k = ${state.channels}, kernels ${state.first} × ${state.first} and ${state.kernel} × ${state.kernel}, temperature ${state.temperature}, seed of the noise ${state.seed}.`;

const methods: Draw = async (state, { run }, readBuiltin) => {
  const model = await weightsFor(state.model, state, null, never, readBuiltin);
  const { drawn } = await runMethods(run, state, model);
  const step = stepOf(state, Math.max(...drawn.map(({ trace }) => trace.pixelSteps)));
  const differing = drawn.reduce((sum, found) => sum + found.differing, 0);
  const { order } = rampsFor(false);
  return {
    title: `${MODELS[state.model].title}: four ways to draw one image, pixel-step ${step}`,
    caption:
      `Executed on ${drawn[0]!.trace.adapter}. The images differ in ${differing} pixels. ` +
      `${drawn.map(({ title, method }) => `${title}: ${METHODS[method].does}`).join(". ")}. ${setting(state)} Weights: ${model.source}.`,
    legend: [
      DRAWN_NOW,
      NOT_DRAWN,
      { label: "its cells are computed in this step", swatch: { ramp: order, ends: ["", "", ""] } },
    ],
    ...lanesFigure(
      drawn.map((found) => ({
        drawn: found,
        facts: [
          `${grouped(found.trace.matvecSteps)} matvec steps`,
          `${grouped(found.trace.dispatches)} dispatches`,
          `${grouped(found.trace.multiplyAdds)} multiply-adds`,
        ],
        beside: (look) => workMarks(found.trace, { ...look, step, order, paint: figureColour }),
      })),
      step,
    ),
  };
};

const models: Draw = async (state, { run }, readBuiltin) => {
  const { drawn } = await runModels(run, state, (model) => weightsFor(model, state, null, never, readBuiltin));
  const step = stepOf(state, Math.max(...drawn.map(({ trace }) => trace.pixelSteps)));
  return {
    title: `What a model may see decides how many pixels can be drawn at once: pixel-step ${step}`,
    caption: `Executed on ${drawn[0]!.trace.adapter}, along the wavefront. ${setting(state)}`,
    legend: [
      DRAWN_NOW,
      NOT_DRAWN,
      { label: "seen by the middle pixel (convolution)", swatch: { fill: figureColour("pixelcnn") } },
      { label: "the same (recurrence)", swatch: { fill: figureColour("mdrnn") } },
    ],
    ...lanesFigure(
      drawn.map((found) => ({
        drawn: found,
        facts: [
          `sees ${found.seen} others`,
          `${grouped(found.trace.matvecSteps)} matvec steps`,
          `${grouped(found.readingSteps)} steps to read`,
        ],
        beside: (look) => contextMarks(found.context, { ...look, hue: MODELS[found.name].family, paint: figureColour }),
      })),
      step,
    ),
  };
};

/** Trains anew, with the images of the seed, to the end. */
const training: Draw = async (state, { run }) => {
  const spec = specOf(state.model, state);
  const drawing = drawDigits(state.images, state, state.weightSeed, inputsOf(state));
  let next = drawing.next();
  while (!next.done) next = drawing.next();
  const images = next.value;
  const heldOut = heldOutCount(state, images.count);
  const data = trainingData(spec, images, { seed: state.weightSeed, heldOut, threshold: state.threshold });
  const trainer = await run.trainer();
  const learning = await openTraining({ spec, data, settings: trainingSettings(state), engine: async () => trainer });
  try {
    const train: number[] = [];
    const look = async (): Promise<Curve["heldOut"][number]> => ({
      step: learning.step,
      nats: (await learning.evaluate(data.heldOut)).nats,
    });
    const held = [await look()];
    while (train.length < state.steps) {
      train.push((await learning.next()).nats);
      if (train.length % state.every === 0 || train.length === state.steps) held.push(await look());
    }
    const baselines = {
      uniform: uniformNats(spec.conditional, data.numbers),
      independent: independentNats(spec.conditional, data),
    };
    return {
      title: `${MODELS[state.model].title}: the loss over ${state.steps} steps of training`,
      caption: `Executed on ${learning.adapter}: ${images.count - heldOut} images of the built-in strokes to learn from, ${heldOut} held out, which cost ${held.at(-1)!.nats.toFixed(2)} nats each at the end. Batches of ${state.batch}, learning rate ${state.rate}. ${setting(state)}`,
      legend: [
        { label: "batches, mean of 20", swatch: { stroke: figureColour("pixelcnn") } },
        { label: "held-out images", swatch: { stroke: figureColour("mdrnn"), dash: "2 3" } },
        { label: "to compare with", swatch: { stroke: figureColour("line-strong"), dash: "6 4" } },
      ],
      width: WIDTH,
      height: 400,
      marks: curveMarks({ from: 0, train, heldOut: held }, baselines, {
        width: WIDTH,
        height: 390,
        steps: state.steps,
        bitsPerNat: bitsPerDimension(spec.conditional, 1, data.numbers),
        paint: figureColour,
      }),
    };
  } finally {
    learning.release();
  }
};

const completion: Draw = async (state, { run }, readBuiltin) => {
  const model = await weightsFor(state.model, state, null, never, readBuiltin);
  const found = await runCompletion(run, state, model, givenDigit(state));
  const { trace, rows } = found;
  const step = stepOf(state, trace.pixelSteps);
  const { channels, height, width, pixels } = sizeOfDraw(trace);
  const count = state.copies + 1;
  const side = Math.min((WIDTH - (count - 1) * 16) / count / width, 280 / height);
  return {
    title: `The rest of an image, ${rows} of ${height} rows given: pixel-step ${step} of ${trace.pixelSteps}`,
    caption: `Executed on ${trace.adapter}, ${state.copies} completions at once. On the left the image before it was covered. ${setting(state)} Weights: ${model.source}.`,
    legend: [{ label: "the end of what is given", swatch: { stroke: figureColour("mdrnn") } }, NOT_DRAWN],
    width: WIDTH,
    height: height * side + 8,
    marks: Array.from({ length: count }, (_, i) => i).flatMap((i): Mark[] => {
      const x = i * (width * side + 16);
      const values = i === 0 ? found.image.data : copyAt(found, i - 1, step);
      return [
        { kind: "cells", x, y: 0, rows: height, columns: width, side, colours: imageColours(values, pixels, channels) },
        { kind: "path", d: `M${x} ${rows * side}H${x + width * side}`, stroke: figureColour("mdrnn"), strokeWidth: 2 },
      ];
    }),
  };
};

const DRAW: Readonly<Record<ViewName, Draw>> = { methods, models, training, completion };

/** The view of the settings, with its clock at `at` or at its end. */
export const figureOf: Draw = (state, ...on) => DRAW[state.view](state, ...on);
