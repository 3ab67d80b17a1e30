import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { marksCanvas } from "../../controls/marks-canvas.js";
import { ranOf } from "../draws.js";
import { grouped, lane, laneRoom, lookOf, sideFor, stripesEntry, timeText } from "../lane.js";
import { contextMarks } from "../pictures.js";
import { DRAWING_SETTINGS } from "../drawing-settings.js";
import { drawSettings } from "../settings.js";
import { MODELS } from "../specs.js";
import type { Shown, Stage, ViewHost, ViewModule } from "../view.js";
import { weightsFor } from "../weights.js";
import { modelQuestions } from "./questions.js";
import { runModels, type ModelsRun } from "./run.js";
import { t, tHtml } from "../../language/t.js";

/** Five models on one clock, each with what it may see. */
export const modelsView: ViewModule = {
  styles: css``,
  open: (host) => ({
    runAgain: [...DRAWING_SETTINGS],
    async run({ run }, state, hooks) {
      const found = await runModels(run, state, (model) => weightsFor(model, state, host.own, hooks.signal), hooks);
      return shownOf(found, host);
    },
  }),
};

const shownOf = (run: ModelsRun, host: ViewHost): Shown => ({
  view: "models",
  length: Math.max(...run.drawn.map(({ trace }) => trace.pixelSteps)),
  finishes: run.drawn.map(({ title, hue, trace }) => ({
    step: trace.pixelSteps,
    label: title,
    hue: `var(--sf-${hue})`,
  })),
  ran: ranOf(run.drawn),
  results: () => ({ view: "models", run }),
  questions: modelQuestions(run),
  render: (stage) => render(run, host, stage),
  tables: (stage) => table(run, stage),
  said: (step) =>
    step === 0
      ? t`Nothing is drawn yet.`
      : t`Pixel-step ${step}: ${run.drawn
          .map(({ title, trace }) =>
            step > trace.pixelSteps
              ? t`${title} is done`
              : t`${title} draws ${trace.drawnAt.reduce((sum, at) => sum + (at === step ? 1 : 0), 0)}`,
          )
          .join(", ")}.`,
});

const SMALL = 96;

function render(run: ModelsRun, host: ViewHost, stage: Stage): TemplateResult {
  const { columns, room } = laneRoom(stage.width, run.drawn.length);
  const side = sideFor(Math.min(SMALL, room / 2), run.size);
  return html`
    <p class="lead-line">
      ${t`Every model draws all pixels at once that wait for no other.`}
      ${
        stage.held
          ? nothing
          : tHtml`<b>What a model may see decides how many pixels can be drawn at once</b>, whether it is a convolution or a recurrence.`
      }
    </p>
    <div class=${`lanes across-${columns}`}>
      ${run.drawn.map((drawn) =>
        lane({
          key: drawn.name,
          drawn,
          stage,
          room,
          beside: html`<figure class="work">
            ${marksCanvas({
              width: run.size.width * side,
              height: run.size.height * side,
              marks: contextMarks(drawn.context, {
                ...lookOf(stage, side),
                hue: MODELS[drawn.name].family,
              }),
              label: t`${drawn.title}: the middle pixel sees ${drawn.seen} pixels.`,
            })}
            <figcaption class="soft small">
              ${tHtml`the middle pixel sees <b class="number seen">${drawn.seen}</b> others`}
            </figcaption>
          </figure>`,
          facts: [
            [t`matvec steps`, grouped(drawn.trace.matvecSteps)],
            [t`dispatches`, grouped(drawn.trace.dispatches)],
            [t`steps to read an image`, grouped(drawn.readingSteps)],
            [t`duration`, timeText(drawn.trace.milliseconds)],
          ],
        }),
      )}
    </div>
    ${stage.clock}
    <section class="how" aria-label=${t`How to read this`}>
      <h2>${t`How to read this`}</h2>
      <ul>
        <li><span class="swatch now-swatch"></span> ${t`drawn in this pixel-step`}</li>
        <li><span class="swatch waits"></span> ${t`not drawn yet`}</li>
        ${stage.state.colour === "rgb" ? stripesEntry() : nothing}
        <li><span class="swatch context-swatch"></span> ${t`seen by the middle pixel, itself framed`}</li>
      </ul>
      <p class="soft">
        ${t`Weights: ${weightsText(run)}. The order follows from the model alone, whatever its weights are.`}
        ${
          stage.state.colour === "rgb"
            ? t`A PixelCNN draws red, green and blue in turn, each from those before it: three steps for every pixel. The other models draw all three at once, none of which sees the others.`
            : nothing
        }
      </p>
    </section>
    ${drawSettings(host, nothing, true)}
  `;
}

const weightsText = ({ drawn }: ModelsRun): string => {
  const sources = new Set(drawn.map(({ source }) => source));
  if (sources.size === 1) return drawn[0]!.source;
  return [...sources]
    .map((source) => `${drawn.flatMap((found) => (found.source === source ? [found.title] : [])).join(", ")} ${source}`)
    .join("; ");
};

function table({ drawn }: ModelsRun, { held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">${t`After your answers.`}</p>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`Models that draw`}>
      <table class="number">
        <caption>
          ${t`What a model sees and how it draws`}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`model`}</th>
            <th scope="col">${t`pixels seen from the middle`}</th>
            <th scope="col">${t`pixel-steps, executed`}</th>
            <th scope="col">${t`formula`}</th>
            <th scope="col">${t`matvec steps`}</th>
            <th scope="col">${t`steps to read an image`}</th>
          </tr>
        </thead>
        <tbody>
          ${drawn.map(
            ({ title, name, seen, trace, formula, readingSteps }) =>
              html`<tr data-row=${name}>
                <th scope="row">${title}</th>
                <td>${seen}</td>
                <td>${trace.pixelSteps}</td>
                <td>${formula ? `${formula.text} = ${formula.value}` : "–"}</td>
                <td>${trace.matvecSteps}</td>
                <td>${readingSteps}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
