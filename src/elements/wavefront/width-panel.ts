import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { noun } from "../controls/noun.js";
import { percent } from "../controls/decimal.js";
import { t, tHtml } from "../language/t.js";
import type { WavefrontState } from "./model.js";
import { statisticsOf } from "./profile.js";
import type { Profile } from "./profile.js";

/** What the width of a step is counted in. */
export const UNITS = { cells: "cell", matvecs: "product" } as const;

/** "9 cells now · at most 28 · 16.0 on average · 57.1 % of the widest step busy". */
export function widthLine(profile: Profile, step: number, unit: WavefrontState["unit"]): TemplateResult {
  const { peak, mean, utilisation } = statisticsOf(profile, Infinity);
  const now = profile[step - 1] ?? 0;
  return html`
    <p class="width-line number">
      <span>${tHtml`Width: <b class="now">${now}</b> ${noun(now, UNITS[unit])} now`}</span>
      <span>${tHtml`at most <b class="peak">${peak}</b>`}</span>
      <span>${tHtml`mean <b class="mean">${mean.toFixed(1)}</b>`}</span>
      <span>${tHtml`utilisation <b class="utilisation">${percent(utilisation)}</b>`}</span>
    </p>
  `;
}

/** What the bars of the chart mean. */
export const widthLegend = (hasLanes: boolean): TemplateResult => html`
  <ul class="chart-legend">
    <li><span class="swatch bar-ran"></span> ${t`has run`}</li>
    <li><span class="swatch bar-current"></span> ${t`runs now`}</li>
    <li><span class="swatch bar-ahead"></span> ${t`will run`}</li>
    <li><span class="swatch bar-idle"></span> ${t`idle, on a machine as wide as the widest step`}</li>
    ${hasLanes ? html`<li><span class="swatch bar-over"></span> ${t`waits for a free lane, above the line of P lanes`}</li>` : nothing}
  </ul>
`;
