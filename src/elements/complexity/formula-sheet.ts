import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ComparedId } from "../../models/comparison.js";
import { closedForm, lettersOf } from "./closed-forms.js";
import type { TableFacts } from "./counting.js";
import { valueOf, type Machine, type Value } from "./facts.js";
import { byChannels, byKernel, inNumbers, prose, type FormulaName } from "./formulas.tex.js";
import { rows, type Row } from "./models.js";
import type { ComplexityState, QuantityId } from "./quantities.js";
import { shownValue } from "./table.js";
import { swatch } from "./swatch.js";

type Symbol = ComplexityState["symbol"];

interface Sheet {
  readonly table: TableFacts;
  readonly machine: Machine;
  readonly quantity: QuantityId;
  readonly symbol: Symbol;
}

const nameOf = (quantity: QuantityId | "taps", id: ComparedId): FormulaName | null => {
  const name = quantity === "raster" ? "raster any" : `${quantity} ${id}`;
  return name in inNumbers ? (name as FormulaName) : null;
};

const symbolic = (name: FormulaName, symbol: Symbol): TemplateResult =>
  symbol === "kernel" && name in byKernel ? byKernel[name as keyof typeof byKernel]() : byChannels[name]();

/** What a formula stands for: the count of an interior output where the table's number is clipped by the image. */
const countedFor = (quantity: QuantityId, row: Row, { table, machine }: Sheet): Value => {
  const facts = table.facts[row.id];
  if (quantity === "context" && facts.sight.interior !== null) return facts.sight.interior.size;
  return valueOf(quantity, facts, machine);
};

/** "formula = numbers = value ✓", or what was counted where the formula leaves a border out. */
function line(name: FormulaName, counted: Value, sheet: Sheet, remark = ""): TemplateResult {
  const { settings } = sheet.table;
  const value = closedForm(name, settings);
  const agrees = value !== null && counted !== null && value === BigInt(counted);
  const isPlain =
    name.startsWith("minimum pixelcnn") ||
    name.startsWith("minimum quadrant") ||
    /^layerwise (pixelcnn|quadrant)/.test(name);
  return html`<span class="equation">
    <span class="term">${symbolic(name, sheet.symbol)}</span>
    ${isPlain ? nothing : html`<span class="term">= ${inNumbers[name](lettersOf(settings))}</span>`}
    <span class="term"
      >= <b class="number">${value === null ? "?" : value.toLocaleString("en-US")}</b>
      ${
        agrees
          ? html`<span class="check" title=${t`as many as were counted`}
              ><span aria-hidden="true">✓</span><span class="visually-hidden">${t`as many as were counted`}</span></span
            >`
          : html`<span class="soft"
              >${t`counted: ${counted === null ? t`none` : counted.toLocaleString("en-US")}, where a kernel reaches over the whole image`}</span
            >`
      }
      ${remark === "" ? nothing : html`<span class="soft">${remark}</span>`}
    </span>
  </span>`;
}

function entry(row: Row, sheet: Sheet): TemplateResult {
  const { quantity, table, machine } = sheet;
  const facts = table.facts[row.id];
  const value = valueOf(quantity, facts, machine);
  const name = nameOf(quantity, row.id);
  const taps = quantity === "connections" ? nameOf("taps", row.id) : null;
  return html`<li>
    <span>
      <span class="name">${swatch(row)} ${row.title}</span>
      <span class="remark">${row.hint}</span>
    </span>
    <span class="lines">
      ${
        name === null
          ? html`<span><b class="number">${shownValue(quantity, value)}</b> ${other(quantity, row)}</span>`
          : line(
              name,
              countedFor(quantity, row, sheet),
              sheet,
              quantity === "context" ? seen(facts.sight.interior, value) : "",
            )
      }
      ${taps === null || row.family === "attention" ? nothing : line(taps, facts.counts.macs, sheet, t`with the taps on the padding`)}
    </span>
  </li>`;
}

const seen = (interior: { readonly window: number; readonly blind: number } | null, middle: Value): string =>
  interior === null
    ? t`from the middle of the image`
    : t`inside a large image, of a window of ${interior.window}, blind spot ${interior.blind}; from the middle of this one ${String(middle)}`;

/** Why there is no formula. */
const other = (quantity: QuantityId, { id, family }: Row): TemplateResult | string => {
  switch (quantity) {
    case "ticks":
      return tHtml`= ${prose.ticks()}, with <i>u</i> units in step <i>s</i>`;
    case "gained":
      return html`= ${prose.gained()}`;
    case "width":
      return family === "convolution" || family === "attention"
        ? t`all positions of the maps that run together`
        : t`counted: the front grows, stays and shrinks`;
    case "path":
      return id === "attention"
        ? t`a value, the mixture, W_o; residual connections pass the other layers`
        : t`counted: breadth first through the graph`;
    default:
      return t`counted: no short formula`;
  }
};

/** The formulas of a quantity with the present numbers, each with the count as its check. */
export const formulaSheet = (sheet: Sheet): TemplateResult => {
  const usesReach = ["connections", "context", "wavefront", "products"].includes(sheet.quantity);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`Formulas`}>
      <ul class="sheet">
        ${rows.map((row) => entry(row, sheet))}
      </ul>
    </div>
    ${
      usesReach
        ? html`<p class="soft where">
            ${t`with`} ${sheet.symbol === "kernel" ? prose.reachByKernel() : prose.reach()}
            ${sheet.quantity === "context" ? tHtml`, (<i>r</i>, <i>c</i>) the middle of the image` : nothing}
          </p>`
        : nothing
    }
  `;
};
