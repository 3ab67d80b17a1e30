import type { StackLine } from "../../kernels/layer-stack/gpu.js";
import { colourAt } from "../styles/ramps.js";
import { GAP, paintOrder, penned } from "./look.js";
import type { Look } from "./look.js";
import { onScreen } from "./projection.js";
import type { Point, Projection, ScreenPoint } from "./projection.js";
import type { Scene } from "./scene.js";

/** Values for a picture that is drawn by the processor. */
export interface StackValues {
  /** RGBA words by pixel. */
  readonly image: Uint32Array;
  /** By cell. */
  readonly means: Float32Array;
}

/** What two back ends know how to draw: cells of one colour as one path, and lines. */
export type StackMark =
  | { readonly kind: "cells"; readonly colour: number; readonly alpha: number; readonly quads: readonly ScreenPoint[] }
  | {
      readonly kind: "line";
      readonly from: ScreenPoint;
      readonly to: ScreenPoint;
      readonly width: number;
      readonly colour: number;
    };

const CORNERS = [
  [GAP, GAP],
  [GAP, 1 - GAP],
  [1 - GAP, 1 - GAP],
  [1 - GAP, GAP],
] as const;

/** The picture from far to near, as the shader draws it, through the same matrix. */
export function* stackMarks(
  scene: Scene,
  values: StackValues,
  look: Look,
  projection: Projection,
  ratio: number,
): Generator<StackMark> {
  const lineMark = ({ from, to, width, colour }: StackLine): StackMark => ({
    kind: "line",
    from: onScreen(projection, from),
    to: onScreen(projection, to),
    width,
    colour,
  });
  for (const { plane, under, on } of paintOrder(scene, projection.fromAbove)) {
    yield* penned(under, look, ratio).map(lineMark);
    yield* planeMarks(scene, plane, values, look, projection);
    yield* penned(on, look, ratio).map(lineMark);
  }
}

function* planeMarks(
  { planes, rows, columns, pitch }: Scene,
  plane: number,
  { image, means }: StackValues,
  { ramp, inside, outside }: Look,
  projection: Projection,
): Generator<StackMark> {
  const {
    plane: { map, height },
    seen,
  } = planes[plane]!;
  const own = map < 0 ? null : means.subarray(map * seen.length, (map + 1) * seen.length);
  const most = largest(own ?? []);
  const at = (row: number, column: number): ScreenPoint => {
    const point: Point = [(column - columns / 2) * pitch, height, (row - rows / 2) * pitch];
    return onScreen(projection, point);
  };
  for (const isInside of [false, true]) {
    const alpha = isInside ? inside : outside;
    if (alpha === 0) continue;
    const byColour = new Map<number, ScreenPoint[]>();
    seen.forEach((flag, pixel) => {
      if ((flag === 1) !== isInside) return;
      const colour = own ? colourAt(ramp, most === 0 ? 0.5 : 0.5 + own[pixel]! / (2 * most)) : (image[pixel] ?? 0);
      const quads = byColour.get(colour) ?? [];
      byColour.set(colour, quads);
      const [row, column] = [Math.floor(pixel / columns), pixel % columns];
      quads.push(...CORNERS.map(([down, across]) => at(row + down, column + across)));
    });
    for (const [colour, quads] of byColour) yield { kind: "cells", colour, alpha, quads };
  }
}

const largest = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] ?? 0));
  return most;
};

/** A colour word in CSS. */
export const cssOf = (word: number): string =>
  `rgb(${word & 255} ${(word >>> 8) & 255} ${(word >>> 16) & 255} / ${(word >>> 24) / 255})`;

/** Draws marks on a 2-D canvas over a plain surface. */
export function paintMarks(context: CanvasRenderingContext2D, surface: number, marks: Iterable<StackMark>): void {
  context.fillStyle = cssOf(surface);
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.lineCap = "square";
  for (const mark of marks) {
    context.beginPath();
    if (mark.kind === "line") {
      context.moveTo(...mark.from);
      context.lineTo(...mark.to);
      context.lineWidth = mark.width;
      context.strokeStyle = cssOf(mark.colour);
      context.stroke();
      continue;
    }
    mark.quads.forEach((point, i) => (i % 4 === 0 ? context.moveTo(...point) : context.lineTo(...point)));
    context.globalAlpha = mark.alpha;
    context.fillStyle = cssOf(mark.colour);
    context.fill();
    context.globalAlpha = 1;
  }
}
