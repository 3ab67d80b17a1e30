/** What a run of training is told: images, model and optimiser, weights in and out, a run that was kept. */
import { attributeOf } from "../../../io/url-state.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { numberField } from "../../controls/fields.js";
import { samplerState } from "../sampler.state.js";
import { hasKernels, LABELS, modelChoice, modelSettings, seedField, settingSlider } from "../settings.js";
import { MODELS } from "../specs.js";
import type { ViewHost } from "../view.js";
import { titleOf, type ImageSource } from "./data.js";
import type { TrainingSession } from "./session.js";
import { pytorchSnippet } from "./snippet.js";
import { t, tHtml } from "../../language/t.js";

const { fields } = samplerState;

export interface DataActions {
  files(files: readonly File[]): void;
  builtin(): void;
}

export function dataPanel(
  host: ViewHost,
  source: ImageSource | null,
  reading: string,
  isDropping: boolean,
  { files, builtin }: DataActions,
): TemplateResult {
  const { state, set } = host;
  const own = source?.isOwn === true;
  const onFiles = (event: Event): void => {
    const input = event.currentTarget as HTMLInputElement;
    const chosen = [...(input.files ?? [])];
    input.value = "";
    if (chosen.length > 0) files(chosen);
  };
  const count = own ? source.images.count : state.images;
  return html`
    <section class=${`panel data${isDropping ? " dropping" : ""}`} aria-labelledby="data-title">
      <h2 id="data-title">${t`Images to learn from`}</h2>
      <p class="data-line">
        ${
          reading
            ? html`<span class="number">${reading}</span>`
            : own
              ? state.colour === "rgb"
                ? tHtml`<b>${titleOf(source)}</b>: <span class="number">${count}</span> images, scaled to ${state.height} × ${state.width}, in red, green and blue`
                : tHtml`<b>${titleOf(source)}</b>: <span class="number">${count}</span> images, scaled to ${state.height} × ${state.width}`
              : state.colour === "rgb"
                ? tHtml`<b>Strokes that this page draws</b> in colours, <span class="number">${count}</span> of them, by the seed`
                : tHtml`<b>Strokes that this page draws</b>, <span class="number">${count}</span> of them, by the seed`
        }
      </p>
      <div class="files">
        ${own ? html`<button type="button" @click=${builtin}>${t`Built-in strokes again`}</button>` : nothing}
        <label class="file">
          <span>${t`Your own: IDX, CSV (also .gz), zip, or pictures`}</span>
          <input
            id="own-file"
            type="file"
            multiple
            accept=".gz,.zip,.csv,.tsv,.txt,.idx,image/png,image/jpeg,image/webp,application/octet-stream"
            @change=${onFiles}
          />
        </label>
        <label class="file">
          <span>${t`or a folder of pictures`}</span>
          <input id="own-folder" type="file" webkitdirectory @change=${onFiles} />
        </label>
      </div>
      <p class="soft small">${t`Choose or drop them here. They stay on your machine.`}</p>
      <div class="sizes">
        ${settingSlider(host, "height", LABELS.height())} ${settingSlider(host, "width", LABELS.width())}
        ${
          own
            ? nothing
            : numberField({
                id: "images",
                label: t`Images`,
                value: state.images,
                min: fields.images.min,
                max: fields.images.max,
                step: 1,
                onValue: (images) => set({ images }),
              })
        }
        ${numberField({
          id: "held-out",
          label: t`Share held out`,
          value: state.heldOut,
          min: fields.heldOut.min,
          max: fields.heldOut.max,
          onValue: (heldOut) => set({ heldOut }),
        })}
        ${
          state.pixels === "binary"
            ? numberField({
                id: "threshold",
                label: state.colour === "rgb" ? t`On from` : t`White from`,
                value: state.threshold,
                min: fields.threshold.min,
                max: fields.threshold.max,
                onValue: (threshold) => set({ threshold }),
              })
            : nothing
        }
      </div>
    </section>
  `;
}

export function modelPanel(host: ViewHost): TemplateResult {
  const { state, set } = host;
  const field = (id: "batch" | "rate" | "warmUp" | "clip" | "steps" | "every", label: string, step?: number) =>
    numberField({
      id: attributeOf(id),
      label,
      value: state[id],
      min: fields[id].min,
      max: fields[id].max,
      ...(step !== undefined && { step }),
      onValue: (value) => set({ [id]: value }),
    });
  return html`
    <section class="panel" part="settings" aria-labelledby="model-title">
      <h2 id="model-title">${t`Model and optimiser`}</h2>
      ${modelChoice(host)}
      <p class="soft small">${MODELS[state.model].context}</p>
      <div class="sizes">${modelSettings(host, hasKernels(state.model))}</div>
      <h3>Adam</h3>
      <div class="sizes narrow">
        ${field("rate", t`Learning rate`)} ${field("warmUp", t`Warm-up steps`, 1)} ${field("clip", t`Clip the norm to`)}
        ${field("batch", t`Images of a batch`, 1)} ${field("steps", t`Steps in all`, 1)}
        ${field("every", t`Look every … steps`, 1)} ${seedField(host, "weightSeed", t`Seed`)}
      </div>
    </section>
  `;
}

export interface WeightActions {
  download(): void;
  open(file: File): void;
  copy(text: string): void;
}

export function weightsPanel(
  session: TrainingSession,
  copied: boolean,
  { download, open, copy }: WeightActions,
): TemplateResult {
  const { plan, phase } = session;
  const text = plan && pytorchSnippet(plan.spec);
  return html`
    <section class="panel" aria-labelledby="weights-title">
      <h2 id="weights-title">${t`Weights in and out`}</h2>
      <p class="soft small">
        ${tHtml`safetensors by torch’s names, with the model in the metadata and what <code>sweepfield train --resume</code> needs.`}
      </p>
      <div class="files">
        <button
          type="button"
          data-act="download"
          ?disabled=${phase === "idle" || phase === "preparing"}
          @click=${download}
        >
          ${t`Download`}
        </button>
        <label class="file">
          <span>${t`Open a file`}</span>
          <input
            id="weights-file"
            type="file"
            accept=".safetensors"
            @change=${(event: Event) => {
              const input = event.currentTarget as HTMLInputElement;
              const file = input.files?.[0];
              input.value = "";
              if (file) open(file);
            }}
          />
        </label>
      </div>
      ${
        text
          ? html`<details class="snippet">
              <summary>${t`Load them in PyTorch`}</summary>
              <p>
                <button type="button" data-act="copy" @click=${() => copy(text)}>
                  ${copied ? t`Copied` : t`Copy`}
                </button>
              </p>
              <pre tabindex="0" aria-label=${t`PyTorch code`}>${text}</pre>
            </details>`
          : nothing
      }
    </section>
  `;
}

/** A choice between a run that is kept and a new one. */
export const keptPanel = (step: number, steps: number, goOn: () => void, forget: () => void): TemplateResult => html`
  <section class="notice kept">
    <p>
      ${tHtml`A run is kept in this browser: <b class="number">${step}</b> of <span class="number">${steps}</span> steps are done.`}
    </p>
    <p class="controls">
      <button type="button" class="primary" data-act="go-on" @click=${goOn}>${t`Go on with it`}</button>
      <button type="button" data-act="forget" @click=${forget}>${t`Forget it`}</button>
    </p>
  </section>
`;
