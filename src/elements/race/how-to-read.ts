import { html } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { t } from "../language/t.js";
import { rampsFor } from "../styles/ramps.js";
import type { RaceState } from "./settings.js";

/** The legend: what colours, outline, hatching and the small diagrams mean. */
export function howToRead(show: RaceState["show"], isDark: boolean): TemplateResult {
  const ramps = rampsFor(isDark);
  return html`
    <section class="how" part="how" aria-label=${t`How to read this`}>
      <h2>${t`How to read this`}</h2>
      ${
        show === "order"
          ? rampLegend({ ramp: ramps.order, title: t`Order: step in which a cell ran`, ends: [t`first`, "", t`last`] })
          : rampLegend({
              ramp: ramps.signed,
              title: t`Mean activation of a cell, scaled by layer`,
              ends: ["−max", "0", "+max"],
            })
      }
      <ul>
        <li><span class="swatch lit"></span> ${t`runs in this step`}</li>
        <li><span class="swatch waits"></span> ${t`has not run`}</li>
        <li><span class="swatch own-frame"></span> ${t`own pixel`}</li>
        <li><span class="swatch reads"></span> ${t`image pixel that it reads`}</li>
        <li><span class="swatch memory"></span> ${t`neighbour whose state it reads`}</li>
      </ul>
    </section>
  `;
}
