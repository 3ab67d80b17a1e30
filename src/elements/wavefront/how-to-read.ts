import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { rampsFor } from "../styles/ramps.js";
import type { WavefrontState } from "./model.js";

interface Shown extends Pick<WavefrontState, "show" | "pass"> {
  readonly isDark: boolean;
  readonly isSkewed: boolean;
  readonly hasNever: boolean;
}

/** The legend: what colours, frames, dots and hatchings mean. */
export function howToRead({ show, pass, isDark, isSkewed, hasNever }: Shown): TemplateResult {
  const ramps = rampsFor(isDark);
  const isForward = pass === "forward";
  return html`
    <section class="how" aria-label="How to read this">
      ${
        show === "step"
          ? rampLegend({ ramp: ramps.order, title: "Step in which a cell ran", ends: ["first", "", "last"] })
          : rampLegend({
              ramp: ramps.signed,
              title: isForward
                ? "Mean activation of a cell, scaled by map"
                : "Gradient: mean δ = ∂L/∂a of a cell, scaled by map",
              ends: ["−max", "0", "+max"],
            })
      }
      <ul>
        <li><span class="swatch lit"></span> runs in this step</li>
        <li><span class="swatch waits"></span> has not run</li>
        ${isSkewed ? html`<li><span class="swatch pads"></span> padding, forced to 0</li>` : nothing}
        ${hasNever ? html`<li><span class="swatch never"></span> never runs: no output needs it</li>` : nothing}
        <li><span class="swatch chosen"></span> chosen cell</li>
        <li><span class="dot"></span> ${isForward ? "it reads this" : "its δ reads this δ"}</li>
        <li><span class="ring"></span> ${isForward ? "this reads it" : "this δ reads its δ"}</li>
        ${isForward ? html`<li><span class="swatch sees"></span> the pixels that it sees, through all cells between</li>` : nothing}
      </ul>
    </section>
  `;
}
