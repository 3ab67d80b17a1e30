import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { numberOf } from "../../models/threshold-rnn.js";
import { t } from "../language/t.js";
import type { ShownColumn } from "./columns.js";
import { meaningOf } from "./meanings.js";
import type { Adder } from "./model.js";
import { UNITS } from "./notation.js";
import { short } from "./text.js";

interface Sum {
  readonly adder: Adder;
  readonly columns: readonly ShownColumn[];
  /** Columns that are done. */
  readonly step: number;
  readonly a: number;
  readonly b: number;
}

interface Row {
  readonly label: TemplateResult | string;
  readonly class: string;
  cell(column: ShownColumn, done: boolean): TemplateResult | string;
  /** The number that the row stands for. */
  readonly total: string;
}

const on = (value: number): string => (value >= 0.5 ? "bit on" : "bit");

/** The sum as one writes it, least significant digit on the right; what is not yet added is left open. */
export function columnTable({ adder, columns, step, a, b }: Sum): TemplateResult {
  const { code, carryIn } = adder.check;
  const length = columns.length;
  const order = Array.from({ length }, (_, i) => length - 1 - i);
  const isDone = step >= length;
  const rows: readonly Row[] = [
    { label: html`<var>x</var><sub>1</sub>`, class: "digits", cell: ({ x }) => String(x[0]), total: `a = ${a}` },
    { label: html`<var>x</var><sub>2</sub>`, class: "digits", cell: ({ x }) => String(x[1]), total: `b = ${b}` },
    {
      label: t`carry in`,
      class: "carry",
      cell: ({ carry }, done) => (done ? String(carry) : ""),
      total: carryIn === 1 ? "+ 1" : "",
    },
    ...Array.from({ length: UNITS }, (_, u): Row => ({
      label: html`<var>h</var><sub>${u + 1}</sub> <span class="soft">${meaningOf(code[u] ?? null)}</span>`,
      class: "state",
      cell: (column, done) =>
        done
          ? html`<span class=${on(column.h[u]!)}>${short(column.h[u]!, 2)}</span>${mark(column.wrong[u]!)}<small
                >${short(column.z[u]!, 2)}</small
              >`
          : "",
      total: "",
    })),
    {
      label: html`<var>y</var> <span class="soft">${t`written`}</span>`,
      class: "output",
      cell: (column, done) =>
        done
          ? html`<span class=${on(column.y)}>${column.y}</span>${mark(column.wrong[UNITS]!)}<small
                >${short(column.zY, 2)}</small
              >`
          : "",
      total: isDone ? `= ${numberOf(columns.map(({ y }) => y))}` : "",
    },
    {
      label: t`should be`,
      class: "should",
      cell: ({ digit }, done) => (done ? String(digit) : ""),
      total: isDone ? `= ${a + b + carryIn}` : "",
    },
  ];
  return html`
    <p class="soft small">
      ${t`The least significant digit is on the right; columns are added from right to left. Small numbers: the sum z of the unit.`}
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The sum, column by column`}>
      <table class="sum number">
        <thead>
          <tr>
            <th scope="col">${t`column`}</th>
            ${order.map(
              (at) =>
                html`<th
                  scope="col"
                  class=${at === step - 1 ? "now" : ""}
                  aria-current=${at === step - 1 ? "step" : nothing}
                >
                  ${at + 1}${at === length - 1 ? html`<small>${t`pad`}</small>` : nothing}
                </th>`,
            )}
            <td></td>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr class=${row.class}>
                <th scope="row">${row.label}</th>
                ${order.map((at) => {
                  const done = at < step;
                  return html`<td class=${at === step - 1 ? "now" : done ? "" : "open"}>
                    ${row.cell(columns[at]!, done)}
                  </td>`;
                })}
                <td class="total">${row.total}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

const mark = (isWrong: boolean): TemplateResult | typeof nothing =>
  isWrong
    ? html`<b class="wrong-mark"><span aria-hidden="true">✗</span><span class="visually-hidden">${t`wrong`}</span></b>`
    : nothing;
