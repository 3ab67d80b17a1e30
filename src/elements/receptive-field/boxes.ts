/** Cells as boxes, and the paths that are drawn in them. */
import type { Ramps } from "../styles/ramps.js";

export interface Colours {
  /** A colour of the tokens by its name without `--sf-`. */
  of(name: string): string;
  readonly ramps: Ramps;
}

/** A cell in CSS pixels. */
export type Box = readonly [x: number, y: number, width: number, height: number];

export const boxPath = ([x, y, width, height]: Box): string => `M${x} ${y}h${width}v${height}h${-width}z`;

export const cellBox = (row: number, column: number, side: number, gap: number): Box => [
  column * side + gap / 2,
  row * side + gap / 2,
  side - gap,
  side - gap,
];

export const circlePath = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

export const crossPath = ([x, y, w, h]: Box): string => `M${x} ${y}l${w} ${h}M${x + w} ${y}l${-w} ${h}`;
