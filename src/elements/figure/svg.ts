import { hexOf } from "./colour.js";
import { figureColour } from "./palette.js";
import { FIGURE_FONT, MARGIN, pageOf } from "./layout.js";
import type { FigurePage } from "./layout.js";
import { HATCH } from "./marks.js";
import type { CellsMark, Figure, FramesMark, Mark, TextMark } from "./marks.js";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);

/** A number with at most two decimals, and without those that are zero. */
const short = (value: number): string => String(Math.round(value * 100) / 100);

/** `name="value"` of those that are given; numbers short, paints by name. */
const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === "number" ? short(value) : paint(escape(value ?? ""))}"`)
    .join("");

const paint = (value: string): string => (value === HATCH ? "url(#hatch)" : value);

interface Look {
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly dash?: string;
  readonly opacity?: number;
}
const look = ({ fill, stroke, strokeWidth, dash, opacity }: Look) => ({
  fill: fill ?? "none",
  stroke,
  "stroke-width": stroke === undefined ? undefined : strokeWidth,
  "stroke-dasharray": dash,
  opacity,
});

// One path per colour: a ramp has at most 256 of them, and a picture may have 16,384 cells.
function cells({ x, y, rows, columns, side, colours }: CellsMark): string {
  const paths = new Map<number, string>();
  colours.forEach((word, cell) => {
    if (word === 0) return;
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    paths.set(word, `${paths.get(word) ?? ""}M${column} ${row}h1v1h-1z`);
  });
  const lines = [
    ...Array.from({ length: columns + 1 }, (_, i) => `M${i} 0v${rows}`),
    ...Array.from({ length: rows + 1 }, (_, i) => `M0 ${i}h${columns}`),
  ].join("");
  const filled = [...paths].map(([word, d]) => `<path fill="${hexOf(word)}" d="${d}"/>`).join("");
  const gap = Math.min(1, side / 10) / side;
  return (
    `<rect${attributes({ x, y, width: columns * side, height: rows * side, fill: HATCH })}/>` +
    `<g transform="translate(${short(x)} ${short(y)}) scale(${side})">${filled}` +
    `<path fill="none" stroke="${figureColour("surface")}" stroke-width="${gap.toFixed(4)}" d="${lines}"/></g>`
  );
}

function frames({ x, y, columns, side, cells: framed, stroke, strokeWidth = 2, dash }: FramesMark): string {
  const inset = strokeWidth / 2;
  const d = framed
    .map((cell) => {
      const left = x + (cell % columns) * side + inset;
      const top = y + Math.floor(cell / columns) * side + inset;
      const size = side - strokeWidth;
      return `M${short(left)} ${short(top)}h${short(size)}v${short(size)}h${short(-size)}z`;
    })
    .join("");
  return d === "" ? "" : `<path${attributes({ ...look({ stroke, strokeWidth, ...(dash && { dash }) }), d })}/>`;
}

const text = ({ x, y, text: words, size = 13, weight, italic, anchor, fill }: TextMark): string =>
  `<text${attributes({
    x,
    y,
    "font-size": size,
    "font-weight": weight,
    "font-style": italic === true ? "italic" : undefined,
    "text-anchor": anchor,
    fill: fill ?? figureColour("ink"),
  })}>${escape(words)}</text>`;

function markup(mark: Mark): string {
  switch (mark.kind) {
    case "rect": {
      const { x, y, width, height, radius } = mark;
      return `<rect${attributes({ x, y, width, height, rx: radius, ...look(mark) })}/>`;
    }
    case "circle":
      return `<circle${attributes({ cx: mark.x, cy: mark.y, r: mark.radius, ...look(mark) })}/>`;
    case "path":
      return `<path${attributes({ d: mark.d, ...look(mark) })}/>`;
    case "text":
      return text(mark);
    case "cells":
      return cells(mark);
    case "frames":
      return frames(mark);
  }
}

/** Marks as SVG elements, without the root. */
export const svgMarks = (marks: readonly Mark[]): string => marks.map(markup).join("\n");

const hatch = (): string =>
  `<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
  `<rect width="7" height="7" fill="${figureColour("well")}"/>` +
  `<rect width="1.2" height="7" fill="${figureColour("hatch")}"/></pattern>`;

const placed = ({ marks, y }: FigurePage["blocks"][number]): string =>
  `<g transform="translate(${MARGIN} ${short(y)})">${svgMarks(marks)}</g>`;

/** A figure as one SVG text that stands alone: title, drawing, legend, caption. Equal figures give equal texts. */
export function svgOf(figure: Figure): string {
  const { title, caption } = figure;
  const { width: w, height: h, blocks } = pageOf(figure);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="figure-title figure-caption" font-family="${FIGURE_FONT}" font-size="13">`,
    `<title id="figure-title">${escape(title)}</title>`,
    `<desc id="figure-caption">${escape(caption)}</desc>`,
    `<defs>${hatch()}</defs>`,
    `<rect width="${w}" height="${h}" fill="${figureColour("surface")}"/>`,
    ...blocks.map(placed),
    "</svg>\n",
  ].join("\n");
}
