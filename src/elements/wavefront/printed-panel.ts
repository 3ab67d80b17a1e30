import { html } from "lit";
import type { TemplateResult } from "lit";
import { accessMap } from "../../graph/access.js";
import { receptiveField } from "../../graph/receptive-field.js";
import { scheduleFor, schedulesFor } from "../../schedule/schedules.js";
import { t, tHtml } from "../language/t.js";
import { specOf } from "./model.js";
import type { WavefrontState } from "./model.js";

/** What the formula with x of the neighbours changes: computed for both, side by side. */
export function printedPanel(state: WavefrontState, withheld: boolean): TemplateResult {
  const { height, width } = state;
  const [intended, printed] = [false, true].map((isPrinted) => {
    const spec = specOf({ ...state, model: "rnn", directions: "1", printed: isPrinted }, 1);
    const plan = scheduleFor(spec, schedulesFor(spec)[0]!, { height, width });
    return { steps: plan.length, field: receptiveField(accessMap(spec)) };
  });
  const triangle = printed?.field?.size ?? 0;
  return html`
    <section class="panel" part="printed" aria-labelledby="printed-title">
      <h2 id="printed-title">${t`As printed, it does not recur`}</h2>
      <p>
        ${tHtml`The exercise sheet prints <var>x</var> for the two neighbours of <var>h</var>. Then no cell waits for another one of its layer: it is a convolution with three taps.`}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t`As intended and as printed`}>
        <table class="number compare">
          <thead>
            <tr>
              <th scope="col"><span class="visually-hidden">${t`What`}</span></th>
              <th scope="col">${t`as intended`}</th>
              <th scope="col">${t`as printed`}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">${t`neighbours read`}</th>
              <td><var>h</var>(r, c−1), <var>h</var>(r−1, c)</td>
              <td><var>x</var>(r, c−1), <var>x</var>(r−1, c)</td>
            </tr>
            ${
              withheld
                ? null
                : html`<tr>
                    <th scope="row">${t`sequential steps`}</th>
                    <td><var>H</var> + <var>W</var> + <var>d</var> − 2 = <b>${intended?.steps}</b></td>
                    <td><var>d</var> = <b>${printed?.steps}</b>, O(<var>d</var>)</td>
                  </tr>`
            }
            <tr>
              <th scope="row">${t`context of a pixel`}</th>
              <td>${t`the whole quadrant above and left of it`}</td>
              <td>${tHtml`a triangle of (<var>d</var> + 1)(<var>d</var> + 2) / 2 = <b>${triangle}</b> pixels`}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  `;
}
