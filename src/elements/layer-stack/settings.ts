import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { layerStackState } from "./layer-stack.state.js";
import { modelName } from "./model.js";
import type { StackChange, StackState } from "./model.js";
import { PRESETS } from "./steering.js";
import type { Preset, Steer } from "./steering.js";

const { size, depth, channels, seed, turn, tilt, zoom } = layerStackState.fields;
type Set = (change: StackChange) => void;

/** What is run. */
export const settings = (state: StackState, set: Set): TemplateResult => html`
  <div class="settings" part="settings">
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

const PRESET_NAMES: Readonly<Record<Preset, () => string>> = {
  corner: () => t`Reset`,
  front: () => t`Front`,
  side: () => t`Side`,
  top: () => t`Top`,
};

/** The camera, without a drag: views by name and one slider for each of its three numbers. */
export const cameraControls = (state: Steer, set: (steer: Partial<Steer>) => void): TemplateResult => html`
  <div class="camera" part="camera" role="group" aria-label=${t`Camera`}>
    <div class="presets">
      ${(Object.keys(PRESETS) as Preset[]).map(
        (name) => html`<button type="button" @click=${() => set(PRESETS[name])}>${PRESET_NAMES[name]()}</button>`,
      )}
    </div>
    ${slider({
      id: "turn",
      label: t`Turn`,
      ...limits(turn),
      step: 5,
      value: state.turn,
      text: `${state.turn}°`,
      onInput: (value) => set({ turn: value }),
    })}
    ${slider({
      id: "tilt",
      label: t`Tilt`,
      ...limits(tilt),
      step: 5,
      value: state.tilt,
      text: `${state.tilt}°`.replace("-", "−"),
      onInput: (value) => set({ tilt: value }),
    })}
    ${slider({
      id: "zoom",
      label: t`Zoom`,
      ...limits(zoom),
      step: 0.05,
      value: state.zoom,
      text: `${state.zoom.toFixed(2)}×`,
      onInput: (value) => set({ zoom: value }),
    })}
  </div>
`;

/** Which output's cone is shown. */
export const outputControls = (
  { row, column }: { readonly row: number; readonly column: number },
  { height, width }: { readonly height: number; readonly width: number },
  set: Set,
): TemplateResult => html`
  <div class="output" role="group" aria-label=${t`Output`}>
    ${slider({ id: "row", label: t`Row`, min: 0, max: height - 1, value: row, text: String(row), onInput: (value) => set({ row: value }) })}
    ${slider({ id: "column", label: t`Column`, min: 0, max: width - 1, value: column, text: String(column), onInput: (value) => set({ column: value }) })}
  </div>
`;

const limits = ({ min, max }: { readonly min: number; readonly max: number }): { min: number; max: number } => ({
  min,
  max,
});
