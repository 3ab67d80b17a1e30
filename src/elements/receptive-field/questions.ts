import type { OutputFields } from "../../graph/output-field.js";
import type { Question } from "../controls/predict.js";
import { fieldView } from "./field-view.js";
import { MODEL_TITLES, type FieldState } from "./model.js";

/** Few enough to click. */
const MOST_CELLS = 30;

interface Asked {
  readonly state: FieldState;
  readonly fields: OutputFields;
  readonly depth: number;
  readonly pixel: number;
  readonly colour?: 0 | 1 | 2;
}

const placeOf = (pixel: number, width: number): string => `row ${Math.floor(pixel / width)}, column ${pixel % width}`;

/** The question of cells is asked of the deepest layer whose field can be clicked; the counts are those of the last layer. */
export const questionsOf = ({ state, fields, depth, pixel, colour }: Asked): readonly Question[] => {
  const { height, width, model } = state;
  const at = (layers: number) =>
    fieldView(fields, { height, width, pixel, layers, ...(colour === undefined ? {} : { colour }) });
  const views = Array.from({ length: depth }, (_, i) => at(i + 1));
  const clickable = views.findLast(({ seen }) => seen.length > 0 && seen.length <= MOST_CELLS);
  const last = views.at(-1)!;
  const place = placeOf(pixel, width);
  const what = `the output at ${place}`;
  const title = MODEL_TITLES[model];
  const ofLayer = (layers: number): string => (depth === 1 ? "its only layer" : `layer ${layers} of ${depth}`);
  return [
    ...(clickable
      ? [
          {
            id: "cells",
            kind: "cells",
            prompt: `${title}, ${ofLayer(clickable.layers)}: click every pixel that ${what} sees. Dragging paints; with the keyboard, arrows move and Space chooses.`,
            answer: new Set(clickable.seen),
            explain: `It sees ${clickable.seen.length} pixels: what any layer's taps can reach, and nothing else.`,
          } as const,
        ]
      : []),
    {
      id: "seen",
      kind: "number",
      prompt: `How many pixels does ${what} see in ${ofLayer(depth)}?`,
      answer: last.seen.length,
      explain: `${last.seen.length} pixels, counted on the graph and by the gradient.`,
    },
    {
      id: "blind",
      kind: "number",
      prompt: last.isUnbounded
        ? `Of the ${last.window.length} pixels before it, how many does it not see?`
        : `Its causal window of the same reach holds ${last.window.length} pixels. How many of them are blind?`,
      answer: last.blind.length,
      explain: `${last.window.length} − ${last.seen.length} = ${last.blind.length}.`,
    },
  ];
};
