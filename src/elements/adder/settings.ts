import { html } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { seedField } from "../controls/seed-field.js";
import { t, tHtml } from "../language/t.js";
import { adderState } from "./adder.state.js";
import type { Adder, AdderState } from "./model.js";

const { seed } = adderState.fields;

/** The convention at 0, the carry-in with the states that stand for it, the seed, and whether questions are asked first. */
export function settings(
  state: AdderState,
  { net }: Adder,
  set: (change: Partial<AdderState>) => void,
): TemplateResult {
  const turned = (unit: number): string => net.h0.map((h, u) => (u === unit ? 1 - h : h)).join("");
  return html`
    <section class="panel" part="settings" aria-labelledby="settings-title">
      <h2 id="settings-title">${t`What counts as right`}</h2>
      <div class="settings">
        ${choice({
          id: "zero",
          label: t`A unit is on where`,
          options: [
            ["above", t`z > 0, so H(0) = 0`],
            ["from", t`z ≥ 0, so H(0) = 1`],
          ],
          value: net.atZero === 1 ? "from" : "above",
          onChoice: (zero) => set({ zero }),
        })}
        ${choice({
          id: "carry-in",
          label: t`Carry into the first column`,
          options: [
            ["0", t`none: a + b`],
            ["1", t`one: a + b + 1`],
          ],
          value: state.carryIn === 1 ? "1" : "0",
          onChoice: (carryIn) => set({ carryIn: Number(carryIn), start: "" }),
        })}
        <fieldset id="start" class="start">
          <legend>${tHtml`States before the first column, <var class="formula">h</var><sub>0</sub>`}</legend>
          ${net.h0.map(
            (h, unit) => html`
              <label
                ><input
                  type="checkbox"
                  name=${`start-${unit}`}
                  .checked=${live(h === 1)}
                  @change=${() => set({ start: turned(unit) })}
                />
                ${t`unit ${unit + 1}`}</label
              >
            `,
          )}
          <p class="soft">
            ${t`The first column has no column before it. If the unit that keeps the carry starts on, the net adds one more.`}
          </p>
        </fieldset>
        ${answersChoice(state.mode, (mode) => set({ mode }))}
        ${seedField({
          label: t`Seed of the next random pair`,
          ...seed,
          value: state.seed,
          onSeed: (value) => set({ seed: value }),
        })}
      </div>
    </section>
  `;
}
