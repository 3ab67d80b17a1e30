/** One colour and one pattern for each part of the net, the same in every picture and in the table. */
import { hexOf } from "../figure/colour.js";
import type { DrawnMark } from "../figure/marks-view.js";
import { colourAt, rampsFor } from "../styles/ramps.js";
import type { Entry } from "./entries.js";

export interface Look {
  readonly fill: string;
  /** Readable on the fill. */
  readonly ink: string;
  /** 0 is plain; parts that follow each other have different ones. */
  readonly pattern: number;
}

const PATTERNS = 4;
const INKS = ["#10131a", "#ffffff"] as const;

const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

export const lookOf = (entry: Pick<Entry, "number">, entries: number): Look => {
  const place = entries === 1 ? 0.5 : (entry.number - 1) / (entries - 1);
  const fill = hexOf(colourAt(rampsFor(false).order, 0.1 + 0.86 * place));
  return { fill, ink: luminance(fill) > 0.18 ? INKS[0] : INKS[1], pattern: entry.number % PATTERNS };
};

/** A coordinate in SVG, to a tenth of a pixel. */
export const n = (value: number): string => String(Math.round(value * 10) / 10);

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const diagonals = ({ x, y, width, height }: Box): string =>
  Array.from({ length: Math.ceil((width + height) / 9) }, (_, i) => x - height + i * 9 + 4)
    .map((from) => [Math.max(from, x), Math.min(from + height, x + width), from] as const)
    .filter(([start, end]) => start < end)
    .map(
      ([start, end, from]) =>
        `M${n(start)} ${n(y + height - (start - from))}L${n(end)} ${n(y + height - (end - from))}`,
    )
    .join("");
const uprights = ({ x, y, width, height }: Box): string =>
  Array.from({ length: Math.floor(width / 7) }, (_, i) => `M${n(x + 4 + i * 7)} ${n(y)}v${n(height)}`).join("");
const levels = ({ x, y, width, height }: Box): string =>
  Array.from({ length: Math.floor(height / 7) }, (_, i) => `M${n(x)} ${n(y + 4 + i * 7)}h${n(width)}`).join("");

const LINES: readonly ((box: Box) => string)[] = [() => "", diagonals, uprights, levels];

export const boxPath = ({ x, y, width, height }: Box): string =>
  `M${n(x)} ${n(y)}h${n(width)}v${n(height)}h${n(-width)}z`;

/** A box in the colour and the pattern of a part. */
export const filled = (box: Box, { fill, ink, pattern }: Look): readonly DrawnMark[] => {
  const lines = box.width < 6 ? "" : LINES[pattern]!(box);
  return [
    { kind: "path", d: boxPath(box), fill },
    ...(lines === "" ? [] : [{ kind: "path", d: lines, stroke: ink, strokeWidth: 1, opacity: 0.28 } as const]),
  ];
};
