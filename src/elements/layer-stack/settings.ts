import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { layerStackState } from "./layer-stack.state.js";
import { MODEL_NAMES } from "./model.js";
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
        label: "Model",
        options: layerStackState.fields.model.values.map((name) => [name, MODEL_NAMES[name]] as const),
        value: state.model,
        onChoice: (model) => set({ model }),
      })}
    </div>
    ${slider({
      id: "depth",
      label: html`Depth <var class="formula">d</var>`,
      ...limits(depth),
      value: state.depth,
      text: String(state.depth),
      onInput: (value) => set({ depth: value }),
    })}
    ${slider({
      id: "size",
      label: html`Image <var class="formula">H</var> × <var class="formula">W</var>`,
      ...limits(size),
      value: state.size,
      text: `${state.size} × ${state.size}`,
      onInput: (value) => set({ size: value }),
    })}
    ${slider({
      id: "channels",
      label: html`Channels <var class="formula">k</var>`,
      ...limits(channels),
      value: state.channels,
      text: String(state.channels),
      onInput: (value) => set({ channels: value }),
    })}
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
    ${
      state.model === "mdrnn"
        ? nothing
        : choice({
            id: "kernel",
            label: "Kernel",
            options: layerStackState.fields.kernel.values.map((side) => [side, `${side} × ${side}`] as const),
            value: state.kernel,
            onChoice: (kernel) => set({ kernel }),
          })
    }
    ${choice({
      id: "others",
      label: "Cells outside the cone",
      options: [
        ["faint", "faint"],
        ["hidden", "hidden"],
        ["full", "full"],
      ],
      value: state.others,
      onChoice: (others) => set({ others }),
    })}
  </div>
`;

const PRESET_NAMES: Readonly<Record<Preset, string>> = { corner: "Reset", front: "Front", side: "Side", top: "Top" };

/** The camera, without a drag: views by name and one slider for each of its three numbers. */
export const cameraControls = (state: Steer, set: (steer: Partial<Steer>) => void): TemplateResult => html`
  <div class="camera" part="camera" role="group" aria-label="Camera">
    <div class="presets">
      ${(Object.keys(PRESETS) as Preset[]).map(
        (name) => html`<button type="button" @click=${() => set(PRESETS[name])}>${PRESET_NAMES[name]}</button>`,
      )}
    </div>
    ${slider({
      id: "turn",
      label: "Turn",
      ...limits(turn),
      step: 5,
      value: state.turn,
      text: `${state.turn}°`,
      onInput: (value) => set({ turn: value }),
    })}
    ${slider({
      id: "tilt",
      label: "Tilt",
      ...limits(tilt),
      step: 5,
      value: state.tilt,
      text: `${state.tilt}°`.replace("-", "−"),
      onInput: (value) => set({ tilt: value }),
    })}
    ${slider({
      id: "zoom",
      label: "Zoom",
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
  <div class="output" role="group" aria-label="Output">
    ${slider({ id: "row", label: "Row", min: 0, max: height - 1, value: row, text: String(row), onInput: (value) => set({ row: value }) })}
    ${slider({ id: "column", label: "Column", min: 0, max: width - 1, value: column, text: String(column), onInput: (value) => set({ column: value }) })}
  </div>
`;

const limits = ({ min, max }: { readonly min: number; readonly max: number }): { min: number; max: number } => ({
  min,
  max,
});
