import { html } from "lit";
import type { TemplateResult } from "lit";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import type { WavefrontState } from "./model.js";
import { wavefrontState } from "./wavefront.state.js";

type Set = (change: Partial<WavefrontState>) => void;

const { height, width, depth, channels, seed } = wavefrontState.fields;

/** The sizes, the loss, the seed, and whether questions are asked first. */
export function settings(state: WavefrontState, set: Set): TemplateResult {
  const size = (id: "height" | "width" | "depth" | "channels", label: TemplateResult): TemplateResult => {
    const { min, max } = { height, width, depth, channels }[id];
    return slider({
      id,
      label,
      min,
      max,
      value: state[id],
      text: String(state[id]),
      onInput: (value) => set({ [id]: value, ...(id === "channels" ? {} : { cell: -1 }) }),
    });
  };
  return html`
    <div class="settings" part="settings">
      ${size("height", html`Rows <var class="formula">H</var>`)}
      ${size("width", html`Columns <var class="formula">W</var>`)}
      ${size("depth", html`Layers <var class="formula">d</var>`)}
      ${size("channels", html`Channels <var class="formula">k</var>`)}
      ${choice({
        id: "loss",
        label: "The loss is the sum of",
        options: [
          ["all", "all outputs"],
          ["last", "the last pixel’s"],
        ],
        value: state.loss,
        onChoice: (loss) => set({ loss }),
      })}
      ${answersChoice(state.mode, (mode) => set({ mode }))}
      <label class="seed">
        <span>Seed of weights and drawings</span>
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
  `;
}
