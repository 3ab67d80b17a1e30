import { outlineOf, paintMark } from "./canvas.js";
import { FIGURE_FONT, MARGIN, pageOf } from "./layout.js";
import type { FigurePage } from "./layout.js";
import { HATCH } from "./marks.js";
import type { Figure, Mark } from "./marks.js";
import { figureColour } from "./palette.js";

/** The hatching of `svgOf`, as a pattern in CSS pixels. */
function hatching(context: CanvasRenderingContext2D): CanvasPattern | string {
  const side = 7;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const tile = canvas.getContext("2d");
  if (!tile) return figureColour("well");
  tile.fillStyle = figureColour("well");
  tile.fillRect(0, 0, side, side);
  tile.fillStyle = figureColour("hatch");
  tile.fillRect(0, 0, 1.2, side);
  const pattern = context.createPattern(canvas, "repeat");
  pattern?.setTransform(new DOMMatrix().rotate(45));
  return pattern ?? figureColour("well");
}

/** A figure for paper on a canvas, as `svgOf` writes it: title, drawing, legend, caption. */
export function paintFigure(
  canvas: HTMLCanvasElement,
  figure: Figure,
  { scale, page = pageOf(figure) }: { readonly scale: number; readonly page?: FigurePage },
): void {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return;
  const surface = figureColour("surface");
  const painting = { context, gap: surface, font: FIGURE_FONT, ratio: scale };
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const hatch = hatching(context);
  const hatched = (path: Path2D): void => {
    context.fillStyle = hatch;
    context.fill(path);
  };

  const paint = (mark: Mark): void => {
    if (mark.kind === "text") return paintMark(painting, { fill: figureColour("ink"), ...mark });
    if (mark.kind === "cells") {
      const { x, y, rows, columns, side } = mark;
      hatched(outlineOf({ kind: "rect", x, y, width: columns * side, height: rows * side }));
    } else if (mark.kind !== "frames" && mark.fill === HATCH) {
      hatched(outlineOf(mark));
      return paintMark(painting, { ...mark, fill: "none" });
    }
    paintMark(painting, mark);
  };
  for (const { marks, y } of page.blocks) {
    context.setTransform(scale, 0, 0, scale, scale * MARGIN, scale * y);
    marks.forEach(paint);
  }
}
