import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ComparedId } from "../../models/comparison.js";
import type { TableFacts } from "./counting.js";
import type { Machine } from "./facts.js";
import { formulaSheet } from "./formula-sheet.js";
import type { Growth } from "./growth.js";
import { growthView } from "./growth-view.js";
import { isExecuted } from "./links.js";
import { quantityOf, type ComplexityState } from "./quantities.js";

interface Detail {
  readonly table: TableFacts;
  /** Of the quantity that is chosen, or of the one before while that is counted. */
  readonly growth: Growth | null;
  readonly busy: boolean;
  readonly machine: Machine;
  readonly state: Pick<ComplexityState, "quantity" | "symbol">;
  /** Whether formulas are held back. */
  readonly withheld: boolean;
  /** CSS pixels for the charts. */
  readonly width: number;
  readonly highlighted: ComparedId | null;
  onHighlight(id: ComparedId | null): void;
}

/** The chosen quantity: its counting rule, its formulas with the present numbers, and how it grows. */
export function detail({ table, growth, busy, machine, state, withheld, ...view }: Detail): TemplateResult {
  const { quantity, symbol } = state;
  const { title, rule } = quantityOf(quantity);
  return html`
    <section class="panel detail" part="detail" aria-labelledby="detail-title">
      <h2 id="detail-title">${title}</h2>
      <p class="rule">${rule} ${isExecuted(quantity) ? nothing : html`<b>${t`Counted, not executed.`}</b>`}</p>
      ${
        withheld
          ? html`<p class="soft">${t`Formulas come after your answers.`}</p>`
          : formulaSheet({ table, machine, quantity, symbol })
      }
      <h3>${t`How it grows`}</h3>
      <div class=${growth?.quantity === quantity ? "growth" : "growth stale"} aria-busy=${busy}>
        ${growth && view.width > 0 ? growthView({ growth, ...view }) : nothing}
      </div>
    </section>
  `;
}
