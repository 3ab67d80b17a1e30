/** What a run of training shows: counter and losses, the curve, samples. */
import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { counter } from "../../controls/counter.js";
import { marksCanvas } from "../../controls/marks-canvas.js";
import { marksView } from "../../figure/marks-view.js";
import { imageColours } from "../pictures.js";
import type { Stage } from "../view.js";
import { curveMarks, smoothed } from "./curve.js";
import type { TrainingSession } from "./session.js";
import { t, tHtml } from "../../language/t.js";

const nats = (value: number | undefined, bitsPerNat: number | null): TemplateResult =>
  value === undefined
    ? html`–`
    : bitsPerNat === null
      ? tHtml`<span class="nats">${value.toFixed(2)}</span> nats`
      : tHtml`<span class="nats">${value.toFixed(2)}</span> nats <span class="soft">${(value * bitsPerNat).toFixed(3)} bits/dim.</span>`;

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
    idle: t`Start`,
    preparing: t`Preparing …`,
    running: t`Pause`,
    paused: step === 0 ? t`Start` : t`Resume`,
    finished: t`Done`,
  };
  return html`
    <div class="headline">
      ${counter({
        done: step,
        total: isOpen ? (session.plan?.steps ?? steps) : null,
        label: t`Training steps done`,
        unit: "training step",
        missing: t`of ${steps} training steps`,
      })}
      <dl class="losses number">
        <div>
          <dt>${t`training, an image`}</dt>
          <dd class="train-loss">${nats(last, bitsPerNat)}</dd>
        </div>
        <div>
          <dt>${t`held out, an image`}</dt>
          <dd class="held-loss">${nats(curve.heldOut.at(-1)?.nats, bitsPerNat)}</dd>
        </div>
        <div>
          <dt>${t`time left`}</dt>
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
          ${t`One step`}
        </button>
        <button type="button" data-act="cancel" ?disabled=${!isOpen} @click=${() => actions.cancel()}>
          ${phase === "finished" ? t`Start over` : t`Cancel`}
        </button>
        <span class="soft small number phase" data-phase=${phase}>
          ${session.adapter}${session.gradientNorm > 0 ? `; ${t`gradient norm ${session.gradientNorm.toPrecision(3)}`}` : ""}
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
      <h2 id="curve-title">${t`The loss: −log p of an image`}</h2>
      <svg viewBox=${`0 0 ${width} ${CURVE.height}`} role="img" aria-label=${curveText(session)}>
        ${marksView(marks).map((mark) => svg`${mark}`)}
      </svg>
      <div class="how">
        <ul>
          <li><span class="swatch train-line"></span> ${t`batches, mean of 20`}</li>
          <li><span class="swatch held-line"></span> ${t`held-out images`}</li>
          <li><span class="swatch base-line"></span> ${t`to compare with`}</li>
        </ul>
      </div>
    </section>
  `;
}

const curveText = ({ curve, baselines, step }: TrainingSession): string => {
  const held = curve.heldOut.at(-1);
  if (!baselines) return t`The loss over the steps of training. Nothing is trained yet.`;
  const [uniform, independent] = [baselines.uniform.toFixed(1), baselines.independent.toFixed(1)];
  return held
    ? t`The loss over ${step} steps of training. Uniform ${uniform} nats, independent pixels ${independent}, held out now ${held.nats.toFixed(1)}.`
    : t`The loss over ${step} steps of training. Uniform ${uniform} nats, independent pixels ${independent}.`;
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
        ${samples ? tHtml`Samples, <span class="number">after ${samplesStep} steps</span>` : t`Samples`}
      </h2>
      ${samples ? nothing : html`<p class="soft">${t`They are drawn from the model as it learns, always from the same noise.`}</p>`}
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
            label: t`Sample ${i + 1} of ${count}.`,
          }),
        )}
      </div>
      <div class="actions">
        <button type="button" data-act="draw" ?disabled=${!samples} @click=${draw}>
          ${t`Draw with these weights`}
        </button>
      </div>
    </section>
  `;
}
