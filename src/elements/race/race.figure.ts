import { builtinImage } from "../../io/builtin-images.js";
import { greyOf } from "../../io/pixels.js";
import { imageText } from "../controls/image-source/titles.js";
import { noun } from "../controls/noun.js";
import { HATCH } from "../figure/marks.js";
import type { Figure, FigureOf, LegendEntry, Mark, TextMark } from "../figure/marks.js";
import { figureColour } from "../figure/palette.js";
import { t } from "../language/t.js";
import { rampsFor } from "../styles/ramps.js";
import { lanesOf } from "./lanes.js";
import type { Lane } from "./lanes.js";
import { pixelColour } from "./paint.js";
import { currentCells, currentWidth, movePicture, newPicture } from "./picture.js";
import type { LaneRun } from "./run.js";
import { runLanes } from "./run.js";
import type { RaceState } from "./settings.js";

const PICTURE = 224;
const GAP = 24;
const TOP = 46;

/** A race as it is shown. */
export interface RaceShown {
  readonly state: RaceState;
  readonly lanes: readonly Lane[];
  /** By lane; null before it has run. */
  readonly runs: readonly (LaneRun | null)[];
  /** Steps on the clock. */
  readonly clock: number;
  /** The file's name of the reader's own image. */
  readonly ownImage: string | null;
  /** What a question holds back: the formulas, or every number that would tell the steps. */
  readonly withholds: "nothing" | "formula" | "numbers";
}

/** The four runners after half of the pipelined sweep's steps, with their counters: the PixelCNN done, the others at work. */
export const figureOf: FigureOf<RaceState> = async (state, engine) => {
  const { size, seed } = state;
  const drawn = builtinImage(state.image, { height: size, width: size }, seed);
  const x = state.colour === "grey" ? greyOf(drawn) : drawn;
  const inputs = x.shape[1] ?? 1;
  const lanes = lanesOf({ ...state, height: size, width: size, inputs, kernel: Number(state.kernel) });
  const runs: LaneRun[] = [];
  await runLanes(engine, lanes, x, seed, new AbortController().signal, {
    onProgress: () => {},
    onDone: (_, run) => runs.push(run),
  });
  const clock = Math.ceil((lanes[1]?.plan.length ?? 0) / 2);
  return raceFigure({ state, lanes, runs, clock, ownImage: null, withholds: "nothing" });
};

/** The four runners with their counters at a step of the clock. */
export function raceFigure(shown: RaceShown): Figure {
  const { state, lanes, clock } = shown;
  return {
    title: t`The race at step ${clock}: who has read the image?`,
    caption: [settingsText(shown), doneText(shown), executedText(shown)].filter(Boolean).join(" "),
    legend: legendOf(state),
    width: lanes.length * (PICTURE + GAP) - GAP,
    height: TOP + PICTURE + 74,
    marks: lanes.flatMap((lane, i) => laneMarks(lane, shown.runs[i] ?? null, shown, i * (PICTURE + GAP))),
  };
}

/** One moment of the race among others of the same size. */
export const raceFrame = (shown: RaceShown): Figure => ({
  ...raceFigure(shown),
  caption: [settingsText(shown), executedText(shown)].filter(Boolean).join(" "),
});

function laneMarks(
  lane: Lane,
  run: LaneRun | null,
  { state: { show }, clock, withholds }: RaceShown,
  x: number,
): readonly Mark[] {
  if (!run) return [];
  const { plan, title, subtitle, model, formula, expected } = lane;
  const { height, width } = plan.grid;
  const picture = newPicture(plan);
  movePicture(picture, clock);
  const values = { means: run.means, scales: run.scales, show };
  const colours = Uint32Array.from({ length: height * width }, (_, pixel) =>
    pixelColour(picture, values, rampsFor(false), pixel),
  );
  const grid = { x, y: TOP, columns: width, side: PICTURE / width };
  const isLayer = currentWidth(picture) === height * width;
  const current = isLayer ? [] : [...currentCells(picture)].map((cell) => cell % (height * width));
  const line = Math.max(1, Math.min(3, grid.side / 6));
  const ink = figureColour("ink");
  const soft = figureColour("ink-soft");
  const below = TOP + PICTURE;
  return [
    { kind: "text", x, y: 14, text: title, size: 16, weight: 700, fill: figureColour(`${model}-text`) },
    { kind: "text", x, y: 32, text: subtitle, size: 11.5, fill: soft },
    { kind: "cells", ...grid, rows: height, colours },
    { kind: "frames", ...grid, cells: current, stroke: figureColour("outline"), strokeWidth: line * 1.6 },
    { kind: "frames", ...grid, cells: current, stroke: figureColour("glow"), strokeWidth: line },
    ...(withholds === "numbers" ? [] : counterMarks(run, clock, x, below)),
    ...(withholds === "nothing"
      ? [textMark(x, below + 54, `${noun(2, "step")} = ${formula.text} = ${expected}`, 13, ink)]
      : []),
  ];
}

const textMark = (x: number, y: number, text: string, size: number, fill: string): TextMark => ({
  kind: "text",
  x,
  y,
  text,
  size,
  fill,
});

function counterMarks({ result }: LaneRun, clock: number, x: number, below: number): readonly Mark[] {
  const { steps, dispatches, device } = result;
  const soft = figureColour("ink-soft");
  const done = textMark(x, below + 34, String(Math.min(clock, steps)), 30, figureColour("ink"));
  return [
    { ...done, weight: 700 },
    { ...textMark(x + PICTURE, below + 34, t`of ${steps} ${noun(steps, "step")}`, 15, soft), anchor: "end" },
    ...(device === "gpu"
      ? [textMark(x, below + 71, t`${dispatches} GPU ${noun(dispatches, "dispatch")}`, 11.5, soft)]
      : []),
  ];
}

function settingsText({ state, lanes, ownImage }: RaceShown): string {
  const { size, depth, channels, kernel, compare, as, seed } = state;
  const image = t`${imageText(state.image, ownImage)} (${size} × ${size}) goes through both models.`;
  const role = as === "encoder" ? t`encoder` : t`generator`;
  const [cnn = 0, rnn = 0] = lanes.map(({ plan }) => plan.grid.layers);
  const models =
    compare === "reach"
      ? t`With equal reach (depths ${cnn} and ${rnn}), ${channels} channels, ${kernel} × ${kernel} kernels, the MDRNN as ${role}, seed ${seed}.`
      : t`With depth ${depth}, ${channels} channels, ${kernel} × ${kernel} kernels, the MDRNN as ${role}, seed ${seed}.`;
  return `${image} ${models} ${t`One step is everything that can run together.`}`;
}

function doneText({ lanes, clock, withholds }: RaceShown): string {
  if (withholds === "numbers") return "";
  const finished = lanes.filter(({ plan }) => plan.length <= clock).map(({ title }) => title);
  return finished.length === 0
    ? t`After ${clock} steps nobody is done.`
    : t`After ${clock} steps these are done: ${finished.join("; ")}.`;
}

function executedText({ runs, withholds }: RaceShown): string {
  const ran = runs.flatMap((run) => run?.result ?? []);
  const [first] = ran;
  if (!first || withholds === "numbers") return "";
  return t`Executed on ${first.adapter}: ${ran.map(({ steps }) => steps).join(", ")} steps.`;
}

function legendOf({ show }: RaceState): readonly LegendEntry[] {
  const { order, signed } = rampsFor(false);
  return [
    show === "order"
      ? { label: t`step in which a cell ran`, swatch: { ramp: order, ends: [t`first`, "", t`last`] } }
      : {
          label: t`mean activation of a cell, scaled by layer`,
          swatch: { ramp: signed, ends: ["−max", "0", "+max"] },
        },
    { label: t`runs in this step`, swatch: { stroke: figureColour("glow") } },
    { label: t`has not run`, swatch: { fill: HATCH } },
  ];
}
