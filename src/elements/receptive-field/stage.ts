import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { cssVariables } from "../controllers/css-variables.js";
import type { ClosedForm } from "./closed-forms.js";
import { layerTable, type LayerTable } from "./layer-table.js";
import { t } from "../language/t.js";
import { colourOf, hueOf, layersOf, type FieldState } from "./model.js";
import { numbers } from "./numbers.js";
import { sceneOf, type FieldShown } from "./scene.js";
import type { Steering } from "./steering.js";
import { colourChooser, tintChooser } from "./tint-chooser.js";
import { pictureName, readout } from "./words.js";

interface Stage extends Pick<LayerTable, "onChoose" | "onChange"> {
  readonly shown: FieldShown;
  readonly steering: Steering;
  readonly isPicking: boolean;
  /** Whether a measurement waits or runs, and what went wrong in it. */
  readonly busy: boolean;
  readonly problem: string;
  readonly forms: readonly ClosedForm[];
  /** What the actual weights make of the set, once it is measured; its place is kept, so that nothing moves when it comes. */
  readonly sensitivity: TemplateResult | typeof nothing;
  set(change: Partial<FieldState>): void;
}

/** The picture, and beside it its numbers and the stack. */
export function stage(seen: Stage): TemplateResult {
  const { shown, steering, isPicking, busy, problem, forms, sensitivity, set, onChoose, onChange } = seen;
  const { state, view, measured, isHidden, isWithheld } = shown;
  const layers = layersOf(state);
  const colour = colourOf(state);
  return html`
    <div class=${`stage ${hueOf(state.model)} ${state.height === 1 ? "sequence" : ""}`}>
      <div>
        <div
          class=${isPicking ? "picture picking" : "picture"}
          part="picture"
          role="application"
          tabindex="0"
          aria-label=${pictureName(state, isPicking)}
          aria-describedby="readout"
          @pointermove=${steering.onMove}
          @pointerdown=${steering.onDown}
          @pointerup=${steering.onUp}
          @pointercancel=${steering.onUp}
          @pointerleave=${steering.onLeave}
          @keydown=${steering.onKey}
        >
          <sf-field-picture .scene=${sceneOf(shown)}></sf-field-picture>
          ${steering.cursor === null ? nothing : cursorMark(steering.cursor, state, layers.length)}
        </div>
        <p id="readout" class="readout number">${readout({ view, measured, held: isHidden }, layers.length)}</p>
        <div class="tint" part="tint">
          ${tintChooser(state, set)} ${colour === undefined ? nothing : colourChooser(state, set)}
        </div>
      </div>
      <div class="words">
        ${numbers({
          view,
          measured,
          busy,
          problem,
          forms,
          colour: colour ?? null,
          hidden: isHidden,
          withheld: isWithheld,
        })}
        <p class="sensitivity number">${sensitivity}</p>
        <section class="stack" part="layers" aria-labelledby="layers-title">
          <h2 id="layers-title">${t`The stack`}</h2>
          ${layerTable({
            model: state.model,
            layers,
            chosen: view.layers,
            fields: shown.fields,
            hidden: isHidden,
            onChoose,
            onChange,
          })}
        </section>
      </div>
    </div>
  `;
}

/** Where the keyboard chooses cells; in the picture of a sequence the image is the lowest of its levels. */
function cursorMark(cursor: number, { height, width }: FieldState, depth: number): TemplateResult {
  const [row, rows] = height === 1 ? [depth, depth + 1] : [Math.floor(cursor / width), height];
  const variables = {
    "--row": `${row}`,
    "--column": `${cursor % width}`,
    "--rows": `${rows}`,
    "--columns": `${width}`,
  };
  return html`<div class="cursor" ${cssVariables(variables)}></div>`;
}
