import { LOGARITHMIC } from "./clock-scale.js";
import type { ClockScale } from "./clock-scale.js";

export interface Finish {
  /** The step at which something ends. */
  readonly step: number;
  readonly label: string;
  /** A CSS colour. */
  readonly hue: string;
}

export interface PlacedFinish extends Finish {
  /** 0…1 along the scrubber. */
  readonly at: number;
  /** Which end or middle of the label stands at the mark; `bare`: there is room for the number only. */
  readonly align: "start" | "middle" | "end" | "bare";
}

/** Nearer than this share of the scrubber, two labels would cover each other. */
const ROOM = 0.17;

/** Places the marks: equal steps share one, and of close neighbours one label goes left and one right. */
export function placeFinishes(
  finishes: readonly Finish[],
  length: number,
  scale: ClockScale = LOGARITHMIC,
): readonly PlacedFinish[] {
  const merged = new Map<number, Finish>();
  for (const finish of finishes.toSorted((a, b) => a.step - b.step)) {
    const same = merged.get(finish.step);
    merged.set(finish.step, same ? { ...same, label: `${same.label}, ${finish.label}` } : finish);
  }
  const marks = [...merged.values()].map((finish) => ({ ...finish, at: scale.fractionOf(finish.step, length) }));
  return marks.map((mark, i) => {
    const before = mark.at - (marks[i - 1]?.at ?? -1) < ROOM;
    const after = (marks[i + 1]?.at ?? 2) - mark.at < ROOM;
    const isLast = i === marks.length - 1;
    const align = before && (after || isLast) ? "bare" : before ? "start" : after || isLast ? "end" : "middle";
    return { ...mark, align };
  });
}
