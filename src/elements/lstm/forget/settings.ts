import { html } from "lit";
import type { TemplateResult } from "lit";
import { attributeOf } from "../../../io/url-state.js";
import { answersChoice } from "../../controls/answers-choice.js";
import { choice } from "../../controls/choice.js";
import { decimal } from "../../controls/decimal.js";
import { slider } from "../../controls/slider.js";
import { t, tHtml } from "../../language/t.js";
import { lstmState } from "../lstm.state.js";
import type { Stage } from "../view.js";
import type { ForgetRun } from "./forget-run.js";

const { fields } = lstmState;

/** The gates of the four rows of the comparison, a = 10, 5, 2, 0: the input gate and the output gate closed as far as the forget gate is open. */
export const PRESETS = [10, 5, 2, 0] as const;

/** The biases of the gates, how far back, and what stands beside. */
export function settings(run: ForgetRun, { state, set }: Stage): TemplateResult {
  const biasOf = (id: "biasI" | "biasF" | "biasO", gate: "i" | "f" | "o", name: string): TemplateResult => {
    const bias = state.open ? (run.inputs.weights[`b${gate}`] ?? 0) : state[id];
    return slider({
      id: attributeOf(id),
      label: html`${name}, <span class="formula"><var>b</var><sub>${gate}</sub></span>`,
      min: fields[id].min,
      max: fields[id].max,
      step: 0.5,
      value: bias,
      text: `${String(bias).replace("-", "−")} → ${gate} = ${run.last[gate] > 0.999 ? `1 − ${decimal(1 - run.last[gate])}` : decimal(run.last[gate])}`,
      disabled: state.open,
      onInput: (value) => set({ [id]: value }),
    });
  };
  return html`
    <section class="panel" part="settings" aria-labelledby="gates-title">
      <h2 id="gates-title">${t`The gates`}</h2>
      <div class="actions">
        ${PRESETS.map(
          (a) =>
            html`<button
              type="button"
              aria-pressed=${!state.open && state.biasF === a && state.biasI === -a && state.biasO === -a ? "true" : "false"}
              @click=${() => set({ biasI: -a, biasF: a, biasO: -a, open: false })}
            >
              b = ±${a}
            </button>`,
        )}
        <button
          type="button"
          name="open"
          aria-pressed=${state.open ? "true" : "false"}
          @click=${() => set({ open: !state.open, ...(!state.open && { horizon: Math.min(state.horizon, 50) }) })}
        >
          ${t`open gates`}
        </button>
      </div>
      ${biasOf("biasF", "f", t`Bias of the forget gate`)} ${biasOf("biasI", "i", t`Bias of the input gate`)}
      ${biasOf("biasO", "o", t`Bias of the output gate`)}
      ${slider({
        id: "horizon",
        label: tHtml`Steps <var class="formula">T</var>`,
        min: fields.horizon.min,
        max: fields.horizon.max,
        value: state.horizon,
        text: String(run.steps),
        onInput: (horizon) => set({ horizon }),
      })}
      ${slider({
        id: "recurrent",
        label: tHtml`Weight <var class="formula">w</var> of the linear RNN`,
        min: fields.recurrent.min,
        max: fields.recurrent.max,
        step: 0.05,
        value: state.recurrent,
        text: String(state.recurrent),
        onInput: (recurrent) => set({ recurrent }),
      })}
      ${choice({
        id: "seeded",
        label: t`The gradient starts from`,
        options: [
          ["c", t`∂L/∂c = 1 at T`],
          ["h", t`∂L/∂h = 1 at T`],
        ],
        value: state.seeded,
        onChoice: (seeded) => set({ seeded }),
      })}
      <p class="soft small">
        ${
          state.open
            ? t`Every recurrent weight is 0 but w_hg = 2, the biases are 10, x = 0 and c = 0 at every step.`
            : t`Every recurrent weight w_h· is 1, w_xg = ½, x = 1 at every step, c before the first step ½: the biases are all that is left.`
        }
      </p>
      ${answersChoice(state.mode, (mode) => set({ mode }))}
    </section>
  `;
}
