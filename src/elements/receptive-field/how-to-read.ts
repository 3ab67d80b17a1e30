import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { rampsFor } from "../styles/ramps.js";
import { colourNames } from "./model.js";
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
      ? rampLegend({ ramp: order, title: t`Seen from this layer on`, ends: ["1", "", String(depth)] })
      : show === "sensitivity"
        ? rampLegend({
            ramp: order,
            title: t`Sensitivity ‖∂y/∂x‖, logarithmic`,
            ends: [`10⁻${"⁰¹²³⁴⁵"[DECADES]} · max`, "", "max"],
          })
        : nothing;
  const seen = hasColours
    ? colourNames().map(
        (name, plane) => html`<li><span class=${`swatch plane-${plane}`}></span> ${t`${name} seen`}</li>`,
      )
    : html`<li><span class=${`swatch ${hue}`}></span> ${t`seen`}</li>`;
  return html`
    <section class="how" part="how" aria-label=${t`How to read this`}>
      <h2>${t`How to read this`}</h2>
      ${ramp}
      <ul>
        <li><span class="swatch own"></span> ${t`the output`}</li>
        ${show === "set" ? seen : nothing}
        ${show === "sensitivity" ? html`<li><span class="swatch dead"></span> ${t`seen, sensitivity exactly 0`}</li>` : nothing}
        <li><span class="swatch blind"></span> ${t`blind: in the window, not seen`}</li>
        <li><span class="swatch window"></span> ${t`causal window of the same reach`}</li>
        <li><span class="swatch earlier"></span> ${t`earlier, out of reach`}</li>
        <li><span class="swatch later"></span> ${t`later: nobody may see it`}</li>
        ${hasWrong ? html`<li><span class="swatch differs" aria-hidden="true">✗</span> ${t`the measurement differs`}</li>` : nothing}
        ${isSequence ? html`<li><span class="swatch unit"></span> ${t`unit of a layer: filled if the output depends on it`}</li>` : nothing}
      </ul>
    </section>
  `;
}
