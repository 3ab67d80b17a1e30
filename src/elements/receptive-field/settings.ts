import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { choice } from "../controls/choice.js";
import { slider } from "../controls/slider.js";
import { BUILTIN_NAMES } from "../../io/builtin-images.js";
import { MOST_LAYERS } from "./layers.js";
import { layersOf, MODEL_TITLES, type FieldState, type ModelName } from "./model.js";
import { matchingPreset, PRESET_GROUPS, presetOf, type Preset } from "./presets.js";
import { receptiveFieldState } from "./receptive-field.state.js";

type Set = (change: Partial<FieldState>) => void;

const { height, width, channels, seed } = receptiveFieldState.fields;

const indexed = (event: Event): number => (event.currentTarget as HTMLSelectElement).selectedIndex;

/** Named stacks with the sentence that goes with each; while answers are withheld, those that give something away are left out. */
export function presetChooser(
  state: FieldState,
  withheld: boolean,
  onPreset: (preset: Preset) => void,
): TemplateResult {
  const chosen = matchingPreset(state);
  const groups = PRESET_GROUPS.map((group) => ({
    ...group,
    presets: group.presets.filter(({ isSolved }) => !(withheld && isSolved)),
  }));
  return html`
    <div class="preset" part="preset">
      <label>
        <span>Look at</span>
        <select
          @change=${(event: Event) => {
            const preset = presetOf((event.currentTarget as HTMLSelectElement).value);
            if (preset) onPreset(preset);
          }}
        >
          <option value="" disabled .selected=${live(chosen === undefined)}>a stack of your own</option>
          ${groups.map(
            ({ title, presets }) =>
              html`<optgroup label=${title}>
                ${presets.map(
                  (preset) =>
                    html`<option value=${preset.id} .selected=${live(preset === chosen)}>${preset.title}</option>`,
                )}
              </optgroup>`,
          )}
        </select>
      </label>
      <p class="lesson">${withheld ? nothing : (chosen?.lesson ?? "A stack of your own: change its layers below.")}</p>
    </div>
  `;
}

/** The model, its size and what it is measured on. */
export function settings(state: FieldState, set: Set, onDepth: (depth: number) => void): TemplateResult {
  const layers = layersOf(state);
  const isPixelCnn = state.model === "pixelcnn";
  const models = Object.keys(MODEL_TITLES) as ModelName[];
  return html`
    <div class="settings" part="settings">
      <label class="labelled">
        <span>Model</span>
        <select @change=${(event: Event) => set({ model: models[indexed(event)] ?? "pixelcnn" })}>
          ${models.map((model) => html`<option .selected=${live(model === state.model)}>${MODEL_TITLES[model]}</option>`)}
        </select>
      </label>
      ${slider({
        id: "depth",
        label: html`Depth <var class="formula">d</var>`,
        min: 1,
        max: MOST_LAYERS,
        value: layers.length,
        text: String(layers.length),
        onInput: onDepth,
      })}
      ${slider({
        id: "height",
        label: html`Rows <var class="formula">H</var>`,
        min: height.min,
        max: height.max,
        value: state.height,
        text: state.height === 1 ? "1, a sequence" : String(state.height),
        onInput: (rows) => set({ height: rows }),
      })}
      ${slider({
        id: "width",
        label: html`Columns <var class="formula">W</var>`,
        min: width.min,
        max: width.max,
        value: state.width,
        text: String(state.width),
        onInput: (columns) => set({ width: columns }),
      })}
      ${
        isPixelCnn
          ? html`${choice({
              id: "context",
              label: "Context of the masks",
              options: [
                ["raster", "all rows above"],
                ["quadrant", "north-west only"],
              ],
              value: state.context,
              onChoice: (context) => set({ context }),
            })}
            ${choice({
              id: "colours",
              label: "Pixels are",
              options: [
                ["1", "grey"],
                ["3", "red, green, blue"],
              ],
              value: state.colours,
              onChoice: (colours) => set({ colours }),
            })}`
          : nothing
      }
      ${slider({
        id: "channels",
        label: html`Channels <var class="formula">k</var>`,
        min: channels.min,
        max: channels.max,
        value: state.channels,
        text: String(state.channels),
        onInput: (count) => set({ channels: count }),
      })}
      ${choice({
        id: "image",
        label: "Sensitivity on the image",
        options: BUILTIN_NAMES.map((name) => [name, name] as const),
        value: state.image,
        onChoice: (image) => set({ image }),
      })}
      <label class="labelled">
        <span>Seed of weights and image</span>
        <input
          type="number"
          inputmode="numeric"
          min=${seed.min}
          max=${seed.max}
          step="1"
          .value=${live(String(state.seed))}
          @change=${(event: Event) => {
            const { valueAsNumber } = event.currentTarget as HTMLInputElement;
            if (Number.isInteger(valueAsNumber)) set({ seed: valueAsNumber });
          }}
        />
      </label>
    </div>
  `;
}

/** What the colours of the picture say. */
export const tintChooser = (state: FieldState, set: Set): TemplateResult =>
  choice({
    id: "show",
    label: "Colour shows",
    options: [
      ["set", "what is seen"],
      ["growth", "from which layer on"],
      ["sensitivity", "how much it matters"],
    ],
    value: state.show,
    onChoice: (show) => set({ show }),
  });

export const colourChooser = (state: FieldState, set: Set): TemplateResult =>
  choice({
    id: "colour",
    label: "Colour of the output",
    options: [
      ["red", "red"],
      ["green", "green"],
      ["blue", "blue"],
    ],
    value: state.colour,
    onChoice: (colour) => set({ colour }),
  });
