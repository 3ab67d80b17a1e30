import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { choice } from "../controls/choice.js";
import { titleOf } from "../controls/image-source/titles.js";
import { slider } from "../controls/slider.js";
import { BUILTIN_NAMES } from "../../io/builtin-images.js";
import { MOST_LAYERS } from "./layers.js";
import { layersOf, modelTitle, type FieldState, type ModelName } from "./model.js";
import { receptiveFieldState } from "./receptive-field.state.js";

type Set = (change: Partial<FieldState>) => void;

const { height, width, channels, seed } = receptiveFieldState.fields;

const indexed = (event: Event): number => (event.currentTarget as HTMLSelectElement).selectedIndex;

/** The model, its size and what it is measured on. */
export function settings(
  state: FieldState,
  locked: readonly string[],
  set: Set,
  onDepth: (depth: number) => void,
): TemplateResult {
  const layers = layersOf(state);
  const isPixelCnn = state.model === "pixelcnn";
  const models = receptiveFieldState.fields.model.values as readonly ModelName[];
  return html`
    <div class="settings">
      <label class="labelled">
        <span>${t`Model`}</span>
        <select id="model" @change=${(event: Event) => set({ model: models[indexed(event)] ?? "pixelcnn" })}>
          ${models.map((model) => html`<option .selected=${live(model === state.model)}>${modelTitle(model)}</option>`)}
        </select>
      </label>
      ${slider({
        id: "depth",
        label: tHtml`Depth <var class="formula">d</var>`,
        min: 1,
        max: MOST_LAYERS,
        value: layers.length,
        text: String(layers.length),
        disabled: locked.includes("layers"),
        onInput: onDepth,
      })}
      ${slider({
        id: "height",
        label: tHtml`Rows <var class="formula">H</var>`,
        min: height.min,
        max: height.max,
        value: state.height,
        text: state.height === 1 ? t`1, a sequence` : String(state.height),
        onInput: (rows) => set({ height: rows }),
      })}
      ${slider({
        id: "width",
        label: tHtml`Columns <var class="formula">W</var>`,
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
              label: t`Context of the masks`,
              options: [
                ["raster", t`all rows above`],
                ["quadrant", t`north-west only`],
              ],
              value: state.context,
              onChoice: (context) => set({ context }),
            })}
            ${choice({
              id: "colours",
              label: t`Pixels are`,
              options: [
                ["1", t`grey`],
                ["3", t`red, green, blue`],
              ],
              value: state.colours,
              onChoice: (colours) => set({ colours }),
            })}`
          : nothing
      }
      ${slider({
        id: "channels",
        label: tHtml`Channels <var class="formula">k</var>`,
        min: channels.min,
        max: channels.max,
        value: state.channels,
        text: String(state.channels),
        onInput: (count) => set({ channels: count }),
      })}
      ${choice({
        id: "image",
        label: t`Sensitivity on the image`,
        options: BUILTIN_NAMES.map((name) => [name, titleOf(name)] as const),
        value: state.image,
        onChoice: (image) => set({ image }),
      })}
      <label class="labelled">
        <span>${t`Seed of weights and image`}</span>
        <input
          id="seed"
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
