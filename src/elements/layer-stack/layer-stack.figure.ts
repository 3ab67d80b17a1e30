import { t } from "../language/t.js";
import { builtinImage } from "../../io/builtin-images.js";
import { greyOf } from "../../io/pixels.js";
import { imageText } from "../controls/image-source/titles.js";
import { figureColour } from "../figure/palette.js";
import type { Figure, FigureOf, LegendEntry, Mark } from "../figure/marks.js";
import { rampsFor } from "../styles/ramps.js";
import { projectionOf } from "./camera.js";
import { coneReport, withoutCone } from "./cone-report.js";
import type { Pixel, PlaneReport } from "./cone-report.js";
import { coneSentence } from "./description.js";
import { countText, labelsOf } from "./labels.js";
import { lookOf } from "./look.js";
import type { LookColours } from "./look.js";
import { modelName, stackModel } from "./model.js";
import type { StackModel, StackState } from "./model.js";
import { cssOf, stackMarks } from "./paint.js";
import type { StackMark } from "./paint.js";
import { halfHeight } from "./planes.js";
import { sceneOf } from "./scene.js";
import { meansOf, releaseStack, runStack } from "./stack-run.js";

const WIDTH = 760;
const HEIGHT = 600;
const ROOM = 150;

/** A stack as it is shown. */
export interface StackShown {
  readonly state: StackState;
  readonly model: StackModel;
  readonly output: Pixel;
  readonly planes: readonly PlaneReport[];
  /** The image as RGBA words, and the mean of every cell. */
  readonly image: Uint32Array;
  readonly means: Float32Array;
  readonly adapter: string;
  /** The file's name of the reader's own image. */
  readonly ownImage: string | null;
  /** Whether a question holds the cone back. */
  readonly isHidden: boolean;
}

/** The stack from the state's side, with the cone of its output. */
export const figureOf: FigureOf<StackState> = async (state, engine) => {
  const { size, seed } = state;
  const drawn = builtinImage(state.image, { height: size, width: size }, seed);
  const x = state.colour === "grey" ? greyOf(drawn) : drawn;
  const model = stackModel(state, { inputs: x.shape[1] ?? 1, height: size, width: size });
  const output = { row: Math.min(state.row, size - 1), column: Math.min(state.column, size - 1) };
  const result = await runStack(engine, { model, x, seed, device: "auto", ownImage: null });
  try {
    return stackFigure({
      state,
      model,
      output,
      planes: coneReport(model, output),
      image: result.image,
      means: await meansOf(result),
      adapter: result.trace.adapter,
      ownImage: null,
      isHidden: false,
    });
  } finally {
    releaseStack(result);
  }
};

/** The stack through the state's camera; while a question holds the cone back, without it. */
export function stackFigure(shown: StackShown): Figure {
  const { state, model, output, planes, image, means, isHidden } = shown;
  const { turn, tilt, zoom } = state;
  const scene = sceneOf(model, isHidden ? withoutCone(planes, model, output) : planes, output);
  const look = lookOf(coloursOf(state), rampsFor(false).signed, state.others);
  const projection = projectionOf({
    turn,
    tilt,
    zoom,
    width: WIDTH,
    height: HEIGHT,
    room: ROOM,
    across: scene.columns * scene.pitch,
    down: scene.rows * scene.pitch,
    halfHeight: halfHeight(planes.map(({ plane }) => plane)),
  });
  return {
    title: t`The cone of one output: ${modelName(state.model)}`,
    caption: captionOf(shown),
    legend: legendOf(state),
    width: WIDTH,
    height: HEIGHT,
    marks: [
      ...[...stackMarks(scene, { image, means }, look, projection, 1)].map(pathOf),
      ...labelsOf(scene, projection, ROOM, isHidden).map(({ title, count, x, y }): Mark => ({
        kind: "text",
        x,
        y: y + 4,
        text: count ? `${title}: ${count}` : title,
      })),
    ],
  };
}

const tenth = (value: number): string => value.toFixed(1);

/** A mark of the picture as SVG path data. */
function pathOf(mark: StackMark): Mark {
  if (mark.kind === "line") {
    const [[x1, y1], [x2, y2]] = [mark.from, mark.to];
    const d = `M${tenth(x1)} ${tenth(y1)}L${tenth(x2)} ${tenth(y2)}`;
    return {
      kind: "path",
      d,
      stroke: cssOf(mark.colour | 0xff000000),
      strokeWidth: mark.width,
      opacity: (mark.colour >>> 24) / 255,
    };
  }
  const d = mark.quads
    .map(([x, y], i) => `${i % 4 === 0 ? `${i === 0 ? "" : "z"}M` : "L"}${tenth(x)} ${tenth(y)}`)
    .join("");
  return { kind: "path", d: `${d}z`, fill: cssOf(mark.colour), opacity: mark.alpha };
}

const wordOf = (hex: string): number =>
  [1, 3, 5].reduce((word, at, i) => word | (Number.parseInt(hex.slice(at, at + 2), 16) << (8 * i)), 0xff000000) >>> 0;

function coloursOf({ model }: StackState): LookColours {
  const named = (name: string): number => wordOf(figureColour(name));
  return {
    surface: named("surface"),
    line: named("line-strong"),
    hue: named(model === "mdrnn" ? "mdrnn" : "pixelcnn"),
    outline: named("outline"),
    glow: named("glow"),
  };
}

function captionOf({ state, model, output, planes, adapter, ownImage, isHidden }: StackShown): string {
  const { depth, channels, kernel, seed } = state;
  const { height, width } = model.grid;
  const image = imageText(state.image, ownImage);
  const settings =
    state.model === "mdrnn"
      ? t`${image} (${height} × ${width}), depth ${depth}, ${channels} channels, seed ${seed}.`
      : t`${image} (${height} × ${width}), depth ${depth}, ${channels} channels, ${kernel} × ${kernel} kernels, seed ${seed}.`;
  const executed = t`Executed on ${adapter}.`;
  if (isHidden) return `${settings} ${executed}`;
  const counts = planes
    .toReversed()
    .map(({ plane, count }) => `${plane.title}: ${countText(plane.map, count)}`)
    .join("; ");
  return `${settings} ${coneSentence(planes, output)} ${executed} ${counts}.`;
}

function legendOf({ model }: StackState): readonly LegendEntry[] {
  return [
    {
      label: t`Mean activation of a cell, scaled by plane`,
      swatch: { ramp: rampsFor(false).signed, ends: ["−max", "0", "+max"] },
    },
    { label: t`the chosen output`, swatch: { stroke: figureColour("glow") } },
    { label: t`what it sees of a plane`, swatch: { stroke: figureColour(model === "mdrnn" ? "mdrnn" : "pixelcnn") } },
  ];
}
