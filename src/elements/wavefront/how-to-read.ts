import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { t } from "../language/t.js";
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
    <section class="how" part="how" aria-label=${t`How to read this`}>
      ${
        show === "step"
          ? rampLegend({ ramp: ramps.order, title: t`Step in which a cell ran`, ends: [t`first`, "", t`last`] })
          : rampLegend({
              ramp: ramps.signed,
              title: isForward
                ? t`Mean activation of a cell, scaled by map`
                : t`Gradient: mean δ = ∂L/∂a of a cell, scaled by map`,
              ends: ["−max", "0", "+max"],
            })
      }
      <ul>
        <li><span class="swatch lit"></span> ${t`runs in this step`}</li>
        <li><span class="swatch waits"></span> ${t`has not run`}</li>
        ${isSkewed ? html`<li><span class="swatch pads"></span> ${t`padding, forced to 0`}</li>` : nothing}
        ${hasNever ? html`<li><span class="swatch never"></span> ${t`never runs: no output needs it`}</li>` : nothing}
        <li><span class="swatch chosen"></span> ${t`chosen cell`}</li>
        <li><span class="dot"></span> ${isForward ? t`it reads this` : t`its δ reads this δ`}</li>
        <li><span class="ring"></span> ${isForward ? t`this reads it` : t`this δ reads its δ`}</li>
        ${isForward ? html`<li><span class="swatch sees"></span> ${t`the pixels that it sees, through all cells between`}</li>` : nothing}
      </ul>
    </section>
  `;
}
