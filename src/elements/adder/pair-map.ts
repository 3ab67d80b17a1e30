/** All pairs as a square: a to the right, b downwards, a cell for each. */
import type { AdderReport } from "../../engine/adder-check.js";
import type { Mark } from "../figure/marks.js";

export interface Pair {
  readonly a: number;
  readonly b: number;
}

interface Look {
  /** CSS pixels. */
  readonly size: number;
  /** The pair in the animation. */
  readonly chosen: Pair;
  /** A colour "#rrggbb" by the name of its token. */
  paint(token: string): string;
}

/** A cell of as many pixels has room for a mark that is no colour. */
const ROOM = 16;

/** "#rrggbb" as a little-endian RGBA word. */
const wordOf = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
};

/** The side of the map that gives each pair as many whole device pixels as there is room for. */
export const mapSize = (bits: number, room: number, ratio: number): number => {
  const cells = 2 ** bits;
  return (Math.max(1, Math.floor((room * ratio) / cells)) * cells) / ratio;
};

/** Pale where the pair is right, dark red where it is wrong; the chosen pair stands in a cross. */
export function mapMarks(
  { isRight, pairs }: Pick<AdderReport, "isRight" | "pairs">,
  { size, chosen, paint }: Look,
): readonly Mark[] {
  const cells = Math.sqrt(pairs);
  const side = size / cells;
  const [right, wrong] = [wordOf(paint("good-well")), wordOf(paint("bad"))];
  const [x, y] = [chosen.a * side, chosen.b * side];
  const line = Math.max(1, Math.min(2, side));
  const middle = { x: x + side / 2, y: y + side / 2 };
  return [
    {
      kind: "cells",
      x: 0,
      y: 0,
      rows: cells,
      columns: cells,
      side,
      colours: Uint32Array.from(isRight, (value) => (value === 1 ? right : wrong)),
    },
    ...(side < ROOM ? [] : crosses(isRight, cells, side, paint("surface"))),
    { kind: "rect", x: middle.x - line / 2, y: 0, width: line, height: size, fill: paint("ink"), opacity: 0.4 },
    { kind: "rect", x: 0, y: middle.y - line / 2, width: size, height: line, fill: paint("ink"), opacity: 0.4 },
    { kind: "circle", ...middle, radius: Math.max(6, side * 0.45) + 1.5, stroke: paint("surface"), strokeWidth: 5 },
    { kind: "circle", ...middle, radius: Math.max(6, side * 0.45) + 1.5, stroke: paint("ink"), strokeWidth: 2 },
  ];
}

const crosses = (isRight: Uint8Array, cells: number, side: number, stroke: string): readonly Mark[] =>
  Array.from(isRight).flatMap((value, at): readonly Mark[] => {
    if (value === 1) return [];
    const [x, y, arm] = [((at % cells) + 0.5) * side, (Math.floor(at / cells) + 0.5) * side, Math.min(8, side / 5)];
    return [
      {
        kind: "path",
        d: `M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x - arm} ${y + arm}L${x + arm} ${y - arm}`,
        stroke,
        strokeWidth: 2,
      },
    ];
  });

/** The pair under a point of the map. */
export const pairUnder = (event: PointerEvent, bits: number): Pair => {
  const box = (event.currentTarget as Element).getBoundingClientRect();
  const cell = (offset: number, side: number): number =>
    Math.min(2 ** bits - 1, Math.max(0, Math.floor((offset / side) * 2 ** bits)));
  return { a: cell(event.clientX - box.left, box.width), b: cell(event.clientY - box.top, box.height) };
};

const MOVES: Readonly<Record<string, readonly [a: number, b: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-Infinity, 0],
  End: [Infinity, 0],
  PageUp: [0, -16],
  PageDown: [0, 16],
};

/** The pair that a key leads to; null for other keys. */
export function pairAfterKey(key: string, { a, b }: Pair, bits: number): Pair | null {
  const move = MOVES[key];
  if (!move) return null;
  const within = (value: number): number => Math.min(2 ** bits - 1, Math.max(0, value));
  return { a: within(a + move[0]), b: within(b + move[1]) };
}
