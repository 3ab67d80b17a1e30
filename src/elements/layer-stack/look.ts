import type { StackLine } from "../../kernels/layer-stack/gpu.js";
import type { Ramp } from "../styles/ramps.js";
import type { Scene, Stroke, StrokeKind } from "./scene.js";

/** A colour as an RGBA word, red in the lowest byte, and a width in CSS pixels. */
export interface Pen {
  readonly colour: number;
  readonly width: number;
}

/** Everything that decides colours. Words are RGBA with red in the lowest byte. */
export interface Look {
  readonly surface: number;
  readonly ramp: Ramp;
  /** One over the other. */
  readonly pens: Readonly<Record<StrokeKind, readonly Pen[]>>;
  readonly inside: number;
  readonly outside: number;
}

/** Colours by what they are for, as RGBA words. */
export interface LookColours {
  readonly surface: number;
  readonly line: number;
  readonly hue: number;
  readonly outline: number;
  readonly glow: number;
}

export type Others = "faint" | "hidden" | "full";
const OUTSIDE: Readonly<Record<Others, number>> = { faint: 0.2, hidden: 0, full: 1 };

/** Share of a cell that stays free at each side. */
export const GAP = 0.035;

const withAlpha = (word: number, alpha: number): number => ((word & 0xffffff) | (Math.round(alpha * 255) << 24)) >>> 0;

export function lookOf(colours: LookColours, ramp: Ramp, others: Others): Look {
  const { surface, line, hue, outline, glow } = colours;
  return {
    surface,
    ramp,
    inside: 1,
    outside: OUTSIDE[others],
    pens: {
      frame: [{ colour: withAlpha(line, 0.7), width: 1 }],
      edge: [
        { colour: surface, width: 4.5 },
        { colour: hue, width: 2.5 },
      ],
      path: [{ colour: withAlpha(hue, 0.75), width: 1.5 }],
      output: [
        { colour: outline, width: 5 },
        { colour: glow, width: 2.5 },
      ],
    },
  };
}

const KINDS: readonly StrokeKind[] = ["frame", "path", "edge", "output"];

/** Strokes as lines of the picture, in the order in which they are drawn; `ratio` is device pixels per CSS pixel. */
export const penned = (strokes: readonly Stroke[], { pens }: Look, ratio: number): readonly StackLine[] =>
  KINDS.flatMap((kind) => {
    const own = strokes.filter((stroke) => stroke.kind === kind);
    return pens[kind].flatMap(({ colour, width }) =>
      own.map(({ from, to }): StackLine => ({ from, to, width: width * ratio, colour })),
    );
  });

/** One turn of the painter: the strokes under a plane, its cells, the strokes on it. */
export interface Turn {
  readonly plane: number;
  readonly under: readonly Stroke[];
  readonly on: readonly Stroke[];
}

/** From far to near: planes never cut each other, so that no depth has to be compared. */
export function paintOrder({ planes, on, below }: Scene, fromAbove: boolean): readonly Turn[] {
  const turns = planes.map((_, plane) => ({
    plane,
    under: (fromAbove ? below[plane] : below[plane + 1]) ?? [],
    on: on[plane] ?? [],
  }));
  return fromAbove ? turns : turns.reverse();
}
