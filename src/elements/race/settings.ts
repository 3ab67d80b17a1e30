import { html } from "lit";
import type { TemplateResult } from "lit";
import type { StateOf } from "../../io/url-state.js";
import { answersChoice } from "../controls/answers-choice.js";
import { seedField } from "../controls/seed-field.js";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { t, tHtml } from "../language/t.js";
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
        label: t`Compare at`,
        options: [
          ["depth", t`equal depth`],
          ["reach", t`equal reach`],
        ],
        value: state.compare,
        onChoice: (compare) => set({ compare }),
      })}
      ${choice({
        id: "as",
        label: t`The MDRNN as`,
        options: [
          ["encoder", t`encoder`],
          ["generator", t`generator`],
        ],
        value: state.as,
        onChoice: (as) => set({ as }),
      })}
      ${slider({
        id: "depth",
        label: isReach ? t`Depths` : tHtml`Depth <var class="formula">d</var>`,
        ...rangeOf(depth),
        value: state.depth,
        text: isReach ? t`${reach} against 1` : String(state.depth),
        disabled: isReach,
        onInput: (value) => set({ depth: value }),
      })}
      ${slider({
        id: "size",
        label: tHtml`Image <var class="formula">H</var> × <var class="formula">W</var>`,
        ...rangeOf(size),
        value: state.size,
        text: `${state.size} × ${state.size}`,
        onInput: (value) => set({ size: value }),
      })}
      ${slider({
        id: "channels",
        label: tHtml`Channels <var class="formula">k</var>`,
        ...rangeOf(channels),
        value: state.channels,
        text: String(state.channels),
        onInput: (value) => set({ channels: value }),
      })}
      ${choice({
        id: "kernel",
        label: t`PixelCNN’s kernel`,
        options: raceState.fields.kernel.values.map((side) => [side, `${side} × ${side}`] as const),
        value: state.kernel,
        onChoice: (kernel) => set({ kernel }),
      })}
      ${choice({
        id: "show",
        label: t`Colour shows`,
        options: [
          ["values", t`activations`],
          ["order", t`order`],
        ],
        value: state.show,
        onChoice: (show) => set({ show }),
      })}
      ${answersChoice(state.mode, (mode) => set({ mode }))}
      ${seedField({
        label: t`Seed of weights and drawings`,
        ...rangeOf(seed),
        value: state.seed,
        onSeed: (value) => set({ seed: value }),
      })}
    </div>
  `;
}

const rangeOf = ({ min, max }: { readonly min: number; readonly max: number }): { min: number; max: number } => ({
  min,
  max,
});
