import { t } from "../language/t.js";
import type { Question } from "../controls/predict.js";
import { spanText } from "./cone-report.js";
import type { Pixel, PlaneReport } from "./cone-report.js";
import { countText } from "./labels.js";

/** How many cells of the layers below the output sees: the layer just below, one half-way down, and the image. */
export function stackQuestions(report: readonly PlaneReport[], { row, column }: Pixel): readonly Question[] {
  const below = report.slice(0, -1);
  const picked = [...new Set([below.at(-1), below[Math.floor(below.length / 2)], below[0]])];
  return picked
    .filter((plane) => plane !== undefined)
    .map(({ plane: { map, title }, count, rows, columns }): Question => ({
      id: map < 0 ? "image" : `map-${map}`,
      kind: "number",
      prompt:
        map < 0
          ? t`How many pixels of the image does the output at row ${row}, column ${column} see?`
          : t`How many cells of the plane “${title}” does the output at row ${row}, column ${column} see?`,
      answer: count,
      explain:
        count === 0
          ? t`It sees nothing there.`
          : t`It sees ${countText(map, count)}: rows ${spanText(rows)}, columns ${spanText(columns)}.`,
    }));
}
