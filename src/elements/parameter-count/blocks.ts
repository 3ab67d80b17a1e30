/** The net as boxes: as tall as the image is, as wide as the logarithm of its channels. */
import type { CnnCount } from "../../models/cnn/count.js";
import type { DrawnMark } from "../figure/marks-view.js";
import type { Shape } from "../../models/cnn/shape.js";
import type { Entry } from "./entries.js";
import { boxPath, filled, lookOf } from "./look.js";

const TALLEST = 120;
const FLATTEST = 5;

export interface Block {
  readonly width: number;
  readonly height: number;
}

/** Pixels of one output; lists of numbers are as flat as can be. */
export const blockOf = ({ channels, height, flat }: Shape, tallest: bigint): Block => ({
  width: Math.round(10 + 7 * Math.log2(Number(channels))),
  height: flat ? FLATTEST : Math.max(FLATTEST, (TALLEST * Number(height)) / Number(tallest)),
});

export const tallestOf = (count: CnnCount): bigint =>
  count.layers.reduce((most, { output }) => (output.height > most ? output.height : most), count.input.height);

/** A box that stands on (x, y). */
export const blockMarks = (
  shape: Shape,
  entry: Entry | null,
  place: {
    readonly x: number;
    readonly y: number;
    readonly tallest: bigint;
    readonly entries: number;
    readonly stroke: string;
  },
): readonly DrawnMark[] => {
  const { width, height } = blockOf(shape, place.tallest);
  const box = { x: place.x, y: place.y - height, width, height };
  const isPlain = entry === null || entry.parameters === 0n;
  return [
    ...(isPlain ? [] : filled(box, lookOf(entry, place.entries))),
    { kind: "path", d: boxPath(box), stroke: place.stroke, strokeWidth: 1, ...(isPlain ? { dash: "3 2" } : {}) },
  ];
};
