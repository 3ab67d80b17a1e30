import { t } from "../language/t.js";
import { receptiveField } from "../../graph/receptive-field.js";
import { spanText } from "./cone-report.js";
import type { Pixel, PlaneReport, Span } from "./cone-report.js";
import { countText } from "./labels.js";
import type { StackModel } from "./model.js";

/** The cone in one sentence, for the page and for a screen reader. */
export function coneSentence(report: readonly PlaneReport[], { row, column }: Pixel): string {
  const image = report[0];
  if (!image || image.count === 0) return t`The output at row ${row}, column ${column} sees no pixel of the image.`;
  const { count, rows, columns } = image;
  return t`The output at row ${row}, column ${column} sees ${countText(-1, count)} of the image: rows ${unbroken(rows)}, columns ${unbroken(columns)}.`;
}

/** A line may break after a dash, but not in a span. */
const unbroken = (span: Span | null): string => spanText(span).replace("–", "–\u2060");

/** What it would see on an image without borders. */
export function unclippedSentence({ access, outputs }: StackModel): string {
  const field = receptiveField(access, { map: outputs[0]?.map ?? 0 });
  if (!field) return t`Without borders it would see without end: each cell reads its neighbours in its own layer.`;
  const seen = countText(-1, field.size);
  return field.blind === 0
    ? t`Far from all borders it would see ${seen}; no blind spot.`
    : t`Far from all borders it would see ${seen}; ${field.blind} of the ${field.window} before it stay in the blind spot.`;
}
