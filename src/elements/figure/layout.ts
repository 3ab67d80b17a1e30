import { hexOf } from "./colour.js";
import { figureColour } from "./palette.js";
import type { Figure, LegendEntry, Mark } from "./marks.js";

/** A part of a figure, drawn from (0, 0). */
export interface Block {
  readonly marks: readonly Mark[];
  readonly height: number;
}

/** Round the whole figure, in CSS pixels. */
export const MARGIN = 20;

export const FIGURE_FONT = "'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

const TITLE = 20;
const SMALL = 13;
const LINE = 1.4;
const SWATCH = 14;
const RAMP = 120;
const GAP = 22;

/** Mean width of a letter, as a share of the type's size: there is nothing to measure text with outside a page. */
const LETTER = 0.54;

export const textWidth = (text: string, size: number): number => [...text].length * LETTER * size;

/** Breaks at blanks, so that no line is wider than `width`, unless a single word is. */
export function wrapText(text: string, width: number, size: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1);
    const longer = line === undefined ? word : `${line} ${word}`;
    if (line === undefined || textWidth(longer, size) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function paragraph(text: string, width: number, size: number, look: { weight?: 700; fill: string }): Block {
  const lines = wrapText(text, width, size);
  return {
    marks: lines.map((line, i) => ({ kind: "text", x: 0, y: size + i * size * LINE, text: line, size, ...look })),
    height: lines.length * size * LINE,
  };
}

export function titleBlock(title: string, width: number): Block {
  const block = paragraph(title, width, TITLE, { weight: 700, fill: figureColour("ink") });
  return { ...block, height: block.height + 10 };
}

export function captionBlock(caption: string, width: number): Block {
  return paragraph(caption, width, SMALL, { fill: figureColour("ink-soft") });
}

/** Entries side by side, as many as fit a row. */
export function legendBlock(legend: readonly LegendEntry[], width: number): Block {
  const marks: Mark[] = [];
  const top = 18;
  const row = 2.4 * SMALL;
  let [x, y] = [0, top];
  for (const entry of legend) {
    const size = ("ramp" in entry.swatch ? RAMP : SWATCH) + 8 + textWidth(entry.label, SMALL);
    if (x > 0 && x + size > width) [x, y] = [0, y + row];
    marks.push(...swatchMarks(entry, x, y));
    x += size + GAP;
  }
  return { marks, height: legend.length === 0 ? top : y + row + 4 };
}

function swatchMarks({ label, swatch }: LegendEntry, x: number, y: number): readonly Mark[] {
  const isRamp = "ramp" in swatch;
  const words: Mark = {
    kind: "text",
    x: x + (isRamp ? RAMP : SWATCH) + 8,
    y: y + SWATCH - 3,
    text: label,
    size: SMALL,
    fill: figureColour("ink"),
  };
  if (!isRamp) {
    const stroke = swatch.stroke ?? figureColour("line");
    const strokeWidth = swatch.stroke === undefined ? 1 : 2.5;
    const inset = strokeWidth / 2;
    const side = SWATCH - strokeWidth;
    return [
      { kind: "rect", x: x + inset, y: y + inset, width: side, height: side, strokeWidth, ...swatch, stroke },
      words,
    ];
  }
  const { ramp, ends } = swatch;
  const bands = 32;
  return [
    ...Array.from({ length: bands }, (_, i): Mark => ({
      kind: "rect",
      x: x + (i * RAMP) / bands,
      y,
      // A little wider than its place, so that no seam shows between two bands.
      width: RAMP / bands + (i < bands - 1 ? 0.5 : 0),
      height: 10,
      fill: hexOf(ramp[Math.round((i * (ramp.length - 1)) / (bands - 1))] ?? 0),
    })),
    ...ends.map((end, i): Mark => ({
      kind: "text",
      x: x + (i * RAMP) / 2,
      y: y + 22,
      text: end,
      size: 10,
      anchor: (["start", "middle", "end"] as const)[i] ?? "start",
      fill: figureColour("ink-soft"),
    })),
    words,
  ];
}

/** A figure with all that stands around its drawing. */
export interface FigurePage {
  readonly width: number;
  readonly height: number;
  /** From the top down: title, drawing, legend, caption, each `MARGIN` from the left. */
  readonly blocks: readonly (Block & { readonly y: number })[];
}

export function pageOf({ title, caption, legend, width, height, marks }: Figure): FigurePage {
  let y = MARGIN;
  const blocks = [
    titleBlock(title, width),
    { marks, height },
    legendBlock(legend, width),
    captionBlock(caption, width),
  ].map((block) => {
    const placed = { ...block, y };
    y += block.height;
    return placed;
  });
  return { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(y + MARGIN), blocks };
}
