import { html } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
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
      <h2 id="settings-title">What counts as right</h2>
      <div class="settings">
        ${choice({
          id: "zero",
          label: "A unit is on where",
          options: [
            ["above", "z > 0, so H(0) = 0"],
            ["from", "z ≥ 0, so H(0) = 1"],
          ],
          value: net.atZero === 1 ? "from" : "above",
          onChoice: (zero) => set({ zero }),
        })}
        ${choice({
          id: "carry-in",
          label: "Carry into the first column",
          options: [
            ["0", "none: a + b"],
            ["1", "one: a + b + 1"],
          ],
          value: state.carryIn === 1 ? "1" : "0",
          onChoice: (carryIn) => set({ carryIn: Number(carryIn), start: "" }),
        })}
        <fieldset class="start">
          <legend>States before the first column, <var class="formula">h</var><sub>0</sub></legend>
          ${net.h0.map(
            (h, unit) => html`
              <label
                ><input
                  type="checkbox"
                  name=${`start-${unit}`}
                  .checked=${live(h === 1)}
                  @change=${() => set({ start: turned(unit) })}
                />
                unit ${unit + 1}</label
              >
            `,
          )}
          <p class="soft">
            The first column has no column before it. If the unit that keeps the carry starts on, the net adds one more.
          </p>
        </fieldset>
        ${answersChoice(state.mode, (mode) => set({ mode }))}
        <label class="seed">
          <span>Seed of the next random pair</span>
          <input
            type="number"
            inputmode="numeric"
            min=${seed.min}
            max=${seed.max}
            step="1"
            .value=${String(state.seed)}
            @change=${(event: Event) => {
              const { valueAsNumber } = event.currentTarget as HTMLInputElement;
              if (Number.isInteger(valueAsNumber)) set({ seed: valueAsNumber });
            }}
          />
        </label>
      </div>
    </section>
  `;
}
