import { pageOf } from "../figure/layout.js";
import type { Figure } from "../figure/marks.js";
import { paintFigure } from "../figure/picture.js";
import { svgOf } from "../figure/svg.js";
import { t } from "../language/t.js";
import { SweepfieldError } from "../../error.js";

/** Device pixels of a PNG to a CSS pixel. */
const SCALE = 2;
/** Browsers refuse longer sides. */
const LONGEST_SIDE = 8192;

export const svgFile = (figure: Figure): Blob => new Blob([svgOf(figure)], { type: "image/svg+xml" });

export async function pngFile(figure: Figure): Promise<Blob> {
  const page = pageOf(figure);
  const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(page.width, page.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(page.width * scale);
  canvas.height = Math.round(page.height * scale);
  paintFigure(canvas, figure, { scale, page });
  const file = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!file) throw new SweepfieldError("limit-exceeded", t`The browser made no PNG of the picture; save it as SVG.`);
  return file;
}
