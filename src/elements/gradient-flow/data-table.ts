import { t, tHtml } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { placementOf } from "../../models/residual.js";
import type { PlacementCurves } from "./curves.js";
import { figures } from "./format.js";
import type { ChartKind } from "./chart.js";

/** The numbers of a chart, block by block: its twin for those who do not see it. */
const tableOf = (kind: ChartKind, curves: readonly PlacementCurves[]): TemplateResult => {
  const columns = curves.flatMap(({ placement, gradient, skip, signal }) => {
    const { title } = placementOf(placement);
    if (kind === "signal") return [{ title, curve: signal }];
    return [{ title, curve: gradient }, ...(skip ? [{ title: t`${title}, skips alone`, curve: skip }] : [])];
  });
  const length = columns[0]?.curve.mean.length ?? 0;
  return html`
    <details>
      <summary>
        ${kind === "gradient" ? t`The gradient, block by block` : t`The forward signal, block by block`}
      </summary>
      <div
        class="scroll"
        role="region"
        tabindex="0"
        aria-label=${kind === "gradient" ? t`Gradient by block` : t`Signal by block`}
      >
        <table class="number" data-table=${kind}>
          <caption>
            ${kind === "gradient" ? html`‖g<sub>l</sub>‖ / ‖g<sub>L</sub>‖` : html`‖x<sub>l</sub>‖ / ‖x<sub>0</sub>‖`},
            ${t`geometric mean over the seeds, with the least and the most of them`}
          </caption>
          <thead>
            <tr>
              <th scope="col">${t`block l`}</th>
              ${columns.map(({ title }) => html`<th scope="col">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${Array.from(
              { length },
              (_, l) =>
                html`<tr>
                  <th scope="row">${l}</th>
                  ${columns.map(({ curve }) => {
                    const [mean, low, high] = [curve.mean[l]!, curve.low[l]!, curve.high[l]!].map(figures);
                    return html`<td>
                      ${mean}${low === high ? "" : tHtml` <span class="soft">(${low} to ${high})</span>`}
                    </td>`;
                  })}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  `;
};

export const dataTables = (curves: readonly PlacementCurves[]): TemplateResult => html`
  <section class="data" part="data" aria-label=${t`The numbers behind the pictures`}>
    ${tableOf("gradient", curves)} ${tableOf("signal", curves)}
  </section>
`;
