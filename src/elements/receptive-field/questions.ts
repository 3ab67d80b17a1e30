import { t } from "../language/t.js";
import type { OutputFields } from "../../graph/output-field.js";
import type { Question } from "../controls/predict.js";
import { fieldView } from "./field-view.js";
import { modelTitle, type FieldState } from "./model.js";

/** Few enough to click. */
const MOST_CELLS = 30;

interface Asked {
  readonly state: FieldState;
  readonly fields: OutputFields;
  readonly depth: number;
  readonly pixel: number;
  readonly colour?: 0 | 1 | 2;
}

/** The question of cells is asked of the deepest layer whose field can be clicked; the counts are those of the last layer. */
export const questionsOf = ({ state, fields, depth, pixel, colour }: Asked): readonly Question[] => {
  const { height, width, model } = state;
  const at = (layers: number) =>
    fieldView(fields, { height, width, pixel, layers, ...(colour === undefined ? {} : { colour }) });
  const views = Array.from({ length: depth }, (_, i) => at(i + 1));
  const clickable = views.findLast(({ seen }) => seen.length > 0 && seen.length <= MOST_CELLS);
  const last = views.at(-1)!;
  const [row, column] = [Math.floor(pixel / width), pixel % width];
  const title = modelTitle(model);
  return [
    ...(clickable
      ? [
          {
            id: "cells",
            kind: "cells",
            prompt:
              depth === 1
                ? t`${title}, its only layer: click every pixel that the output at row ${row}, column ${column} sees. Dragging paints; with the keyboard, arrows move and Space chooses.`
                : t`${title}, layer ${clickable.layers} of ${depth}: click every pixel that the output at row ${row}, column ${column} sees. Dragging paints; with the keyboard, arrows move and Space chooses.`,
            answer: new Set(clickable.seen),
            explain: t`It sees ${clickable.seen.length} pixels: what any layer’s taps can reach, and nothing else.`,
          } as const,
        ]
      : []),
    {
      id: "seen",
      kind: "number",
      prompt:
        depth === 1
          ? t`How many pixels does the output at row ${row}, column ${column} see in its only layer?`
          : t`How many pixels does the output at row ${row}, column ${column} see in layer ${depth} of ${depth}?`,
      answer: last.seen.length,
      explain: t`${last.seen.length} pixels, counted on the graph and by the gradient.`,
    },
    {
      id: "blind",
      kind: "number",
      prompt: last.isUnbounded
        ? t`Of the ${last.window.length} pixels before it, how many does it not see?`
        : t`Its causal window of the same reach holds ${last.window.length} pixels. How many of them are blind?`,
      answer: last.blind.length,
      explain: `${last.window.length} − ${last.seen.length} = ${last.blind.length}.`,
    },
  ];
};
