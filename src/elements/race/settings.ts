import { html } from "lit";
import type { TemplateResult } from "lit";
import type { StateOf } from "../../io/url-state.js";
import { answersChoice } from "../controls/answers-choice.js";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { depthOfEqualReach } from "./lanes.js";
import { raceState } from "./race.state.js";

export type RaceState = StateOf<typeof raceState>;

const { size, depth, channels, seed } = raceState.fields;

/** The controls of the models: what is run. */
export function settings(state: RaceState, set: (change: Partial<RaceState>) => void): TemplateResult {
  const reach = depthOfEqualReach({ height: state.size, width: state.size, kernel: Number(state.kernel) });
  const isReach = state.compare === "reach";
  return html`
    <div class="settings" part="settings">
      ${choice({
        id: "compare",
        label: "Compare at",
        options: [
          ["depth", "equal depth"],
          ["reach", "equal reach"],
        ],
        value: state.compare,
        onChoice: (compare) => set({ compare }),
      })}
      ${choice({
        id: "as",
        label: "The MDRNN as",
        options: [
          ["encoder", "encoder"],
          ["generator", "generator"],
        ],
        value: state.as,
        onChoice: (as) => set({ as }),
      })}
      ${slider({
        id: "depth",
        label: isReach ? "Depths" : html`Depth <var class="formula">d</var>`,
        ...rangeOf(depth),
        value: state.depth,
        text: isReach ? `${reach} against 1` : String(state.depth),
        disabled: isReach,
        onInput: (value) => set({ depth: value }),
      })}
      ${slider({
        id: "size",
        label: html`Image <var class="formula">H</var> × <var class="formula">W</var>`,
        ...rangeOf(size),
        value: state.size,
        text: `${state.size} × ${state.size}`,
        onInput: (value) => set({ size: value }),
      })}
      ${slider({
        id: "channels",
        label: html`Channels <var class="formula">k</var>`,
        ...rangeOf(channels),
        value: state.channels,
        text: String(state.channels),
        onInput: (value) => set({ channels: value }),
      })}
      ${choice({
        id: "kernel",
        label: "PixelCNN’s kernel",
        options: raceState.fields.kernel.values.map((side) => [side, `${side} × ${side}`] as const),
        value: state.kernel,
        onChoice: (kernel) => set({ kernel }),
      })}
      ${choice({
        id: "show",
        label: "Colour shows",
        options: [
          ["values", "activations"],
          ["order", "order"],
        ],
        value: state.show,
        onChoice: (show) => set({ show }),
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

const rangeOf = ({ min, max }: { readonly min: number; readonly max: number }): { min: number; max: number } => ({
  min,
  max,
});
