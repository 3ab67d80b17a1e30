import { t } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { spanText } from "./cone-report.js";
import type { Pixel, PlaneReport } from "./cone-report.js";

/** The picture in numbers, from the output down to the image. */
export const coneTable = (
  report: readonly PlaneReport[],
  { row, column }: Pixel,
  isHeldBack: boolean,
): TemplateResult => html`
  <div class="scroll" tabindex="0" role="region" aria-label=${t`The cone as a table`}>
    <table class="number" part="table">
      <caption>
        ${t`What the output at row ${row}, column ${column} sees`}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t`Plane`}</th>
          <th scope="col">${t`Sees`}</th>
          <th scope="col">${t`of`}</th>
          <th scope="col">${t`Rows`}</th>
          <th scope="col">${t`Columns`}</th>
        </tr>
      </thead>
      <tbody>
        ${report.toReversed().map(({ plane, count, seen, rows, columns }) => {
          const shown = (text: string | number): string | number =>
            isHeldBack && plane.map !== report.length - 2 ? "?" : text;
          return html`<tr>
            <th scope="row">${plane.title}</th>
            <td><b>${shown(count)}</b></td>
            <td>${seen.length}</td>
            <td>${shown(spanText(rows))}</td>
            <td>${shown(spanText(columns))}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>
`;
