import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { limits } from "./controls.js";
import { layerStackState } from "./layer-stack.state.js";
import { modelName } from "./model.js";
import type { StackChange, StackState } from "./model.js";

const { size, depth, channels, seed } = layerStackState.fields;
type Set = (change: StackChange) => void;

/** What is run. */
export const settings = (state: StackState, set: Set): TemplateResult => html`
  <div class="settings">
    <div class="wide">
      ${choice({
        id: "model",
        label: t`Model`,
        options: layerStackState.fields.model.values.map((name) => [name, modelName(name)] as const),
        value: state.model,
        onChoice: (model) => set({ model }),
      })}
    </div>
    ${slider({
      id: "depth",
      label: tHtml`Depth <var class="formula">d</var>`,
      ...limits(depth),
      value: state.depth,
      text: String(state.depth),
      onInput: (value) => set({ depth: value }),
    })}
    ${slider({
      id: "size",
      label: tHtml`Image <var class="formula">H</var> × <var class="formula">W</var>`,
      ...limits(size),
      value: state.size,
      text: `${state.size} × ${state.size}`,
      onInput: (value) => set({ size: value }),
    })}
    ${slider({
      id: "channels",
      label: tHtml`Channels <var class="formula">k</var>`,
      ...limits(channels),
      value: state.channels,
      text: String(state.channels),
      onInput: (value) => set({ channels: value }),
    })}
    <label class="seed">
      <span>${t`Seed of weights and drawings`}</span>
      <input
        id="seed"
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
    ${
      state.model === "mdrnn"
        ? nothing
        : choice({
            id: "kernel",
            label: t`Kernel`,
            options: layerStackState.fields.kernel.values.map((side) => [side, `${side} × ${side}`] as const),
            value: state.kernel,
            onChoice: (kernel) => set({ kernel }),
          })
    }
    ${choice({
      id: "others",
      label: t`Cells outside the cone`,
      options: [
        ["faint", t`faint`],
        ["hidden", t`hidden`],
        ["full", t`full`],
      ],
      value: state.others,
      onChoice: (others) => set({ others }),
    })}
  </div>
`;
