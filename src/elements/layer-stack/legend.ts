import { t } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { rampsFor } from "../styles/ramps.js";
import type { StackState } from "./model.js";

const OTHERS: Readonly<Record<StackState["others"], () => string>> = {
  faint: () => t`faint: not seen by it`,
  hidden: () => t`not drawn: not seen by it`,
  full: () => t`outside the line: not seen by it`,
};

/** What colours and lines mean. */
export const legend = (others: StackState["others"], isDark: boolean): TemplateResult => html`
  <section class="how" part="how" aria-label=${t`How to read this`}>
    <h2>${t`How to read this`}</h2>
    ${rampLegend({
      ramp: rampsFor(isDark).signed,
      title: t`Mean activation of a cell, scaled by plane`,
      ends: ["−max", "0", "+max"],
    })}
    <ul>
      <li><span class="swatch chosen"></span> ${t`the chosen output`}</li>
      <li><span class="swatch seen"></span> ${t`what it sees of a plane`}</li>
      <li><span class="swatch tap"></span> ${t`taps along the cone’s edges`}</li>
      <li><span class=${`swatch others ${others}`}></span> ${OTHERS[others]()}</li>
    </ul>
  </section>
`;
