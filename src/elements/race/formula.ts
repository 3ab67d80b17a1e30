import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Lane } from "./lanes.js";

/** A formula with its variables in italics. */
export const typeset = (text: string): (TemplateResult | string)[] =>
  text.split(/([A-Za-z])/).map((part) => (/^[A-Za-z]$/.test(part) ? html`<var>${part}</var>` : part));

/** "steps = H + W + d − 2 = 61 ✓": the closed form with its value, and whether as many steps were executed. */
export function formulaWithNumbers({ formula, expected }: Lane, executed: number | null): TemplateResult {
  const agrees = executed === expected;
  const said = agrees ? "as many as were executed" : `${executed} were executed`;
  return html`steps = <span class="term">${typeset(formula.text)}</span>
    <span class="term"
      >= <b class="number">${expected}</b> ${
        executed === null
          ? null
          : html`<span class=${agrees ? "check" : "check wrong"} title=${said}
              ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span><span class="visually-hidden">${said}</span></span
            >`
      }</span
    >`;
}
