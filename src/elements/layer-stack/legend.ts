import { html } from "lit";
import type { TemplateResult } from "lit";
import { rampLegend } from "../controls/legend.js";
import { rampsFor } from "../styles/ramps.js";
import type { StackState } from "./model.js";

const OTHERS: Readonly<Record<StackState["others"], string>> = {
  faint: "faint: not seen by it",
  hidden: "not drawn: not seen by it",
  full: "outside the line: not seen by it",
};

/** What colours and lines mean. */
export const legend = (others: StackState["others"], isDark: boolean): TemplateResult => html`
  <section class="how" aria-label="How to read this">
    <h2>How to read this</h2>
    ${rampLegend({
      ramp: rampsFor(isDark).signed,
      title: "Mean activation of a cell, scaled by plane",
      ends: ["−max", "0", "+max"],
    })}
    <ul>
      <li><span class="swatch chosen"></span> the chosen output</li>
      <li><span class="swatch seen"></span> what it sees of a plane</li>
      <li><span class="swatch tap"></span> taps along the cone’s edges</li>
      <li><span class=${`swatch others ${others}`}></span> ${OTHERS[others]}</li>
    </ul>
  </section>
`;
