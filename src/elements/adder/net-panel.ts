import { html } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { t } from "../language/t.js";
import type { ShownColumn } from "./columns.js";
import { formulas } from "./formulas.tex.js";
import type { Adder } from "./model.js";
import { network } from "./network.js";
import { numbersOf } from "./notation.js";
import { groupWords, nameOf, noteOf } from "./preset-texts.js";
import { offered, OWN, type Start } from "./presets.js";
import { sums } from "./sums.js";

interface Net {
  readonly adder: Adder;
  /** The column that has just been added, and its number from 1. */
  readonly column: ShownColumn | null;
  readonly step: number;
  /** Solutions are not offered. */
  readonly withheld: boolean;
  onPreset(id: string): void;
  onReset(): void;
  onNumber(index: number, value: number): void;
}

const editedNote = (start: Start): string =>
  start === OWN
    ? t`Your own net. What a unit stands for is read off it as soon as it adds.`
    : t`Edited from “${nameOf(start)}”. Margins still measure its units against what they stood for.`;

/** The net: which one it is, its 22 numbers, and how its units decide in the present column. */
export function netPanel({ adder, column, step, withheld, onPreset, onReset, onNumber }: Net): TemplateResult {
  const { start, net, check } = adder;
  const own = numbersOf(start.net);
  const changed = numbersOf(net).filter((value, i) => value !== own[i]).length;
  return html`
    <section class="net" part="net" aria-labelledby="net-title">
      <div class="net-head">
        <h2 id="net-title">${t`The net: 22 numbers`}</h2>
        <label class="preset">
          <span>${t`Start from`}</span>
          <select id="preset" @change=${(event: Event) => onPreset((event.currentTarget as HTMLSelectElement).value)}>
            ${offered(withheld).map(
              ([group, starts]) =>
                html`<optgroup label=${groupWords(group)}>
                  ${starts.map(
                    (one) =>
                      html`<option value=${one.id} .selected=${live(one.id === start.id)}>${nameOf(one)}</option>`,
                  )}
                </optgroup>`,
            )}
          </select>
        </label>
      </div>
      <div class="note">
        <p>${changed === 0 ? noteOf(start) : editedNote(start)}</p>
        <button type="button" name="weights" class="reset" ?disabled=${changed === 0} @click=${onReset}>
          ${changed === 0 ? t`Nothing changed` : changed === 1 ? t`Undo 1 change` : t`Undo ${changed} changes`}
        </button>
      </div>
      ${network({ adder, column, onNumber })}
      <ul class="keys">
        <li class="drawn"><span class="stroke positive"></span> ${t`positive`}</li>
        <li class="drawn"><span class="stroke negative"></span> ${t`negative`}</li>
        <li class="drawn"><span class="stroke nought"></span> 0</li>
        <li class="drawn"><span class="lit"></span> ${t`on`}</li>
        <li><span class="changed-key"></span> ${t`changed`}</li>
        <li class="soft drawn">${t`wider: larger · paler: carries 0 in this column`}</li>
        <li class="soft">${t`arrow keys: ± ½`}</li>
      </ul>
      <div class="decides">
        <h3>${column ? t`How the units decide in column ${step}` : t`How the units decide`}</h3>
        <p class="math">
          ${check.gain === undefined ? formulas.hidden() : formulas.logistic()}, ${formulas.output()}
          <span class="soft">${t`with H(0) = ${net.atZero}`}</span>
        </p>
        ${column ? sums(adder, column) : html`<p class="soft">${t`Play, or go one column on, to see the sums.`}</p>`}
      </div>
    </section>
  `;
}
