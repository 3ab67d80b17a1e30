import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { timingText } from "../controls/time-text.js";
import { t } from "../language/t.js";
import { formulaOf } from "./formula.js";
import { laneCounts, ticks } from "./lane-times.js";
import type { LaneUnit, LaneWork } from "./lane-times.js";
import type { Lane } from "./lanes.js";
import { describePixel, pixelReport } from "./picture.js";
import type { RaceView } from "./race-run.js";

interface Shown {
  readonly view: RaceView;
  /** Steps on the clock. */
  readonly clock: number;
  /** The pixel that is pointed at. */
  readonly pixel: number | null;
  readonly hasFormulas: boolean;
  readonly unit: LaneUnit;
}

/** The twins of the pictures and of the chart in words and numbers. */
export function dataTable(shown: Shown): TemplateResult {
  const { lanes, work } = shown.view;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The race as a table`}>${raceTable(shown)}</div>
    ${
      work === null
        ? nothing
        : html`<div class="scroll" tabindex="0" role="region" aria-label=${t`Ticks against lanes as a table`}>
            ${ticksTable(lanes, work, shown.unit)}
          </div>`
    }
  `;
}

function raceTable({ view: { lanes, runs }, clock, pixel, hasFormulas }: Shown): TemplateResult {
  const width = lanes[0]?.plan.grid.width ?? 1;
  const place = pixel === null ? "" : t`row ${Math.floor(pixel / width)}, column ${pixel % width}`;
  return html`
    <table class="number">
      <caption>
        ${place ? t`The race at step ${clock} of the clock, and the pixel at ${place}` : t`The race at step ${clock} of the clock`}
      </caption>
      <thead>
        <tr>
          <th scope="col">${t`Runner`}</th>
          <th scope="col">${t`Depth`}</th>
          <th scope="col">${t`Steps done`}</th>
          <th scope="col">${t`Steps executed`}</th>
          ${hasFormulas ? html`<th scope="col">${t`Formula`}</th>` : nothing}
          <th scope="col">${t`Dispatches`}</th>
          <th scope="col">${t`Milliseconds`}</th>
          <th scope="col">${t`Timed by`}</th>
          ${place ? html`<th scope="col">${place}</th>` : nothing}
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
            ${hasFormulas ? html`<td class="formula">${formulaOf(lane)}</td>` : nothing}
            <td>${result?.dispatches ?? "–"}</td>
            <td>${result ? (result.milliseconds?.toPrecision(3) ?? t`n/a`) : "–"}</td>
            <td>${result ? timingText(result.timing) : "–"}</td>
            ${place && pixel !== null ? html`<td>${run ? describePixel(pixelReport(lane.plan, run.means, clock, pixel)) : "–"}</td>` : nothing}
          </tr>`;
        })}
      </tbody>
    </table>
  `;
}

const ticksTable = (lanes: readonly Lane[], work: readonly LaneWork[], unit: LaneUnit): TemplateResult => html`
  <table class="number">
    <caption>
      ${unit === "cells" ? t`Ticks with P lanes, each a whole cell per tick` : t`Ticks with P lanes, each a matrix-vector product per tick`}
    </caption>
    <thead>
      <tr>
        <th scope="col">${t`Lanes P`}</th>
        ${lanes.map(({ title }) => html`<th scope="col">${title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${laneCounts(work, unit).map(
        (count) =>
          html`<tr>
            <th scope="row">${count === Infinity ? "∞" : count}</th>
            ${work.map((steps) => html`<td>${ticks(steps[unit], count)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>
`;
