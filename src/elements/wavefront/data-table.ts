import { html } from "lit";
import type { TemplateResult } from "lit";
import { layerOf } from "../../graph/grid.js";
import { decimal } from "../controls/decimal.js";
import { t } from "../language/t.js";
import type { Facts } from "./facts.js";
import { mapName } from "./model.js";
import type { WavefrontState } from "./model.js";
import type { Sweep } from "./sweep.js";

/** So many steps are listed: a table of a thousand rows serves nobody. */
const MOST_ROWS = 160;

/** The twin of the pictures: what runs in which step, and the map of the chosen cell in numbers. */
export function dataTable(
  facts: Facts,
  pass: WavefrontState["pass"],
  cell: number,
  show: WavefrontState["show"],
): TemplateResult {
  const { sweep } = facts;
  const matvecs = facts.profile(pass, "matvecs");
  const { plan, means } = sweep[pass];
  const { grid } = plan;
  const map = layerOf(grid, cell);
  const shown = Math.min(MOST_ROWS, plan.length);
  const rows = Array.from({ length: grid.height }, (_, row) =>
    Array.from({ length: grid.width }, (__, column) => (map * grid.height + row) * grid.width + column),
  );
  const numberOf = (at: number): string => {
    if (plan.stepOf(at) < 0) return t`never`;
    return show === "step" ? String(plan.stepOf(at) + 1) : decimal(means[at] ?? 0);
  };
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The map of the chosen cell in numbers`}>
      <table class="number map-table">
        <caption>
          ${captionOf(mapName(sweep.access[map]!), pass, show)}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`row`}</th>
            ${Array.from({ length: grid.width }, (_, column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells, row) =>
              html`<tr>
                <th scope="row">${row}</th>
                ${cells.map((at) => html`<td>${numberOf(at)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The steps as a table`}>
      <table class="number steps-table">
        <caption>
          ${shown < plan.length ? t`The first ${shown} of ${plan.length} steps` : t`All ${plan.length} steps`}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`Step`}</th>
            <th scope="col">${t`Cells`}</th>
            <th scope="col">${t`Matrix-vector products`}</th>
            <th scope="col">${t`By map`}</th>
          </tr>
        </thead>
        <tbody>
          ${Array.from(
            { length: shown },
            (_, step) =>
              html`<tr>
                <th scope="row">${step + 1}</th>
                <td>${plan.width(step)}</td>
                <td>${matvecs[step]}</td>
                <td>${byMap(sweep, pass, step)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

function captionOf(map: string, pass: WavefrontState["pass"], show: WavefrontState["show"]): string {
  if (show === "step") return t`${map}: the step of every cell`;
  return pass === "forward" ? t`${map}: mean activations` : t`${map}: mean gradients`;
}

const byMap = (sweep: Sweep, pass: "forward" | "backward", step: number): string => {
  const { plan } = sweep[pass];
  const counts = new Map<number, number>();
  for (let i = 0; i < plan.width(step); i++) {
    const map = layerOf(plan.grid, plan.cell(step, i));
    counts.set(map, (counts.get(map) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([map, count]) => `${mapName(sweep.access[map]!)}: ${count}`)
    .join("; ");
};
