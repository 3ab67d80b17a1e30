import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { PLACEMENTS } from "../../models/residual.js";
import { swatch } from "./charts.js";
import { perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import { factor, figures } from "./format.js";
import type { FlowState } from "./setup.js";
import { verdictOf } from "./verdict.js";

/** Beside what was measured at the start stands what training made of it, of nets with batch norm. */
export const summaryTable = (curves: readonly PlacementCurves[], state: FlowState): TemplateResult => {
  const verdict = verdictOf(curves, state.norm);
  return html`
    <section class="panel summary" part="table" aria-labelledby="summary-title">
      <h2 id="summary-title">${verdict.title}</h2>
      <div
        class="scroll"
        role="region"
        tabindex="0"
        aria-label=${state.norm ? t`Measured growth and published errors` : t`Measured growth`}
      >
        <table class="number">
          <caption>
            ${
              state.norm
                ? t`Measured here at initialisation, and the test error after training on CIFAR-10 (He, Zhang, Ren & Sun 2016, “Identity Mappings in Deep Residual Networks”, table 2).`
                : t`Measured here at initialisation.`
            }
          </caption>
          <thead>
            <tr>
              <th scope="col">${t`Placement`}</th>
              <th scope="col">‖g<sub>0</sub>‖ / ‖g<sub>L</sub>‖</th>
              <th scope="col">${t`a block`}</th>
              <th scope="col">${t`skips alone`}</th>
              <th scope="col">‖x<sub>L</sub>‖ / ‖x<sub>0</sub>‖</th>
              ${
                state.norm
                  ? html`<th scope="col">ResNet-110</th>
                      <th scope="col">ResNet-164</th>`
                  : nothing
              }
            </tr>
          </thead>
          <tbody>
            ${PLACEMENTS.map(({ name, title, published }) => {
              const found = curves.find(({ placement }) => placement === name);
              return html`
                <tr data-placement=${name}>
                  <th scope="row">${swatch(name, state)} ${title}</th>
                  <td data-of="ratio">${found ? figures(ratioOf(found.gradient)) : "–"}</td>
                  <td data-of="factor">${found ? factor(perBlock(found.gradient)) : "–"}</td>
                  <td data-of="skip">${found ? (found.skip ? figures(ratioOf(found.skip)) : t`none`) : "–"}</td>
                  <td data-of="signal">${found ? figures(1 / ratioOf(found.signal)) : "–"}</td>
                  ${state.norm ? [0, 1].map((i) => html`<td>${published ? `${published[i]!.toFixed(2)} %` : "–"}</td>`) : nothing}
                </tr>
              `;
            })}
          </tbody>
        </table>
      </div>
      <p>${verdict.sentences.join(" ")}</p>
    </section>
  `;
};
