import { builtinImage } from "../../io/builtin-images.js";
import { greyOf } from "../../io/pixels.js";
import { noun } from "../controls/noun.js";
import { figureColour } from "../figure/palette.js";
import { HATCH } from "../figure/marks.js";
import type { FigureOf, LegendEntry, Mark } from "../figure/marks.js";
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
  return {
    title: `The race at step ${clock}: who has read the image?`,
    caption: captionOf(state, lanes, runs, clock, runs[0]?.result.adapter ?? ""),
    legend: legendOf(state),
    width: lanes.length * (PICTURE + GAP) - GAP,
    height: TOP + PICTURE + 74,
    marks: lanes.flatMap((lane, i) => laneMarks(lane, runs[i], state, clock, i * (PICTURE + GAP))),
  };
};

function laneMarks(
  lane: Lane,
  run: LaneRun | undefined,
  { show }: RaceState,
  clock: number,
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
  const { steps, dispatches, device } = run.result;
  const below = TOP + PICTURE;
  return [
    { kind: "text", x, y: 14, text: title, size: 16, weight: 700, fill: figureColour(`${model}-text`) },
    { kind: "text", x, y: 32, text: subtitle, size: 11.5, fill: soft },
    { kind: "cells", ...grid, rows: height, colours },
    { kind: "frames", ...grid, cells: current, stroke: figureColour("outline"), strokeWidth: line * 1.6 },
    { kind: "frames", ...grid, cells: current, stroke: figureColour("glow"), strokeWidth: line },
    { kind: "text", x, y: below + 34, text: String(Math.min(clock, steps)), size: 30, weight: 700, fill: ink },
    {
      kind: "text",
      x: x + PICTURE,
      y: below + 34,
      anchor: "end",
      text: `of ${steps} ${noun(steps, "step")}`,
      size: 15,
      fill: soft,
    },
    { kind: "text", x, y: below + 54, text: `steps = ${formula.text} = ${expected}`, size: 13, fill: ink },
    {
      kind: "text",
      x,
      y: below + 71,
      text: device === "gpu" ? `${dispatches} GPU ${noun(dispatches, "dispatch")}` : "",
      size: 11.5,
      fill: soft,
    },
  ];
}

function captionOf(
  { image, size, depth, channels, kernel, compare, as, seed }: RaceState,
  lanes: readonly Lane[],
  runs: readonly LaneRun[],
  clock: number,
  where: string,
): string {
  const depths =
    compare === "reach"
      ? `equal reach (depths ${lanes[0]?.plan.grid.layers} and ${lanes[1]?.plan.grid.layers})`
      : `depth ${depth}`;
  const finished = lanes.filter(({ plan }) => plan.length <= clock).map(({ title }) => title);
  return (
    `The built-in image “${image}” (${size} × ${size}) goes through both models with ${depths}, ${channels} channels, ` +
    `${kernel} × ${kernel} kernels, the MDRNN as ${as}, seed ${seed}. One step is everything that can run together. ` +
    `After ${clock} steps ${finished.length === 0 ? "nobody is done" : `these are done: ${finished.join(", ")}`}. ` +
    `Executed on ${where}: ${runs.map(({ result }) => result.steps).join(", ")} steps.`
  );
}

function legendOf({ show }: RaceState): readonly LegendEntry[] {
  const { order, signed } = rampsFor(false);
  return [
    show === "order"
      ? { label: "step in which a cell ran", swatch: { ramp: order, ends: ["first", "", "last"] } }
      : {
          label: "mean activation of a cell, scaled by layer",
          swatch: { ramp: signed, ends: ["−max", "0", "+max"] },
        },
    { label: "runs in this step", swatch: { stroke: figureColour("glow") } },
    { label: "has not run", swatch: { fill: HATCH } },
  ];
}
