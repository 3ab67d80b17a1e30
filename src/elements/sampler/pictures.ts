/** The pictures of a drawing as marks, for the page and for figures alike. */
import type { DrawTrace } from "../../engine/drawing.js";
import type { Mark } from "../figure/marks.js";
import { colourAt, type Ramp } from "../styles/ramps.js";
import { pixelsAt, sizeOfDraw, workAt } from "./draws.js";

export interface PictureLook {
  readonly x: number;
  readonly y: number;
  /** Of a pixel. */
  readonly side: number;
  readonly step: number;
  readonly order: Ramp;
  /** A token's colour. */
  readonly paint: (token: string) => string;
}

/** A CSS colour #rrggbb as an opaque RGBA word. */
const wordOf = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16)) as [
    number,
    number,
    number,
  ];
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
};

const byte = (value: number): number => Math.round(127.5 * (Math.min(1, Math.max(-1, value)) + 1));

/** An image (C, H · W) as colours; clear where a number of the pixel is NaN. */
export function imageColours(
  values: ArrayLike<number>,
  pixels: number,
  channels: number,
  isGuess?: Uint8Array,
): Uint32Array {
  return Uint32Array.from({ length: pixels }, (_, pixel) => {
    const channel = (c: number): number => values[(channels === 3 ? c : 0) * pixels + pixel]!;
    const rgb = [channel(0), channel(1), channel(2)];
    if (rgb.some(Number.isNaN)) return 0;
    const [r, g, b] = rgb.map(byte) as [number, number, number];
    const faded = (value: number, towards: number): number =>
      isGuess?.[pixel] === 1 ? Math.round(0.45 * value + 0.55 * towards) : value;
    return ((255 << 24) | (faded(b, 190) << 16) | (faded(g, 150) << 8) | faded(r, 120)) >>> 0;
  });
}

/**
 * Red, green and blue of every pixel that is being drawn, side by side as on a screen, as far as they are drawn; that of this step is
 * framed.
 */
function stripeMarks(trace: DrawTrace, { x, y, side, step, paint }: PictureLook): readonly Mark[] {
  const { width, pixels } = sizeOfDraw(trace);
  const { values, lit, litByColour } = pixelsAt(trace, step);
  const isDrawn = (pixel: number, c: number): boolean => !Number.isNaN(values[c * pixels + pixel]!);
  const colours = [...litByColour.keys()];
  const open = [...Array(pixels).keys()].filter((pixel) => colours.some((c) => !isDrawn(pixel, c)));
  const strokeWidth = Math.max(1, side / 10);
  return [...new Set([...open, ...lit])].flatMap((pixel) =>
    colours
      .filter((c) => isDrawn(pixel, c))
      .map((c): Mark => {
        const isNow = litByColour[c]!.includes(pixel);
        const inset = isNow ? strokeWidth / 2 : 0;
        const light = byte(values[c * pixels + pixel]!);
        return {
          kind: "rect",
          x: x + (pixel % width) * side + (c * side) / 3 + inset,
          y: y + Math.floor(pixel / width) * side + inset,
          width: side / 3 - 2 * inset,
          height: side - 2 * inset,
          fill: `rgb(${colours.map((other) => (other === c ? light : 0)).join(", ")})`,
          ...(isNow && { stroke: paint("glow"), strokeWidth }),
        };
      }),
  );
}

/** The image as far as it is drawn, with frames around the pixels of this step, or around their colours that are drawn in turn. */
export function drawingMarks(trace: DrawTrace, look: PictureLook): readonly Mark[] {
  const { x, y, side, step, paint } = look;
  const { channels, height, width, pixels } = sizeOfDraw(trace);
  const { values, lit, litByColour, isGuess } = pixelsAt(trace, step);
  const inTurn = litByColour.length > 1 && trace.method !== "fixed-point";
  const strokeWidth = Math.max(1, Math.min(3, side / 4));
  return [
    {
      kind: "cells",
      x,
      y,
      rows: height,
      columns: width,
      side,
      colours: imageColours(values, pixels, channels, isGuess),
    },
    ...(inTurn
      ? stripeMarks(trace, look)
      : [{ kind: "frames", x, y, columns: width, side, cells: lit, stroke: paint("glow"), strokeWidth } as const]),
  ];
}

/** How many cells of every pixel are computed in this step, as shades. */
export function workMarks(trace: DrawTrace, { x, y, side, step, order, paint }: PictureLook): readonly Mark[] {
  const { height, width } = sizeOfDraw(trace);
  const counts = workAt(trace, step);
  const most = trace.plan.graph.access.length;
  const none = wordOf(paint("well"));
  return [
    {
      kind: "cells",
      x,
      y,
      rows: height,
      columns: width,
      side,
      colours: Uint32Array.from(counts, (count) =>
        count === 0 ? none : colourAt(order, 0.25 + (0.75 * count) / most),
      ),
    },
    { kind: "rect", x, y, width: width * side, height: height * side, stroke: paint("line-strong") },
  ];
}

/** Which pixels the drawing of one pixel may see. */
export interface ContextSet {
  readonly height: number;
  readonly width: number;
  readonly pixel: number;
  /** By pixel, 1 where it is seen. */
  readonly seen: Uint8Array;
}

export function contextMarks(
  { height, width, pixel, seen }: ContextSet,
  { x, y, side, hue, paint }: Pick<PictureLook, "x" | "y" | "side" | "paint"> & { readonly hue: string },
): readonly Mark[] {
  const [on, off] = [wordOf(paint(hue)), wordOf(paint("well"))];
  return [
    {
      kind: "cells",
      x,
      y,
      rows: height,
      columns: width,
      side,
      colours: Uint32Array.from(seen, (flag) => (flag === 1 ? on : off)),
    },
    {
      kind: "frames",
      x,
      y,
      columns: width,
      side,
      cells: [pixel],
      stroke: paint("ink"),
      strokeWidth: Math.min(2, side / 2),
    },
    { kind: "rect", x, y, width: width * side, height: height * side, stroke: paint("line-strong") },
  ];
}
