/** What is said of an output, on screen and by a screen reader. */
import type { TemplateResult } from "lit";
import { t, tHtml } from "../language/t.js";
import { differences, type FieldView } from "./field-view.js";
import type { Measured } from "./measure.js";
import { modelTitle, type FieldState } from "./model.js";

interface Said {
  readonly view: FieldView;
  readonly measured: Measured | null;
  /** Whether a question is asked first. */
  readonly held: boolean;
}

/** One sentence for the status line of a screen reader. */
export function spoken({ view, measured, held }: Said): string {
  const [row, column] = [Math.floor(view.pixel / view.width), view.pixel % view.width];
  if (held) return t`Row ${row}, column ${column}, layer ${view.layers}. A question is asked first.`;
  const counts = t`Row ${row}, column ${column}, layer ${view.layers}: ${view.seen.length} pixels seen of ${view.window.length}, ${view.blind.length} blind.`;
  if (!measured) return counts;
  const agrees = differences(view.planes, measured.planes).length === 0;
  return `${counts} ${agrees ? t`The measurement agrees.` : t`The measurement does not agree!`}`;
}

/** The line under the picture. */
export function readout({ view, held }: Said, depth: number): TemplateResult {
  const { pixel, height, width, layers, seen } = view;
  const [row, column] = [Math.floor(pixel / width), pixel % width];
  return held
    ? tHtml`Output of layer <b>${layers}</b> of ${depth} at <b>row ${row}, column ${column}</b>`
    : tHtml`Output of layer <b>${layers}</b> of ${depth} at <b>row ${row}, column ${column}</b>: sees <b>${seen.length}</b> of ${height * width} pixels`;
}

/** The name of the picture. */
export const pictureName = ({ model, height, width }: FieldState, isPicking: boolean): string =>
  isPicking
    ? t`${modelTitle(model)}: ${height} × ${width} pixels. Arrow keys move, Space chooses.`
    : t`${modelTitle(model)}: ${height} × ${width} pixels. Arrow keys move the output.`;
