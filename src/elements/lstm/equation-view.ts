import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { decimal } from "../controls/decimal.js";
import { t, tHtml } from "../language/t.js";
import { valueAt, type Place } from "./cells.js";
import { presentTerms, sumOf, termsOf, type TermRule } from "./equations.js";
import type { ScalarRun } from "./scalar-run.js";
import { symbolView } from "./symbol.js";
import type { Stage } from "./view.js";

/** What is pointed at when a term is. */
export const termKey = ({ id }: TermRule): string => `term:${id}`;

/** A term that lights the picture while it is pointed at. */
export const termView = (term: TermRule, content: TemplateResult, { hovered, hover }: Stage): TemplateResult => html`
  <span
    class=${hovered === termKey(term) ? "term lit" : "term"}
    tabindex="0"
    @focus=${() => hover(termKey(term))}
    @blur=${() => hover(null)}
    @pointerenter=${() => hover(termKey(term))}
    @pointerleave=${() => hover(null)}
    >${content}</span
  >
`;

const sum = (terms: readonly TermRule[], give: (term: TermRule) => TemplateResult, stage: Stage): unknown =>
  terms.length === 0
    ? "0"
    : terms.map(
        (term, i) => html`${i > 0 ? html`<span class="plus"> + </span>` : nothing}${termView(term, give(term), stage)}`,
      );

/** The equation of a place in general and with its numbers, the terms that are not there, and the check of the engine's number. */
export function equationView(run: ScalarRun, place: Place, stage: Stage): TemplateResult {
  const terms = presentTerms(run, place);
  const { row, t: step } = place;
  const value = valueAt(run, place);
  const absent = termsOf(place).flatMap((term) => term.absent?.(run, step) ?? []);
  if (termsOf(place).length === 0)
    return html`<p class="math">${symbolView(row, step)} = <b class="live">${decimal(value)}</b></p>
      <p class="soft">${t`It is given.`}</p>`;
  return html`
    <div class="scroll lines" tabindex="0" role="region" aria-label=${t`The equation`}>
      <p class="math">${symbolView(row, "t")} = ${sum(terms, (term) => term.general(), stage)}</p>
      <p class="math live-line">
        ${symbolView(row, step)} = ${sum(terms, (term) => term.live(run, step), stage)} =
        <b class="live">${decimal(value)}</b>
      </p>
    </div>
    ${[...new Set(absent)].map((why) => html`<p class="soft small">${t`Terms left out: ${why}.`}</p>`)}
    <p class="soft small check-line">
      ${tHtml`The engine’s ${symbolView(row, step)} and this equation in float64 differ by ${decimal(Math.abs(value - sumOf(run, place)))}.`}
    </p>
  `;
}
