import { html } from "lit";
import type { TemplateResult } from "lit";
import { cssVariables } from "../controllers/css-variables.js";
import { marksView } from "../figure/marks-view.js";
import { t } from "../language/t.js";
import type { ShownColumn } from "./columns.js";
import type { Adder } from "./model.js";
import { boxAt, NETWORK, networkMarks, sourceName } from "./network-marks.js";
import { MOST_WEIGHT, numbersOf, PLACES, UNITS, type Place } from "./notation.js";
import { numberValue } from "./number-value.js";
import { placeName, signed, short, unitName } from "./text.js";

/** What the arrow keys add to a number: biases of an adder are halves. */
const STEP = 0.5;

interface Network {
  readonly adder: Adder;
  readonly column: ShownColumn | null;
  onNumber(index: number, value: number): void;
}

/** The drawn net with its 22 numbers as inputs; on a narrow page the inputs stand in a form, unit by unit. */
export function network({ adder, column, onNumber }: Network): TemplateResult {
  const numbers = numbersOf(adder.net);
  const before = numbersOf(adder.start.net);
  const input = (place: Place): TemplateResult => {
    const value = numbers[place.index]!;
    const { x, y } = boxAt(place);
    const isChanged = value !== before[place.index];
    const name = placeName(place);
    const said = isChanged ? t`${name}, changed from ${before[place.index]!}` : name;
    return html`
      <label
        class=${`weight${isChanged ? " changed" : ""}${value === 0 ? " zero" : ""}`}
        ${cssVariables({ "--x": `${x}px`, "--y": `${y}px` })}
      >
        <span class="from" aria-hidden="true">${sourceName(place.source)}</span>
        <input
          type="number"
          name="weights"
          step="any"
          inputmode="decimal"
          data-index=${place.index}
          min=${-MOST_WEIGHT}
          max=${MOST_WEIGHT}
          aria-label=${said}
          title=${said}
          ${numberValue(value)}
          @input=${(event: Event) => take(event, place.index, onNumber)}
          @change=${(event: Event) => restore(event, value)}
          @keydown=${(event: KeyboardEvent) => step(event, place.index, value, onNumber)}
        />
      </label>
    `;
  };
  return html`
    <div class="network" part="network">
      <svg
        class="drawing"
        width=${NETWORK.width}
        height=${NETWORK.height}
        viewBox=${`0 0 ${NETWORK.width} ${NETWORK.height}`}
        role="img"
        aria-label=${described(adder, column)}
      >
        ${marksView(networkMarks(adder, { column, paint: (token) => `var(--sf-${token})` }))}
      </svg>
      ${Array.from({ length: UNITS + 1 }, (_, unit) => {
        const name = unit === UNITS ? t`Output y` : t`Unit h${"₁₂₃"[unit]!}`;
        return html`<fieldset class="unit">
          <legend>${name}${column ? html` <span class="number">${live(column, unit)}</span>` : ""}</legend>
          ${PLACES.filter((place) => place.unit === unit).map(input)}
        </fieldset>`;
      })}
    </div>
  `;
}

const live = ({ z, zY, h, y, wrong }: ShownColumn, unit: number): string =>
  unit === UNITS
    ? `z = ${signed(zY)}, y = ${y}${wrong[unit] ? " ✗" : ""}`
    : `z = ${signed(z[unit]!)}, h = ${short(h[unit]!, 2)}${wrong[unit] ? " ✗" : ""}`;

const described = ({ check }: Adder, column: ShownColumn | null): string =>
  [
    t`Two digits and three states lead to three hidden units, those to the output; the states come back in the next column.`,
    ...(column
      ? [t`Now: ${Array.from({ length: UNITS + 1 }, (_, u) => `${unitName(u)} ${live(column, u)}`).join("; ")}.`]
      : []),
    ...(check.gain === undefined ? [] : [t`Logistic units, gain ${check.gain}.`]),
  ].join(" ");

const inputOf = (event: Event): HTMLInputElement => event.currentTarget as HTMLInputElement;

function take(event: Event, index: number, onNumber: Network["onNumber"]): void {
  const { valueAsNumber } = inputOf(event);
  if (Math.abs(valueAsNumber) <= MOST_WEIGHT) onNumber(index, valueAsNumber + 0);
}

/** What is no number, or too large, gives way to the number that counts. */
function restore(event: Event, value: number): void {
  const input = inputOf(event);
  if (!(Math.abs(input.valueAsNumber) <= MOST_WEIGHT)) input.value = String(value);
}

function step(event: KeyboardEvent, index: number, value: number, onNumber: Network["onNumber"]): void {
  const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  // + 0 makes a 0 of −0; the limit stays
  onNumber(index, Math.min(MOST_WEIGHT, Math.max(-MOST_WEIGHT, value + way * STEP)) + 0);
}
