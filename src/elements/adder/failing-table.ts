import { html } from "lit";
import type { TemplateResult } from "lit";
import { t } from "../language/t.js";
import type { Checked } from "./check.js";
import { columnsOf, diagnose } from "./columns.js";
import type { Pair } from "./pair-map.js";
import { grouped, signed, unitName } from "./text.js";

/** So many pairs are listed: a table of thousands serves nobody. */
const MOST_ROWS = 100;

/** The twin of the map: the pairs that fail, and where. */
export function failingTable({ adder, report }: Checked, onPair: (pair: Pair) => void): TemplateResult {
  const failing = report.failing();
  if (failing.length === 0) return html`<p class="soft">${t`No pair fails.`}</p>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`Pairs that fail`}>
      <table class="number failing">
        <caption>
          ${
            failing.length > MOST_ROWS
              ? t`The first ${MOST_ROWS} of ${grouped(failing.length)} pairs that fail, by a, then b`
              : t`All ${failing.length} pairs that fail, by a, then b`
          }
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`Pair`}</th>
            <th scope="col">${t`came out as`}</th>
            <th scope="col">${t`right`}</th>
            <th scope="col">${t`first wrong column`}</th>
            <th scope="col">${t`unit on the wrong side`}</th>
            <th scope="col">${t`in column`}</th>
            <th scope="col">${t`margin`}</th>
          </tr>
        </thead>
        <tbody>
          ${failing.slice(0, MOST_ROWS).map(({ a, b, got, want, column }) => {
            const found = diagnose(columnsOf(adder, a, b));
            return html`<tr>
              <th scope="row">
                <button type="button" class="plain" @click=${() => onPair({ a, b })}>${a} + ${b}</button>
              </th>
              <td>${got}</td>
              <td>${want}</td>
              <td>${column + 1}</td>
              <td>${found ? unitName(found.unit) : t`none on the processor`}</td>
              <td>${found ? found.origin + 1 : "–"}</td>
              <td>${found ? signed(found.margin) : "–"}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  `;
}
