import { t } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import type { FieldView } from "./field-view.js";
import type { Measured } from "./measure.js";

/** Ascending columns as intervals: "2–5, 7". */
export const intervals = (columns: readonly number[]): string => {
  const runs: [number, number][] = [];
  for (const column of columns) {
    const last = runs.at(-1);
    if (last && last[1] === column - 1) last[1] = column;
    else runs.push([column, column]);
  }
  return runs.length === 0 ? t`none` : runs.map(([a, b]) => (a === b ? String(a) : `${a}–${b}`)).join(", ");
};

const inRow = (pixels: readonly number[], row: number, width: number): string =>
  intervals(pixels.filter((pixel) => Math.floor(pixel / width) === row).map((pixel) => pixel % width));

/** The twin of the picture in words and numbers, row by row of the image. */
export function dataTable(view: FieldView, measured: Measured | null, isHidden: boolean): TemplateResult {
  const { width, pixel } = view;
  const own = Math.floor(pixel / width);
  const measuredPixels = measured && [...new Set(measured.planes.flat())].sort((a, b) => a - b);
  const norm = (p: number): number => Math.hypot(...(measured?.norms.map((norms) => norms[p] ?? 0) ?? []));
  const rows = Array.from({ length: own + 1 }, (_, row) => row);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The field as a table`}>
      <table class="number">
        <caption>
          ${t`Columns by row of the image, for the output at row ${own}, column ${pixel % width} of layer ${view.layers}. Later rows are never seen.`}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`Row`}</th>
            <th scope="col">${t`Seen`}</th>
            <th scope="col">${t`Blind`}</th>
            <th scope="col">${t`Measured`}</th>
            <th scope="col">${t`Largest sensitivity`}</th>
          </tr>
        </thead>
        <tbody>
          ${
            isHidden
              ? html`<tr>
                  <td colspan="5">${t`The answers wait for yours.`}</td>
                </tr>`
              : rows.map((row) => {
                  const norms = view.seen.filter((p) => Math.floor(p / width) === row).map(norm);
                  return html`<tr>
                    <th scope="row">${row}</th>
                    <td>${inRow(view.seen, row, width)}</td>
                    <td>${inRow(view.blind, row, width)}</td>
                    <td>${measuredPixels ? inRow(measuredPixels, row, width) : "–"}</td>
                    <td>${measured && norms.length > 0 ? Math.max(...norms).toPrecision(3) : "–"}</td>
                  </tr>`;
                })
          }
        </tbody>
      </table>
    </div>
  `;
}
