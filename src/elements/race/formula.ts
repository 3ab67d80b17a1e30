import { html } from "lit";
import type { TemplateResult } from "lit";
import { formulas } from "./formulas.tex.js";
import { noun } from "../controls/noun.js";
import { t } from "../language/t.js";
import type { Lane } from "./lanes.js";

/** The closed form of a lane's steps with its value. */
export const formulaOf = ({ schedule, expected }: Lane): TemplateResult => formulas[schedule]({ steps: expected });

/** "steps = H + W + d − 2 = 61 ✓": the closed form with its value, and whether as many steps were executed. */
export function formulaWithNumbers(lane: Lane, executed: number | null): TemplateResult {
  const agrees = executed === lane.expected;
  const said = agrees ? t`as many as were executed` : t`${executed ?? 0} were executed`;
  return html`${noun(2, "step")} =
    <span class="term"
      >${formulaOf(lane)}
      ${
        executed === null
          ? null
          : html`<span class=${agrees ? "check" : "check wrong"} title=${said}
              ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span><span class="visually-hidden">${said}</span></span
            >`
      }</span
    >`;
}
