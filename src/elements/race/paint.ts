import { columnOf, rowOf } from "../../schedule/schedule.js";
import { colourAt } from "../styles/ramps.js";
import type { Ramps } from "../styles/ramps.js";
import { currentCells, currentWidth } from "./picture.js";
import type { Picture, Rows } from "./picture.js";

export interface Palette {
  readonly ramps: Ramps;
  /** CSS colours of the lines between the cells, and of the two lines around current ones: dark, so that it shows on light cells, and bright. */
  readonly gap: string;
  readonly outline: string;
  readonly glow: string;
}

export interface Values {
  readonly means: Float32Array;
  /** What the ends of the ramp stand for, by layer. */
  readonly scales: Float32Array;
  readonly show: "values" | "order";
}

/** A cell of fewer device pixels has no room for lines around it: it is filled instead. */
const ROOM_FOR_LINES = 5;
const CLEAR = 0;

/** The colour of a pixel's deepest cell as an RGBA word; transparent, so that the hatching shows, where nothing has run. */
export function pixelColour(
  { plan, deepest }: Picture,
  { means, scales, show }: Values,
  ramps: Ramps,
  pixel: number,
): number {
  const layer = deepest[pixel] ?? -1;
  if (layer < 0) return CLEAR;
  const cell = layer * deepest.length + pixel;
  if (show === "order") return colourAt(ramps.order, plan.length < 2 ? 1 : plan.stepOf(cell) / (plan.length - 1));
  const scale = scales[layer] ?? 0;
  return colourAt(ramps.signed, scale === 0 ? 0.5 : 0.5 + (means[cell] ?? 0) / (2 * scale));
}

/** Draws pictures on one canvas: colours in a bitmap of one dot per cell, blown up, then gaps and outlines in device pixels. */
export class Painter {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #bitmap = document.createElement("canvas");
  #image = new ImageData(1, 1);
  #lit: Rows = { first: 0, last: -1 };

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser gives no 2-D canvas");
    this.#context = context;
  }

  /** Recolours the rows that changed and redraws them and those that were lit before. */
  paint(picture: Picture, values: Values, palette: Palette, changed: Rows): void {
    const { height, width } = picture.plan.grid;
    const isNew = this.#image.width !== width || this.#image.height !== height;
    if (isNew) this.#resize(width, height);
    const recolour = isNew
      ? { first: 0, last: height - 1 }
      : { first: changed.first, last: Math.min(height - 1, changed.last) };
    this.#recolour(picture, values, palette.ramps, recolour);
    const lit = litRows(picture);
    this.#redraw(picture, palette, {
      first: Math.max(0, Math.min(recolour.first, lit.first, this.#lit.first) - 1),
      last: Math.min(height - 1, Math.max(recolour.last, lit.last, this.#lit.last) + 1),
    });
    this.#lit = lit;
  }

  #resize(width: number, height: number): void {
    this.#bitmap.width = width;
    this.#bitmap.height = height;
    this.#image = new ImageData(width, height);
  }

  #recolour(picture: Picture, values: Values, ramps: Ramps, { first, last }: Rows): void {
    if (last < first) return;
    const { width } = this.#image;
    const words = new Uint32Array(this.#image.data.buffer);
    for (let pixel = first * width; pixel < (last + 1) * width; pixel++)
      words[pixel] = pixelColour(picture, values, ramps, pixel);
    this.#bitmap.getContext("2d")?.putImageData(this.#image, 0, 0, 0, first, width, last - first + 1);
  }

  #redraw(picture: Picture, { gap, outline, glow }: Palette, { first, last }: Rows): void {
    if (last < first) return;
    const context = this.#context;
    const { height, width } = picture.plan.grid;
    const across = (column: number): number => Math.round((column * this.#canvas.width) / width);
    const down = (row: number): number => Math.round((row * this.#canvas.height) / height);
    const top = down(first);
    const bottom = down(last + 1);
    const side = this.#canvas.width / width;
    context.imageSmoothingEnabled = false;
    context.clearRect(0, top, this.#canvas.width, bottom - top);
    context.drawImage(this.#bitmap, 0, first, width, last - first + 1, 0, top, this.#canvas.width, bottom - top);
    if (side >= ROOM_FOR_LINES) {
      context.fillStyle = gap;
      for (let column = 1; column < width; column++) context.fillRect(across(column), top, 1, bottom - top);
      for (let row = Math.max(1, first); row <= last; row++) context.fillRect(0, down(row), this.#canvas.width, 1);
    }
    this.#outline(picture, side, outline, glow, across, down);
  }

  // A whole layer is framed as one, or its values could not be seen; a cell without room for lines is filled.
  #outline(
    picture: Picture,
    side: number,
    outline: string,
    glow: string,
    across: (column: number) => number,
    down: (row: number) => number,
  ): void {
    const context = this.#context;
    const { grid } = picture.plan;
    const line = Math.max(1, Math.round(side / 12));
    const isLayer = currentWidth(picture) === grid.height * grid.width && grid.height * grid.width > 1;
    if (isLayer) {
      const { width, height } = this.#canvas;
      for (const [colour, inset, thickness] of [
        [outline, 0, 1],
        [glow, 1, 3],
        [outline, 4, 1],
      ] as const) {
        context.fillStyle = colour;
        frame(context, inset, inset, width - 2 * inset, height - 2 * inset, thickness);
      }
      return;
    }
    const lines =
      side >= ROOM_FOR_LINES
        ? ([
            [outline, 0],
            [glow, line],
            [glow, 2 * line],
          ] as const)
        : ([[glow, 0]] as const);
    for (const [colour, inset] of side >= 2 * ROOM_FOR_LINES - 2 ? lines : lines.slice(0, 2)) {
      context.fillStyle = colour;
      for (const cell of currentCells(picture)) {
        const row = rowOf(grid, cell);
        const column = columnOf(grid, cell);
        const [x, y, right, below] = [across(column), down(row), across(column + 1), down(row + 1)];
        if (side < ROOM_FOR_LINES) context.fillRect(x, y, Math.max(1, right - x), Math.max(1, below - y));
        else frame(context, x + inset, y + inset, right - x + 1 - 2 * inset, below - y + 1 - 2 * inset, line);
      }
    }
  }
}

function frame(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  line: number,
): void {
  context.fillRect(x, y, width, line);
  context.fillRect(x, y + height - line, width, line);
  context.fillRect(x, y + line, line, height - 2 * line);
  context.fillRect(x + width - line, y + line, line, height - 2 * line);
}

function litRows(picture: Picture): Rows {
  let first = Infinity;
  let last = -Infinity;
  for (const cell of currentCells(picture)) {
    const row = rowOf(picture.plan.grid, cell);
    first = Math.min(first, row);
    last = Math.max(last, row);
  }
  return { first, last };
}
