import { html } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { rampsFor } from "../styles/ramps.js";
import type { RaceState } from "./settings.js";

/** The legend: what colours, outline, hatching and the small diagrams mean. */
export function howToRead(show: RaceState["show"], isDark: boolean): TemplateResult {
  const ramps = rampsFor(isDark);
  return html`
    <section class="how" aria-label="How to read this">
      <h2>How to read this</h2>
      ${
        show === "order"
          ? rampLegend({ ramp: ramps.order, title: "Order: step in which a cell ran", ends: ["first", "", "last"] })
          : rampLegend({
              ramp: ramps.signed,
              title: "Mean activation of a cell, scaled by layer",
              ends: ["−max", "0", "+max"],
            })
      }
      <ul>
        <li><span class="swatch lit"></span> runs in this step</li>
        <li><span class="swatch waits"></span> has not run</li>
        <li><span class="swatch own-frame"></span> own pixel</li>
        <li><span class="swatch reads"></span> image pixel that it reads</li>
        <li><span class="swatch memory"></span> neighbour whose state it reads</li>
      </ul>
    </section>
  `;
}
