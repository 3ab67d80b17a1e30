import { t, tData, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { CnnRow } from "../../models/cnn/count.js";
import type { Factor, Formula } from "../../models/cnn/formula.js";
import { grouped, shapeText } from "../../models/cnn/shape.js";
import { choice } from "../controls/choice.js";
import type { Entry } from "./entries.js";
import { lookOf } from "./look.js";
import type { Net } from "./net.js";
import type { Pointing } from "./net-view.js";

const dash = (): TemplateResult => html`<span class="soft" aria-label=${t`none`}>–</span>`;
const cell = (value: bigint | null): TemplateResult | string =>
  value === null || value === 0n ? dash() : grouped(value);

/** A number with what it stands for, which shows when it is pointed at. */
const factor = ({ value, means, from }: Factor): TemplateResult =>
  html`<abbr title=${tData(means)}
    >${from === undefined ? grouped(value) : `(${from.parts.map(grouped).join(` ${from.sign} `)})`}</abbr
  >`;

const formula = (sums: Formula): TemplateResult =>
  html`${sums.map(
    (product, i) =>
      html`${i === 0 ? nothing : " + "}${product.map((part, j) => html`${j === 0 ? nothing : " · "}${factor(part)}`)}`,
  )}`;

/** The factors of a formula, each with what it stands for. */
const factorsText = (sums: Formula): string =>
  sums.map((product) => product.map(({ value, means }) => `${grouped(value)} ${tData(means)}`).join(" · ")).join(" + ");

/** The formula of one layer in words, for those who cannot point at a number. */
const toldLine = (row: CnnRow | undefined): TemplateResult => html`
  <p class="factors" id="factors">
    ${
      row === undefined
        ? html`<span class="soft">${t`No layer here has a formula.`}</span>`
        : row.formula.length === 0
          ? tHtml`<b>${row.name}</b> has no parameters.`
          : html`<b>${row.name}</b>: <span class="number">${factorsText(row.formula)}</span>`
    }
    <span class="soft">${t`Another layer: go to its name, or touch its row.`}</span>
  </p>
`;

const isCounted = ({ parameters, neurons, shares, formula: sums }: CnnRow): boolean =>
  parameters > 0n || neurons !== null || (shares !== null && sums.length > 0);

const nameCell = (
  row: CnnRow,
  entry: Entry | undefined,
  entries: number,
  { selected, onPoint, onSelect }: Pointing,
) => {
  const place = row.within.length === 0 ? nothing : html`<span class="soft within">${row.within.join(", ")}</span>`;
  if (entry === undefined) return html`${row.name} ${place}`;
  const { fill } = lookOf(entry, entries);
  const isPlain = entry.parameters === 0n;
  return html`<button
    type="button"
    class="name"
    data-entry=${entry.number}
    aria-pressed=${selected === entry.number}
    @click=${() => onSelect(selected === entry.number ? 0 : entry.number)}
    @focus=${() => onPoint(entry.number)}
    @blur=${() => onPoint(0)}
  >
    <svg width="10" height="14" viewBox="0 0 10 14" aria-hidden="true">
      <path d="M0.5 0.5h9v13h-9z" fill=${isPlain ? "none" : fill} stroke="currentColor" stroke-opacity="0.4" />
    </svg>
    ${row.name}${place}
  </button>`;
};

/** More at once would take a browser too long. */
const PER_PAGE = 40;

/** The layers that the table has, by their place in the count. */
export const tableRows = ({ count }: Net, rows: "counted" | "all"): readonly number[] =>
  count.layers.flatMap((row, i) => (rows === "all" || isCounted(row) ? [i] : []));

/** The page on which a part begins, from 0. */
export const pageOf = (shown: readonly number[], entry: Entry | undefined): number => {
  const first = entry?.layers[0];
  const at = first === undefined ? -1 : shown.findIndex((i) => i >= first);
  return Math.max(0, Math.floor(at / PER_PAGE));
};

const pager = (page: number, count: number, onPage: (page: number) => void): TemplateResult | typeof nothing => {
  if (count <= PER_PAGE) return nothing;
  const last = Math.ceil(count / PER_PAGE) - 1;
  return html`
    <nav class="pager" aria-label=${t`Pages of the table`}>
      <button type="button" ?disabled=${page === 0} @click=${() => onPage(page - 1)}>${t`Earlier layers`}</button>
      <span class="number">${t`${page * PER_PAGE + 1} to ${Math.min(count, (page + 1) * PER_PAGE)} of ${count}`}</span>
      <button type="button" ?disabled=${page === last} @click=${() => onPage(page + 1)}>${t`Later layers`}</button>
    </nav>
  `;
};

interface LayerTable {
  readonly net: Net;
  readonly entries: readonly Entry[];
  readonly rows: "counted" | "all";
  readonly pointed: number;
  readonly pointing: Pointing;
  /** From 0. */
  readonly page: number;
  /** The layer whose formula is told in words, by its place in the count; null for the first that has one. */
  readonly told: number | null;
  onTell(layer: number): void;
  onPage(page: number): void;
  onRows(rows: "counted" | "all"): void;
}

/** Every layer with its formula and its numbers. */
export const layerTable = ({
  net,
  entries,
  rows,
  pointed,
  pointing,
  page,
  told,
  onTell,
  onPage,
  onRows,
}: LayerTable): TemplateResult => {
  const { layers, total } = net.count;
  const entryOf = new Map(entries.flatMap((entry) => entry.layers.map((i) => [i, entry] as const)));
  const lit = pointed || pointing.selected;
  const shown = tableRows(net, rows);
  const onPageNow = shown.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const chosen = onPageNow.includes(told ?? -1) ? told : onPageNow.find((i) => layers[i]!.formula.length > 0);
  return html`
    <section class="layers" part="table" aria-labelledby="table-title">
      <div class="head">
        <h2 id="table-title">${t`Layer by layer`}</h2>
        ${choice({
          id: "rows",
          label: t`Layers`,
          options: [
            ["counted", t`with weights or windows`],
            ["all", t`all`],
          ],
          value: rows,
          onChoice: onRows,
        })}
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${t`Table of the layers`}>
        <table class="number">
          <thead>
            <tr>
              <th scope="col">${t`layer`}</th>
              <th scope="col">${t`output`}</th>
              <th scope="col">${t`formula`}</th>
              <th scope="col">${t`parameters`}</th>
              <th scope="col">${t`neurons`}</th>
              <th scope="col">${t`inputs per neuron`}</th>
              <th scope="col">${t`connections`}</th>
              <th scope="col">${t`multiply-adds`}</th>
            </tr>
          </thead>
          <tbody>
            ${onPageNow.map((i) => {
              const row = layers[i]!;
              const entry = entryOf.get(i);
              return html`<tr
                class=${entry && entry.number === lit ? "lit" : ""}
                data-layer=${i + 1}
                @focusin=${() => onTell(i)}
                @click=${() => onTell(i)}
                @pointerenter=${() => pointing.onPoint(entry?.number ?? 0)}
                @pointerleave=${() => pointing.onPoint(0)}
              >
                <th scope="row">${nameCell(row, entry, entries.length, pointing)}</th>
                <td>${shapeText(row.output)}</td>
                <td class="formula-cell">
                  ${
                    row.formula.length === 0
                      ? dash()
                      : row.shares !== null
                        ? t`the weights of ${row.shares} again`
                        : html`${formula(row.formula)} =`
                  }
                </td>
                <td><b>${cell(row.parameters)}</b></td>
                <td>${cell(row.neurons)}</td>
                <td>${cell(row.inputsPerNeuron)}</td>
                <td>${cell(row.connections)}</td>
                <td>${cell(row.macs)}</td>
              </tr>`;
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">${t`total`}</th>
              <td></td>
              <td></td>
              <td><b>${grouped(total.parameters)}</b></td>
              <td>${grouped(total.neurons)}</td>
              <td></td>
              <td>${grouped(total.connections)}</td>
              <td>${grouped(total.macs)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      ${toldLine(layers[chosen ?? -1])} ${pager(page, shown.length, onPage)}
      <p class="soft key">
        ${t`A connection is one edge with a weight from an input unit to an output unit; taps on the padding are none, and multiply-adds count them too. Pooling reads its window without weights. The neurons in the total are those of convolutions and FC layers.`}
      </p>
    </section>
  `;
};
