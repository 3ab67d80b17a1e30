import { html } from "lit";
import type { TemplateResult } from "lit";
import { PLACEMENTS, placementOf } from "../../models/residual.js";
import { swatch } from "./charts.js";
import { perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import { factor, figures } from "./format.js";
import type { FlowState } from "./setup.js";

const ranked = PLACEMENTS.flatMap(({ name, published }) => (published ? [{ name, error: published[0] }] : [])).toSorted(
  (a, b) => a.error - b.error,
);
const ORDINALS = ["best", "second", "third", "fourth", "last"];

/** A placement's place among the five of the paper, by the error of ResNet-110: "fourth" for ReLU before addition. */
export const placeOf = (name: string): string => ORDINALS[ranked.findIndex((one) => one.name === name)] ?? "";

/** Beside what was measured at the start stands what training made of it. */
export const summaryTable = (curves: readonly PlacementCurves[], state: FlowState): TemplateResult => html`
  <section class="panel summary" part="table" aria-labelledby="summary-title">
    <h2 id="summary-title">A flat gradient at the start is not the best net</h2>
    <div class="scroll" role="region" tabindex="0" aria-label="Measured growth and published errors">
      <table class="number">
        <caption>
          Measured here at initialisation, and the test error after training on CIFAR-10 (He, Zhang, Ren & Sun 2016,
          “Identity Mappings in Deep Residual Networks”, table 2).
        </caption>
        <thead>
          <tr>
            <th scope="col">Placement</th>
            <th scope="col">‖g<sub>0</sub>‖ / ‖g<sub>L</sub>‖</th>
            <th scope="col">a block</th>
            <th scope="col">skips alone</th>
            <th scope="col">‖x<sub>L</sub>‖ / ‖x<sub>0</sub>‖</th>
            <th scope="col">ResNet-110</th>
            <th scope="col">ResNet-164</th>
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
                <td data-of="skip">${found ? (found.skip ? figures(ratioOf(found.skip)) : "none") : "–"}</td>
                <td data-of="signal">${found ? figures(1 / ratioOf(found.signal)) : "–"}</td>
                <td>${published ? `${published[0].toFixed(2)} %` : "–"}</td>
                <td>${published ? `${published[1].toFixed(2)} %` : "–"}</td>
              </tr>
            `;
          })}
        </tbody>
      </table>
    </div>
    <p>
      ReLU before addition has the flattest gradient at the start, and ends ${placeOf("relu-before-addition")} of the
      five: its branch is never negative, so the forward signal only grows with depth. BN after addition ends
      ${placeOf("bn-after-addition")}: normalising the sum changes what the skip connection carries at every block. The
      best is ${placementOf("full-preactivation").title.toLowerCase()}, whose skip is as clean and whose branch may take
      either sign. Initialisation says whether training can start; it does not say where it ends.
    </p>
  </section>
`;
