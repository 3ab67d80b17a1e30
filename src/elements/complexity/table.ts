import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Executed } from "./runs.js";
import { valueOf, type Facts, type Machine, type Value } from "./facts.js";
import { executionOf, isExecuted } from "./links.js";
import { rows, type Row } from "./models.js";
import { groups, quantities, type Quantity, type QuantityId } from "./quantities.js";
import type { TableFacts } from "./counting.js";
import { swatch } from "./swatch.js";

export interface ComparisonTable {
  readonly table: TableFacts;
  readonly machine: Machine;
  readonly quantity: QuantityId;
  /** Whether numbers are links. */
  readonly links: boolean;
  /** What ran at these settings. */
  readonly executed: readonly Executed[];
  onQuantity(quantity: QuantityId): void;
}

/** A number of the table in figures. */
export const shownValue = (quantity: QuantityId, value: Value): string => {
  if (value === null) return t`not seen`;
  return quantity === "gained" ? Number(value).toFixed(1) : value.toLocaleString("en-US");
};

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** Cells that ran ÷ (steps · widest step). */
const busy = ({ steps: { minimum } }: Facts): number => {
  const peak = minimum.cells.reduce((most, cells) => Math.max(most, cells), 0);
  return minimum.cells.reduce((sum, cells) => sum + cells, 0) / (minimum.cells.length * peak);
};

/** What stands small under a number, so that it can be understood. */
const remark = (quantity: QuantityId, facts: Facts, reference: Facts): string => {
  switch (quantity) {
    case "connections":
    case "memory":
      return `× ${(Number(facts.counts[quantity]) / Number(reference.counts[quantity])).toPrecision(2)}`;
    case "width":
      return t`${percent(busy(facts))} busy`;
    case "context": {
      const { interior } = facts.sight;
      return interior === null ? t`no bound` : t`blind: ${interior.blind}`;
    }
    case "products":
      return facts.drawing.readOutProducts === null ? "" : t`read-out: ${facts.drawing.readOutProducts}`;
    default:
      return "";
  }
};

const executedMark = (runs: readonly Executed[], row: Row, quantity: QuantityId, counted: Value): TemplateResult => {
  if (row.family === "attention") return html`<span class="remark">${t`not executed`}</span>`;
  const run = runs.find(({ id, column }) => id === row.id && column === quantity);
  if (!run) return html`<span class="remark">${t`not run yet`}</span>`;
  const agrees = BigInt(run.steps) === BigInt(counted ?? -1);
  return html`<span class=${agrees ? "remark ran" : "remark ran wrong"}
    >${t`executed ${agrees ? "✓" : "✗"} ${run.steps}`}</span
  >`;
};

function cell(row: Row, { id: quantity }: Quantity, options: ComparisonTable): TemplateResult {
  const { table, machine, executed, links } = options;
  const facts = table.facts[row.id];
  const value = valueOf(quantity, facts, machine);
  const text = shownValue(quantity, value);
  const execution = links ? executionOf(quantity, row.id, table.settings) : null;
  const isStep = quantity === "minimum" || quantity === "layerwise";
  return html`<td class=${quantity === options.quantity ? "chosen" : ""} data-quantity=${quantity}>
    ${
      execution
        ? html`<a class="value" href=${execution.href} title=${t`executed by ${execution.element}`}>${text}</a>`
        : html`<span class="value">${text}</span>`
    }
    ${
      isStep
        ? executedMark(executed, row, quantity, value)
        : html`<span class="remark">${remark(quantity, facts, table.facts.pixelcnn)}</span>`
    }
  </td>`;
}

/** All models against all quantities. A heading chooses what is explained below. */
export function comparisonTable(options: ComparisonTable): TemplateResult {
  const { depth, channels, kernel, height, width } = options.table.settings;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The comparison`}>
      <table class="number comparison">
        <caption>
          ${t`${height} × ${width} pixels, ${depth} layers, ${channels} channels, kernels of ${kernel} × ${kernel}. Choose a heading to see its rule, its formulas and how it grows.`}
        </caption>
        <thead>
          <tr>
            <td rowspan="2" class="corner"></td>
            ${groups.map((group) => html`<th scope="colgroup" colspan=${group.quantities.length}>${group.title}</th>`)}
          </tr>
          <tr>
            ${quantities.map(
              ({ id, short }) =>
                html`<th scope="col" class=${id === options.quantity ? "chosen" : ""}>
                  <button
                    type="button"
                    data-quantity=${id}
                    aria-pressed=${id === options.quantity}
                    @click=${() => options.onQuantity(id)}
                  >
                    ${short}${
                      isExecuted(id)
                        ? nothing
                        : html`<span class="counted" title=${t`counted, not executed`}
                            ><span aria-hidden="true"> ◦</span
                            ><span class="visually-hidden">, ${t`counted, not executed`}</span></span
                          >`
                    }
                  </button>
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr data-model=${row.id}>
                <th scope="row">
                  <span class="name">${swatch(row)} ${row.title}</span>
                  ${row.family === "attention" ? html`<span class="remark">${t`counted, not executed`}</span>` : nothing}
                </th>
                ${quantities.map((quantity) => cell(row, quantity, options))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <ul class="key">
      <li><span class="link-sample" aria-hidden="true">61</span> ${t`leads to the element that executes it`}</li>
      <li><span class="counted" aria-hidden="true">◦</span> ${t`counted from the graph, not executed`}</li>
      <li><span class="ran" aria-hidden="true">✓</span> ${t`as many steps were executed on this page`}</li>
      <li>${t`× against the PixelCNN`}</li>
    </ul>
  `;
}
