import type { CellsMark, CircleMark, FramesMark, Mark, PathMark, RectMark, TextMark } from "./marks.js";

/** A cell of fewer device pixels has no room for lines around it. */
const ROOM_FOR_LINES = 5;

export interface Painting {
  readonly context: CanvasRenderingContext2D;
  /** The colour of the lines between cells. */
  readonly gap: string;
  readonly font: string;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

const bitmap = (): CanvasRenderingContext2D | null => document.createElement("canvas").getContext("2d");
let scratch: CanvasRenderingContext2D | null = null;

/** Draws marks on a canvas: the live back end beside `svgOf`. A transparent cell shows what lies behind the canvas. */
export function paintMarks(canvas: HTMLCanvasElement, marks: readonly Mark[], gap: string, font: string): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const ratio = devicePixelRatio;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const mark of marks) paintMark({ context, gap, font, ratio }, mark);
}

export function paintMark(painting: Painting, mark: Mark): void {
  const { context } = painting;
  switch (mark.kind) {
    case "cells":
      return cells(painting, mark);
    case "frames":
      return frames(painting, mark);
    case "text":
      return text(painting, mark);
    default:
      return draw(context, outlineOf(mark), mark);
  }
}

export function outlineOf(mark: RectMark | CircleMark | PathMark): Path2D {
  if (mark.kind === "path") return new Path2D(mark.d);
  const path = new Path2D();
  if (mark.kind === "rect") path.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius ?? 0);
  else path.arc(mark.x, mark.y, mark.radius, 0, 2 * Math.PI);
  return path;
}

interface Look {
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly dash?: string;
  readonly opacity?: number;
}

function draw(
  context: CanvasRenderingContext2D,
  path: Path2D,
  { fill, stroke, strokeWidth = 1, dash, opacity = 1 }: Look,
): void {
  context.globalAlpha = opacity;
  if (fill !== undefined && fill !== "none") {
    context.fillStyle = fill;
    context.fill(path);
  }
  if (stroke !== undefined && stroke !== "none") {
    context.strokeStyle = stroke;
    context.lineWidth = strokeWidth;
    context.setLineDash(dash === undefined ? [] : dash.split(/[\s,]+/).map(Number));
    context.stroke(path);
  }
  context.globalAlpha = 1;
}

// One dot per cell in a bitmap, blown up, then the gaps.
function cells({ context, gap, ratio }: Painting, { x, y, rows, columns, side, colours }: CellsMark): void {
  scratch ??= bitmap();
  if (!scratch) return;
  scratch.canvas.width = columns;
  scratch.canvas.height = rows;
  const bytes = new Uint8ClampedArray(colours.slice().buffer);
  scratch.putImageData(new ImageData(bytes, columns, rows), 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch.canvas, x, y, columns * side, rows * side);
  if (side * ratio < ROOM_FOR_LINES) return;
  context.fillStyle = gap;
  const line = 1 / ratio;
  for (let column = 1; column < columns; column++) context.fillRect(x + column * side, y, line, rows * side);
  for (let row = 1; row < rows; row++) context.fillRect(x, y + row * side, columns * side, line);
}

function frames(
  { context }: Painting,
  { x, y, columns, side, cells: framed, stroke, strokeWidth = 2, dash }: FramesMark,
): void {
  const path = new Path2D();
  for (const cell of framed) {
    const left = x + (cell % columns) * side + strokeWidth / 2;
    const top = y + Math.floor(cell / columns) * side + strokeWidth / 2;
    path.rect(left, top, side - strokeWidth, side - strokeWidth);
  }
  draw(context, path, { stroke, strokeWidth, ...(dash !== undefined && { dash }) });
}

function text(
  { context, font }: Painting,
  { x, y, text: words, size = 13, weight = 400, italic = false, anchor = "start", fill }: TextMark,
): void {
  context.font = `${italic ? "italic " : ""}${weight} ${size}px ${font}`;
  context.textAlign = ({ start: "left", middle: "center", end: "right" } as const)[anchor];
  context.fillStyle = fill ?? "currentColor";
  context.fillText(words, x, y);
}
