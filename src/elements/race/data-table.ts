import { html } from "lit";
import type { TemplateResult } from "lit";
import { describePixel, pixelReport } from "./picture.js";
import type { RaceView } from "./race-run.js";
import { formulaOf } from "./formula.js";

/** The twin of the pictures in words and numbers. */
export function dataTable(
  { lanes, runs }: RaceView,
  clock: number,
  pixel: number | null,
  hasFormulas: boolean,
): TemplateResult {
  const width = lanes[0]?.plan.grid.width ?? 1;
  const place = pixel === null ? "" : `row ${Math.floor(pixel / width)}, column ${pixel % width}`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="The race as a table">
      <table class="number">
        <caption>
          The race at step ${clock} of the clock${place && `, and the pixel at ${place}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Runner</th>
            <th scope="col">Depth</th>
            <th scope="col">Steps done</th>
            <th scope="col">Steps executed</th>
            ${hasFormulas ? html`<th scope="col">Formula</th>` : null}
            <th scope="col">Dispatches</th>
            <th scope="col">Milliseconds</th>
            <th scope="col">Timed by</th>
            ${place ? html`<th scope="col">${place}</th>` : null}
          </tr>
        </thead>
        <tbody>
          ${lanes.map((lane, i) => {
            const run = runs[i];
            const result = run?.result;
            return html`<tr>
              <th scope="row">${lane.title}</th>
              <td>${lane.plan.grid.layers}</td>
              <td>${result ? Math.min(clock, result.steps) : "–"}</td>
              <td>${result?.steps ?? "–"}</td>
              ${hasFormulas ? html`<td>${formulaOf(lane)}</td>` : null}
              <td>${result?.dispatches ?? "–"}</td>
              <td>${result ? (result.milliseconds?.toPrecision(3) ?? "n/a") : "–"}</td>
              <td>${result?.timing ?? "–"}</td>
              ${place && pixel !== null ? html`<td>${run ? describePixel(pixelReport(lane.plan, run.means, clock, pixel)) : "–"}</td>` : null}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  `;
}
