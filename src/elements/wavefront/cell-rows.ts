/** The numbers of a cell's formula as a table: on the page and as data. */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { t, tHtml } from "../language/t.js";
import type { BackwardNumbers, ForwardNumbers, Term, Vector } from "./cell-numbers.js";
import { placeText, weightName, weightText } from "./format.js";
import type { Sweep } from "./sweep.js";

export interface Row {
  /** Plain text, as data has it: "W_in h1(3, 4)". */
  readonly name: string;
  readonly label: string | TemplateResult;
  readonly numbers: Vector;
  readonly isResult?: boolean;
}

/** The places of a summand that lie inside: "h²(3, 4)". */
export const insideText = (symbol: string, term: Term, { access }: Sweep): string => {
  const inside = term.places.filter((place) => place.inside);
  return inside.length === 0 ? t`outside: 0` : inside.map((place) => placeText(symbol, place, access)).join(" + ");
};

const PARTS: Readonly<Record<number, readonly string[]>> = {
  4: ["i", "f", "g", "o"],
  5: ["i", "f_W", "f_N", "g", "o"],
};
const partLabel = (name: string): TemplateResult => {
  const [symbol = "", subscript] = name.split("_");
  return html`<var>${symbol}</var>${subscript === undefined ? nothing : html`<sub>${subscript}</sub>`}`;
};

/** What the activation of a cell is made of. */
export function forwardRows(sweep: Sweep, { terms, bias, a, gates, kept, state, h }: ForwardNumbers): readonly Row[] {
  if (!state) {
    return [
      ...terms.map((term) => ({
        name: `${weightName(term.weight ?? "")} ${insideText("h", term, sweep)}`,
        label: html`${weightText(term.weight ?? "")} ${insideText("h", term, sweep)}`,
        numbers: term.product,
      })),
      { name: "b", label: html`<var>b</var>`, numbers: bias },
      { name: "a", label: tHtml`<var>a</var>, the sum`, numbers: a, isResult: true },
      { name: "h = tanh a", label: html`<var>h</var> = tanh <var>a</var>`, numbers: h, isResult: true },
    ];
  }
  return [
    ...gates.map((numbers, part) => ({
      name: PARTS[gates.length]![part]!,
      label: partLabel(PARTS[gates.length]![part]!),
      numbers,
    })),
    ...kept.map(({ place, state: numbers }) => ({
      name: placeText("c", place, sweep.access),
      label: place.inside ? placeText("c", place, sweep.access) : tHtml`<var>c</var> outside: 0`,
      numbers,
    })),
    { name: "c", label: html`<var>c</var>`, numbers: state, isResult: true },
    { name: "h = o tanh c", label: html`<var>h</var> = <var>o</var> ⊙ tanh <var>c</var>`, numbers: h, isResult: true },
  ];
}

/** What the gradient of a cell is made of. */
export function backwardRows(sweep: Sweep, { terms, hBar, h, delta }: BackwardNumbers): readonly Row[] {
  const parts = PARTS[delta.length];
  return [
    ...terms.map((term) => ({
      name: term.weight === null ? "dL/dh" : `${weightName(term.weight)}^T ${insideText("δ", term, sweep)}`,
      label:
        term.weight === null
          ? t`from the loss`
          : html`${weightText(term.weight, true)} ${insideText("δ", term, sweep)}`,
      numbers: term.product,
    })),
    { name: "h_bar", label: tHtml`<var>h̄</var>, the sum`, numbers: hBar, isResult: true },
    { name: "h", label: html`<var>h</var>`, numbers: h },
    ...delta.map((numbers, part) => ({
      name: parts ? `δ_${parts[part]!}` : "δ",
      label: parts ? html`δ<sub>${parts[part]!.replace("_", "")}</sub>` : "δ",
      numbers,
      isResult: true,
    })),
  ];
}
