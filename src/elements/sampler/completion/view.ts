import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Tensor } from "../../../models/tensor.js";
import "../../controls/image-source/image-source.js";
import type { SfImageChangeEvent } from "../../controls/image-source/image-change.event.js";
import { counter } from "../../controls/counter.js";
import { marksCanvas } from "../../controls/marks-canvas.js";
import type { Mark } from "../../figure/marks.js";
import { sizeOfDraw } from "../draws.js";
import { formulaLine, grouped, painter, sideFor, timeText } from "../lane.js";
import { imageColours } from "../pictures.js";
import { DRAWING_SETTINGS } from "../drawing-settings.js";
import { drawSettings, hasKernels, modelChoice, settingSlider } from "../settings.js";
import { inputsOf, wavefrontFormula } from "../specs.js";
import type { SamplerState, Shown, Stage, ViewHost, ViewModule } from "../view.js";
import { weightsFor } from "../weights.js";
import { completionQuestions } from "./questions.js";
import { copyAt, givenDigit, runCompletion, type CompletionRun } from "./run.js";
import { t, tHtml } from "../../language/t.js";

/** A half-covered image and what the model makes of the rest. */
export const completionView: ViewModule = {
  styles: css`
    .copies {
      display: flex;
      flex-wrap: wrap;
      gap: var(--sf-space-4);
    }
    .copies figcaption {
      font-size: var(--sf-text-s);
      color: var(--sf-ink-soft);
    }
    .copies .given figcaption {
      color: var(--sf-ink);
      font-weight: 650;
    }
  `,
  open(host) {
    let chosen: Tensor<Float32Array> | null = null;
    const imageOf = (state: SamplerState): Tensor<Float32Array> => {
      const [, , rows, columns] = chosen?.shape ?? [];
      return chosen && rows === state.height && columns === state.width ? chosen : givenDigit(state);
    };
    const choose = (event: SfImageChangeEvent): void => {
      event.stopPropagation();
      const { builtin, tensor } = event.detail;
      // the digit is drawn here, in the colours of the built-in data
      const image = builtin === "digit" ? null : tensor;
      const [before, now] = [chosen?.data, image?.data];
      const isSame = before?.length === now?.length && (now?.every((value, i) => value === before![i]) ?? true);
      chosen = image;
      if (!isSame) host.again();
    };
    return {
      runAgain: ["model", "threshold", "known", "copies", ...DRAWING_SETTINGS],
      async run({ run }, state, hooks) {
        const model = await weightsFor(state.model, state, host.own, hooks.signal);
        const found = await runCompletion(run, state, model, imageOf(state), hooks);
        return shownOf(found, host, choose);
      },
    };
  },
};

type Choose = (event: SfImageChangeEvent) => void;

const shownOf = (run: CompletionRun, host: ViewHost, choose: Choose): Shown => ({
  view: "completion",
  length: run.trace.pixelSteps,
  finishes: [],
  ran: {
    device: run.trace.device,
    adapter: run.trace.adapter,
    runs: [{ ...run.trace, name: t`completion` }].map(
      ({ name, pixelSteps, steps, dispatches, milliseconds, timing }) => ({
        name,
        pixelSteps,
        steps,
        dispatches,
        milliseconds,
        timing,
      }),
    ),
  },
  results: () => ({ view: "completion", run }),
  questions: completionQuestions(run),
  render: (stage) => render(run, host, stage, choose),
  tables: ({ held }) => (held ? html`<p class="soft">${t`After your answers.`}</p>` : table(run)),
  said: (step) => t`${run.rows} rows are given; after ${step} of ${run.trace.pixelSteps} pixel-steps.`,
});

const picture = (
  { height, width, channels }: { readonly height: number; readonly width: number; readonly channels: number },
  side: number,
  values: Float32Array,
  rows: number,
  stroke: string,
): readonly Mark[] => [
  {
    kind: "cells",
    x: 0,
    y: 0,
    rows: height,
    columns: width,
    side,
    colours: imageColours(values, height * width, channels),
  },
  { kind: "path", d: `M0 ${rows * side}H${width * side}`, stroke, strokeWidth: 2 },
];

const MOST = 190;

function render(run: CompletionRun, host: ViewHost, stage: Stage, choose: Choose): TemplateResult {
  const { trace, image, rows, model } = run;
  const size = sizeOfDraw(trace);
  const copies = trace.values.shape[0]!;
  const across = stage.width > 620 ? Math.min(copies + 1, 6) : 2;
  const side = sideFor(Math.min(MOST, (stage.width - (across - 1) * 16) / across), size);
  const glow = painter(stage.isDark)("glow");
  const canvas = (values: Float32Array, label: string): TemplateResult =>
    marksCanvas({
      width: size.width * side,
      height: size.height * side,
      marks: picture(size, side, values, rows, glow),
      label,
    });
  const isFull = rows === 0;
  return html`
    <p class="lead-line">
      ${t`The rows above the line are given, and the model draws what could come below, each time from other noise.`}
    </p>
    <div class="copies">
      <figure class="given">
        ${canvas(image.data, t`The image before it was covered.`)}
        <figcaption>${t`the image`}</figcaption>
      </figure>
      ${Array.from({ length: copies }, (_, i) => {
        const label = t`completion ${i + 1}`;
        return html`<figure>
          ${canvas(copyAt(run, i, stage.step), t`${label}, after ${stage.step} pixel-steps.`)}
          <figcaption>${label}</figcaption>
        </figure>`;
      })}
    </div>
    <div class="headline">
      ${counter({
        done: Math.min(stage.step, trace.pixelSteps),
        total: stage.held ? null : trace.pixelSteps,
        label: t`Pixel-steps`,
        unit: "pixel-step",
        ...(stage.held && { missing: t`your guess first` }),
      })}
      <p class="formula">
        ${
          stage.withheld || stage.held
            ? html`<span class="soft">${t`formula: after your answer`}</span>`
            : html`<span class="soft">${isFull ? "" : `${t`for the ${size.height - rows} rows below:`} `}</span>
                ${formulaLine(
                  rows < size.height
                    ? wavefrontFormula(model.spec, { height: size.height - rows, width: size.width })
                    : null,
                  trace.pixelSteps,
                )}`
        }
      </p>
      <p class="width-line number">
        <span>${t`all ${copies} at once`}</span>
        ${
          stage.held
            ? nothing
            : html`<span>${tHtml`<b>${grouped(trace.matvecSteps)}</b> matvec steps`}</span>
                <span>${tHtml`<b>${grouped(trace.dispatches)}</b> dispatches`}</span>
                <span>${timeText(trace.milliseconds)}</span>`
        }
        <span>${t`weights: ${model.source}`}</span>
      </p>
    </div>
    ${stage.clock}
    <section class="how" aria-label=${t`How to read this`}>
      <h2>${t`How to read this`}</h2>
      <ul>
        <li><span class="swatch line-swatch"></span> ${t`the end of what is given`}</li>
        <li><span class="swatch waits"></span> ${t`not drawn yet`}</li>
      </ul>
    </section>
    <div class="panels">
      <section class="panel" aria-label=${t`The image`}>
        <sf-image-source
          colour=${inputsOf(stage.state) === 3 ? "auto" : "grey"}
          .height=${size.height}
          .width=${size.width}
          .seed=${stage.state.seed}
          @sf-image-change=${choose}
        ></sf-image-source>
      </section>
      <section class="panel" aria-labelledby="given-title">
        <h2 id="given-title">${t`What is given`}</h2>
        ${settingSlider(
          host,
          "known",
          t`Rows from the top`,
          0.01,
          (value) => t`${Math.round(value * size.height)} of ${size.height}`,
        )}
        ${settingSlider(host, "copies", t`Completions`)}
      </section>
    </div>
    ${drawSettings(host, modelChoice(host), hasKernels(host.state.model))}
  `;
}

const table = ({ rows, trace }: CompletionRun): TemplateResult => html`
  <p class="number">
    ${t`${rows} rows given; ${trace.pixelSteps} pixel-steps, ${trace.matvecSteps} matvec steps, ${trace.dispatches} dispatches, ${grouped(trace.multiplyAdds)} multiply-adds an image, ${timeText(trace.milliseconds)}.`}
  </p>
`;
