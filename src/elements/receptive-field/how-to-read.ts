import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { rampsFor } from "../styles/ramps.js";
import type { FieldState } from "./model.js";
import { DECADES } from "./picture-marks.js";

interface Legend {
  readonly show: FieldState["show"];
  readonly hue: "pixelcnn" | "mdrnn";
  readonly hasColours: boolean;
  readonly isSequence: boolean;
  readonly depth: number;
  readonly isDark: boolean;
  /** Whether the measurement differs somewhere. */
  readonly hasWrong: boolean;
}

/** The legend: what colours, hatching and frames mean. */
export function howToRead({ show, hue, hasColours, isSequence, depth, isDark, hasWrong }: Legend): TemplateResult {
  const { order } = rampsFor(isDark);
  const ramp =
    show === "growth"
      ? rampLegend({ ramp: order, title: "Seen from this layer on", ends: ["1", "", String(depth)] })
      : show === "sensitivity"
        ? rampLegend({
            ramp: order,
            title: "Sensitivity ‖∂y/∂x‖, logarithmic",
            ends: [`10⁻${"⁰¹²³⁴⁵"[DECADES]} · max`, "", "max"],
          })
        : nothing;
  const seen = hasColours
    ? ["red", "green", "blue"].map((name) => html`<li><span class=${`swatch plane-${name}`}></span> ${name} seen</li>`)
    : html`<li><span class=${`swatch ${hue}`}></span> seen</li>`;
  return html`
    <section class="how" aria-label="How to read this">
      <h2>How to read this</h2>
      ${ramp}
      <ul>
        <li><span class="swatch own"></span> the output</li>
        ${show === "set" ? seen : nothing}
        ${show === "sensitivity" ? html`<li><span class="swatch dead"></span> seen, sensitivity exactly 0</li>` : nothing}
        <li><span class="swatch blind"></span> blind: in the window, not seen</li>
        <li><span class="swatch window"></span> causal window of the same reach</li>
        <li><span class="swatch earlier"></span> earlier, out of reach</li>
        <li><span class="swatch later"></span> later: nobody may see it</li>
        ${hasWrong ? html`<li><span class="swatch differs" aria-hidden="true">✗</span> the measurement differs</li>` : nothing}
        ${isSequence ? html`<li><span class="swatch unit"></span> unit of a layer: filled if the output depends on it</li>` : nothing}
      </ul>
    </section>
  `;
}
