import { html } from "lit";
import type { TemplateResult } from "lit";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { seedField } from "../controls/seed-field.js";
import { slider } from "../controls/slider.js";
import { t, tHtml } from "../language/t.js";
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
      ${size("height", tHtml`Rows <var class="formula">H</var>`)}
      ${size("width", tHtml`Columns <var class="formula">W</var>`)}
      ${size("depth", tHtml`Layers <var class="formula">d</var>`)}
      ${size("channels", tHtml`Channels <var class="formula">k</var>`)}
      ${choice({
        id: "loss",
        label: t`The loss is the sum of`,
        options: [
          ["all", t`all outputs`],
          ["last", t`the last pixel’s`],
        ],
        value: state.loss,
        onChoice: (loss) => set({ loss }),
      })}
      ${answersChoice(state.mode, (mode) => set({ mode }))}
      ${seedField({
        label: t`Seed of weights and drawings`,
        min: seed.min,
        max: seed.max,
        value: state.seed,
        onSeed: (value) => set({ seed: value }),
      })}
    </div>
  `;
}
