import { html } from "lit";
import type { TemplateResult } from "lit";
import { t } from "../language/t.js";
import { columnTable } from "./column-table.js";
import type { ShownColumn } from "./columns.js";
import type { Adder } from "./model.js";
import type { Pair } from "./pair-map.js";
import { verdict } from "./verdict.js";

interface Addition {
  readonly adder: Adder;
  readonly pair: Pair;
  readonly columns: readonly ShownColumn[];
  readonly step: number;
  readonly held: boolean;
  readonly clock: TemplateResult;
  onPair(pair: Pair): void;
  onRandom(): void;
}

/** Two numbers, added digit by digit. */
export function additionPanel({ adder, pair, columns, step, held, clock, onPair, onRandom }: Addition): TemplateResult {
  const { bits, carryIn } = adder.check;
  const take = (event: Event, name: keyof Pair): void => {
    const input = event.currentTarget as HTMLInputElement;
    const value = input.valueAsNumber;
    if (Number.isInteger(value) && value >= 0 && value < 2 ** bits) onPair({ ...pair, [name]: value });
    else input.value = String(pair[name]);
  };
  return html`
    <section class="addition" part="addition" aria-labelledby="addition-title">
      <div class="addition-head">
        <h2 id="addition-title">${t`One pair, digit by digit`}</h2>
        <div class="pair-form">
          ${(["a", "b"] as const).map(
            (name) => html`
              <label
                ><var class="formula">${name}</var>
                <input
                  id=${name}
                  type="number"
                  inputmode="numeric"
                  min="0"
                  max=${2 ** bits - 1}
                  step="1"
                  .value=${String(pair[name])}
                  @change=${(event: Event) => take(event, name)}
                />
              </label>
            `,
          )}
          <button type="button" class="random" @click=${onRandom}>${t`Random pair`}</button>
        </div>
      </div>
      ${clock} ${columnTable({ adder, columns, step, ...pair })}
      <p class="outcome">
        ${step >= columns.length && !held ? verdict(pair, carryIn, columns) : html`<span class="soft">${hint(step, columns.length)}</span>`}
      </p>
    </section>
  `;
}

const hint = (step: number, length: number): string =>
  step < length
    ? t`The last column is padding: two zeros, so that the last carry has a place to go.`
    : t`What came out: after your answers.`;
