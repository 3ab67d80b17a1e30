import { t, tHtml } from "../language/t.js";
import { html } from "lit";
import type { TemplateResult } from "lit";
import { outputFields, type OutputFields } from "../../graph/output-field.js";
import type { ModelSpec } from "../../models/spec.js";
import { fieldView, type FieldView } from "./field-view.js";
import { formatLayers } from "./layers.js";
import { hueOf, layersOf, modelTitle, specOf, type FieldState, type ModelName } from "./model.js";
import { sceneOf } from "./scene.js";

const COMPARED: readonly ModelName[] = ["pixelcnn", "gated", "mdrnn", "row-lstm", "diagonal-bilstm"];
const SHAPES: Readonly<Record<ModelName, () => string>> = {
  pixelcnn: () => t`a window with a blind spot`,
  gated: () => t`the whole window`,
  mdrnn: () => t`the quadrant`,
  "mdrnn-printed": () => t`a small triangle`,
  "row-lstm": () => t`a triangle upwards`,
  "diagonal-bilstm": () => t`the whole past`,
};

/** Another model of the same depth, as a generator, on the same image. */
export interface Compared {
  readonly model: ModelName;
  readonly state: FieldState;
  readonly spec: ModelSpec;
  readonly fields: OutputFields;
}

/** The four models that are not the one looked at. */
export const comparedWith = (state: FieldState): readonly Compared[] => {
  const layers = formatLayers(
    layersOf(state).map((layer, i) => ({
      ...layer,
      mask: i === 0 ? "A" : "B",
      kernel: Math.max(3, layer.kernel),
      dilation: 1,
    })),
  );
  const shown = state.model === "mdrnn-printed" ? "mdrnn" : state.model;
  return COMPARED.filter((model) => model !== shown).map((model) => {
    const other: FieldState = { ...state, model, layers, context: "raster", colours: "1", show: "set" };
    const spec = specOf({ ...other, channels: 1 });
    return { model, state: other, spec, fields: outputFields(spec, other) };
  });
};

export const comparedView = ({ fields }: Compared, { height, width, pixel, layers }: FieldView): FieldView =>
  fieldView(fields, { height, width, pixel, layers });

/** The other models at the same output. */
export function multiples(
  compared: readonly Compared[],
  view: FieldView,
  isHidden: boolean,
  onLook: (compared: Compared) => void,
): TemplateResult {
  return html`
    <section class="multiples" part="multiples" aria-labelledby="multiples-title">
      <h2 id="multiples-title">${t`The same output in other models`}</h2>
      <div class="row">
        ${compared.map((other) => {
          const seen = comparedView(other, view);
          return html`<figure class=${hueOf(other.model)}>
            <sf-field-picture .scene=${sceneOf({ ...other, view: seen, measured: null, isHidden })}></sf-field-picture>
            <figcaption>
              <b>${modelTitle(other.model)}</b>
              <span>${isHidden || view.height === 1 ? "" : SHAPES[other.model]()}</span>
              <span class="number">${t`${isHidden ? "?" : seen.seen.length} seen of the ${seen.pixel} before it`}</span>
              <button type="button" @click=${() => onLook(other)}>
                ${tHtml`Look at it<span class="visually-hidden">: ${modelTitle(other.model)}</span>`}
              </button>
            </figcaption>
          </figure>`;
        })}
      </div>
    </section>
  `;
}
