/** The parts of the training view, each a function of what it shows. */
import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { counter } from "../../controls/counter.js";
import { numberField } from "../../controls/fields.js";
import { marksCanvas } from "../../controls/marks-canvas.js";
import { marksView } from "../../figure/marks-view.js";
import { imageColours } from "../pictures.js";
import { samplerState } from "../sampler.state.js";
import { hasKernels, LABELS, modelChoice, modelSettings, seedField, settingSlider } from "../settings.js";
import { MODELS } from "../specs.js";
import type { Stage, ViewHost } from "../view.js";
import { curveMarks, smoothed } from "./curve.js";
import type { ImageSource } from "./data.js";
import type { TrainingSession } from "./session.js";
import { pytorchSnippet } from "./snippet.js";

const { fields } = samplerState;

const nats = (value: number | undefined, bitsPerNat: number | null): TemplateResult =>
  value === undefined
    ? html`–`
    : html`<span class="nats">${value.toFixed(2)}</span> nats${
          bitsPerNat === null ? nothing : html` <span class="soft">${(value * bitsPerNat).toFixed(3)} bits/dim.</span>`
        }`;

const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.round(seconds / 60)} min`;

export interface TrainingActions {
  start(): void;
  step(): void;
  cancel(): void;
}

/** The counter, the two losses, and what can be done. */
export function headline(session: TrainingSession, steps: number, actions: TrainingActions): TemplateResult {
  const { phase, step, curve, bitsPerNat, secondsLeft } = session;
  const isOpen = phase !== "idle";
  const last = smoothed(curve).at(-1)?.[1];
  const main = {
    idle: "Start",
    preparing: "Preparing …",
    running: "Pause",
    paused: step === 0 ? "Start" : "Resume",
    finished: "Done",
  };
  return html`
    <div class="headline">
      ${counter({
        done: step,
        total: isOpen ? (session.plan?.steps ?? steps) : null,
        label: "Training steps done",
        unit: "training step",
        missing: `of ${steps} training steps`,
      })}
      <dl class="losses number">
        <div>
          <dt>training, an image</dt>
          <dd class="train-loss">${nats(last, bitsPerNat)}</dd>
        </div>
        <div>
          <dt>held out, an image</dt>
          <dd class="held-loss">${nats(curve.heldOut.at(-1)?.nats, bitsPerNat)}</dd>
        </div>
        <div>
          <dt>time left</dt>
          <dd class="left">${phase === "running" && secondsLeft !== null ? duration(secondsLeft) : "–"}</dd>
        </div>
      </dl>
      <div class="controls">
        <button
          type="button"
          class="primary"
          data-act="start"
          ?disabled=${phase === "preparing" || phase === "finished"}
          @click=${() => actions.start()}
        >
          ${main[phase]}
        </button>
        <button
          type="button"
          data-act="step"
          ?disabled=${phase !== "paused" && phase !== "idle"}
          @click=${() => actions.step()}
        >
          One step
        </button>
        <button type="button" data-act="cancel" ?disabled=${!isOpen} @click=${() => actions.cancel()}>
          ${phase === "finished" ? "Start over" : "Cancel"}
        </button>
        <span class="soft small number phase" data-phase=${phase}>
          ${session.adapter}${session.gradientNorm > 0 ? `; gradient norm ${session.gradientNorm.toPrecision(3)}` : ""}
        </span>
      </div>
    </div>
  `;
}

const CURVE = { height: 320, most: 760 };

export function curvePanel(session: TrainingSession, { width: total }: Stage, steps: number): TemplateResult {
  const width = Math.max(300, Math.min(CURVE.most, (total > 760 ? 0.6 * total : total) - 50));
  const { curve, baselines, bitsPerNat } = session;
  const marks = curveMarks(curve, baselines, {
    width,
    height: CURVE.height,
    steps: session.plan?.steps ?? steps,
    bitsPerNat,
    paint: (token) => `var(--sf-${token})`,
  });
  return html`
    <section class="panel curve" part="curve" aria-labelledby="curve-title">
      <h2 id="curve-title">The loss: −log p of an image</h2>
      <svg viewBox=${`0 0 ${width} ${CURVE.height}`} role="img" aria-label=${curveText(session)}>
        ${marksView(marks).map((mark) => svg`${mark}`)}
      </svg>
      <div class="how">
        <ul>
          <li><span class="swatch train-line"></span> batches, mean of 20</li>
          <li><span class="swatch held-line"></span> held-out images</li>
          <li><span class="swatch base-line"></span> to compare with</li>
        </ul>
      </div>
    </section>
  `;
}

const curveText = ({ curve, baselines, step }: TrainingSession): string => {
  const held = curve.heldOut.at(-1);
  if (!baselines) return "The loss over the steps of training. Nothing is trained yet.";
  return `The loss over ${step} steps of training. Uniform ${baselines.uniform.toFixed(1)} nats, independent pixels ${baselines.independent.toFixed(1)}${held ? `, held out now ${held.nats.toFixed(1)}` : ""}.`;
};

/** Pixels of the screen. */
const MOST_SAMPLE_SIDE = 16;

export function samplesPanel(
  { samples, samplesStep }: TrainingSession,
  { width: total }: Stage,
  draw: () => void,
): TemplateResult {
  // four in a row, beside the curve or below it
  const room = Math.floor(((total > 760 ? 0.39 * total : total) - 75) / 4);

  const [count, channels, height, width] = (samples?.shape ?? [0, 1, 1, 1]) as [number, number, number, number];
  const pixels = height * width;
  const side = Math.max(2, Math.min(MOST_SAMPLE_SIDE, Math.floor(room / Math.max(height, width))));
  return html`
    <section class="panel" aria-labelledby="samples-title">
      <h2 id="samples-title">
        Samples${samples ? html`, <span class="number">after ${samplesStep} steps</span>` : nothing}
      </h2>
      ${samples ? nothing : html`<p class="soft">They are drawn from the model as it learns, always from the same noise.</p>`}
      <div class="samples">
        ${Array.from({ length: count }, (_, i) =>
          marksCanvas({
            width: width * side,
            height: height * side,
            marks: [
              {
                kind: "cells",
                x: 0,
                y: 0,
                rows: height,
                columns: width,
                side,
                colours: imageColours(
                  samples!.data.subarray(i * channels * pixels, (i + 1) * channels * pixels),
                  pixels,
                  channels,
                ),
              },
            ],
            label: `Sample ${i + 1} of ${count}.`,
          }),
        )}
      </div>
      <div class="actions">
        <button type="button" data-act="draw" ?disabled=${!samples} @click=${draw}>Draw with these weights</button>
      </div>
    </section>
  `;
}

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
      <h2 id="data-title">Images to learn from</h2>
      <p class="data-line">
        ${
          reading
            ? html`<span class="number">${reading}</span>`
            : own
              ? html`<b>${source.name}</b>: <span class="number">${count}</span> images, scaled to ${state.height} ×
                  ${state.width}`
              : html`<b>Strokes that this page draws</b>, <span class="number">${count}</span> of them, by the seed`
        }
      </p>
      <div class="files">
        ${own ? html`<button type="button" @click=${builtin}>Built-in strokes again</button>` : nothing}
        <label class="file">
          <span>Your own: IDX, CSV (also .gz), zip, or pictures</span>
          <input
            id="own-file"
            type="file"
            multiple
            accept=".gz,.zip,.csv,.tsv,.txt,.idx,image/png,image/jpeg,image/webp,application/octet-stream"
            @change=${onFiles}
          />
        </label>
        <label class="file">
          <span>or a folder of pictures</span>
          <input id="own-folder" type="file" webkitdirectory @change=${onFiles} />
        </label>
      </div>
      <p class="soft small">Choose or drop them here. They stay on your machine.</p>
      <div class="sizes">
        ${settingSlider(host, "height", LABELS.height)} ${settingSlider(host, "width", LABELS.width)}
        ${
          own
            ? nothing
            : numberField({
                id: "images",
                label: "Images",
                value: state.images,
                min: fields.images.min,
                max: fields.images.max,
                step: 1,
                onValue: (images) => set({ images }),
              })
        }
        ${numberField({
          id: "held-out",
          label: "Share held out",
          value: state.heldOut,
          min: fields.heldOut.min,
          max: fields.heldOut.max,
          onValue: (heldOut) => set({ heldOut }),
        })}
        ${
          state.pixels === "binary"
            ? numberField({
                id: "threshold",
                label: "White from",
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
      id,
      label,
      value: state[id],
      min: fields[id].min,
      max: fields[id].max,
      ...(step !== undefined && { step }),
      onValue: (value) => set({ [id]: value }),
    });
  return html`
    <section class="panel" part="settings" aria-labelledby="model-title">
      <h2 id="model-title">Model and optimiser</h2>
      ${modelChoice(host)}
      <p class="soft small">${MODELS[state.model].context}</p>
      <div class="sizes">${modelSettings(host, hasKernels(state.model))}</div>
      <h3>Adam</h3>
      <div class="sizes narrow">
        ${field("rate", "Learning rate")} ${field("warmUp", "Warm-up steps", 1)} ${field("clip", "Clip the norm to")}
        ${field("batch", "Images of a batch", 1)} ${field("steps", "Steps in all", 1)}
        ${field("every", "Look every … steps", 1)} ${seedField(host, "weightSeed", "Seed")}
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
      <h2 id="weights-title">Weights in and out</h2>
      <p class="soft small">
        safetensors by torch’s names, with the model in the metadata and what <code>sweepfield train --resume</code>
        needs.
      </p>
      <div class="files">
        <button
          type="button"
          data-act="download"
          ?disabled=${phase === "idle" || phase === "preparing"}
          @click=${download}
        >
          Download
        </button>
        <label class="file">
          <span>Open a file</span>
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
              <summary>Load them in PyTorch</summary>
              <p>
                <button type="button" data-act="copy" @click=${() => copy(text)}>${copied ? "Copied" : "Copy"}</button>
              </p>
              <pre tabindex="0" aria-label="PyTorch code">${text}</pre>
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
      A run is kept in this browser: <b class="number">${step}</b> of <span class="number">${steps}</span> steps are
      done.
    </p>
    <p class="controls">
      <button type="button" class="primary" data-act="go-on" @click=${goOn}>Go on with it</button>
      <button type="button" data-act="forget" @click=${forget}>Forget it</button>
    </p>
  </section>
`;
