/** What stands by the picture: the camera, and the output. */
import { html } from "lit";
import type { TemplateResult } from "lit";
import { slider } from "../controls/slider.js";
import { t } from "../language/t.js";
import { layerStackState } from "./layer-stack.state.js";
import type { StackChange } from "./model.js";
import { PRESETS } from "./steering.js";
import type { Preset, Steer } from "./steering.js";

const { turn, tilt, zoom } = layerStackState.fields;
type Set = (change: StackChange) => void;

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

export const limits = ({ min, max }: { readonly min: number; readonly max: number }): { min: number; max: number } => ({
  min,
  max,
});
