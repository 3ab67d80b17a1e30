import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { t } from "../language/t.js";
import type { ShownColumn } from "./columns.js";
import type { Adder } from "./model.js";
import { sourceName, valueAt } from "./network-marks.js";
import { numbersOf, placesOf, UNITS } from "./notation.js";
import { short } from "./text.js";

/** A negative number in parentheses. */
const factor = (value: number): string => (value < 0 ? `(${short(value, 2)})` : short(value, 2));

/** The sums of all units in one column, with their numbers; what has weight 0 is left out. */
export const sums = (adder: Adder, column: ShownColumn): TemplateResult => html`
  <ul class=${`sums formula number${adder.check.gain === undefined ? "" : " soft-sums"}`}>
    ${Array.from({ length: UNITS + 1 }, (_, unit) => html`<li>${sum(adder, column, unit)}</li>`)}
  </ul>
`;

function sum({ net, check }: Adder, column: ShownColumn, unit: number): TemplateResult {
  const numbers = numbersOf(net);
  const isOutput = unit === UNITS;
  const places = placesOf(unit);
  const terms = places
    .filter(({ source, index }) => source.kind !== "bias" && numbers[index] !== 0)
    .map((place, i) => {
      const weight = numbers[place.index]!;
      const sign = weight < 0 ? (i === 0 ? "−" : " − ") : i === 0 ? "" : " + ";
      return html`${sign}<span class="product" title=${t`weight × ${sourceName(place.source)}`}
          >${short(Math.abs(weight))}·${factor(valueAt(place, column))}</span
        >`;
    });
  const bias = numbers[places.at(-1)!.index]!;
  const z = isOutput ? column.zY : column.z[unit]!;
  const isOn = isOutput ? column.y === 1 : z > 0 || (z === 0 && net.atZero === 1);
  const relation = net.atZero === 1 ? (isOn ? "≥ 0" : "< 0") : isOn ? "> 0" : "≤ 0";
  const name = isOutput ? html`<var>y</var>` : html`<var>h</var><sub>${unit + 1}</sub>`;
  const isWrong = column.wrong[unit];
  const isSoft = check.gain !== undefined && !isOutput;
  return html`<var>z</var><sub>${isOutput ? html`<var>y</var>` : unit + 1}</sub> =
    ${terms}${terms.length === 0 ? short(bias) : html` ${bias < 0 ? "−" : "+"} ${short(Math.abs(bias))}`} =
    <b>${short(z)}</b> ${
      isSoft
        ? html`⇒ ${name} = σ(${short(check.gain!)} · ${factor(z)}) = <b>${short(column.h[unit]!)}</b>`
        : html`${relation} ⇒ ${name} = <b>${isOn ? 1 : 0}</b>`
    }
    ${
      isWrong
        ? html`<span class="verdict">${t`✗ should be ${(isOutput ? column.digit : column.states[unit]) ?? ""}`}</span>`
        : nothing
    }`;
}
