import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { noun } from "../../controls/noun.js";
import { marksCanvas } from "../../controls/marks-canvas.js";
import { SAMPLING_METHODS, type SamplingMethod } from "../../../schedule/sampling.js";
import { cellsIn, mostSteps, ranOf, sizeOfDraw } from "../draws.js";
import { grouped, lane, laneRoom, lookOf, sideFor, stripesEntry, timeText } from "../lane.js";
import { workMarks } from "../pictures.js";
import { DRAWING_SETTINGS, drawSettings, hasKernels, modelChoice } from "../settings.js";
import { parseMethods } from "../sampler.state.js";
import { coloursOf, methodOf } from "../specs.js";
import type { Shown, Stage, ViewHost, ViewModule } from "../view.js";
import { weightsFor } from "../weights.js";
import { methodQuestions } from "./questions.js";
import { runMethods, type MethodsRun } from "./run.js";
import { t, tHtml } from "../../language/t.js";

/** One model, four methods, one clock. */
export const methodsView: ViewModule = {
  styles: css``,
  open: (host) => ({
    runAgain: ["model", "methods", ...DRAWING_SETTINGS],
    async run({ run }, state, hooks) {
      const model = await weightsFor(state.model, state, host.own, hooks.signal);
      return shownOf(await runMethods(run, state, model, hooks, (part) => host.preview(shownOf(part, host))), host);
    },
  }),
};

const shownOf = (run: MethodsRun, host: ViewHost): Shown => ({
  view: "methods",
  length: Math.max(0, ...run.drawn.map(({ trace }) => (run.pending.length > 0 ? mostSteps(trace) : trace.pixelSteps))),
  finishes: run.drawn.map(({ inText, hue, trace }) => ({
    step: trace.pixelSteps,
    label: inText,
    hue: `var(--sf-${hue})`,
  })),
  ran: ranOf(run.drawn),
  results: () => ({ view: "methods", run }),
  questions: run.pending.length > 0 ? [] : methodQuestions(run),
  render: (stage) => render(run, host, stage),
  tables: (stage) => table(run, stage),
  said: (step) =>
    step === 0
      ? t`Nothing is drawn yet.`
      : t`Pixel-step ${step}: ${run.drawn
          .map(({ title, trace }) =>
            step > trace.pixelSteps ? t`${title} is done` : t`${title} computes ${cellsIn(trace, step)} cells`,
          )
          .join(", ")}.`,
});

const SMALL = 96;

function render(run: MethodsRun, host: ViewHost, stage: Stage): TemplateResult {
  const { columns, room } = laneRoom(stage.width, run.drawn.length + run.pending.length);
  return html`
    <div class=${`lanes across-${columns}`}>
      ${SAMPLING_METHODS.map((method) => {
        const drawn = run.drawn.find((found) => found.method === method);
        if (drawn) return methodLane(drawn, stage, room);
        return run.pending.includes(method) ? waitingLane(method) : nothing;
      })}
    </div>
    ${run.drawn.length > 0 ? verdict(run, stage) : html`<p class="verdict">${tooMuch(run.left)}</p>`} ${stage.clock}
    ${legend(coloursOf(run.model.spec) === 3)} ${methodBoxes(host)}
    ${drawSettings(host, modelChoice(host), hasKernels(host.state.model))}
  `;
}

function methodLane(drawn: MethodsRun["drawn"][number], stage: Stage, room: number): TemplateResult {
  const { trace, method, title } = drawn;
  const size = sizeOfDraw(trace);
  const side = sideFor(Math.min(SMALL, room / 2), size);
  const cells = grouped(cellsIn(trace, stage.step));
  return lane({
    key: method,
    drawn,
    stage,
    room,
    beside: html`<figure class="work">
      ${marksCanvas({
        width: size.width * side,
        height: size.height * side,
        marks: workMarks(trace, lookOf(stage, side)),
        label: t`${title}: ${cells} cells are computed in this pixel-step.`,
      })}
      <figcaption class="soft small">
        ${tHtml`<b class="cells-now number">${cells}</b> cells computed in this step`}
      </figcaption>
    </figure>`,
    facts: [
      [t`matvec steps`, grouped(trace.matvecSteps)],
      [t`dispatches`, grouped(trace.dispatches)],
      [t`multiply-adds`, grouped(trace.multiplyAdds)],
      [t`duration`, timeText(trace.milliseconds)],
    ],
  });
}

const waitingLane = (method: SamplingMethod): TemplateResult => html`
  <article class="lane" data-lane=${method}>
    <header>
      <h2>${methodOf(method).title}</h2>
      <p class="soft small">${methodOf(method).does}</p>
    </header>
    <p class="soft">${t`is being drawn …`}</p>
  </article>
`;

/** The page compared the images, and says what it found. */
function verdict({ drawn, model, left }: MethodsRun, { held }: Stage): TemplateResult {
  const { pixels } = sizeOfDraw(drawn[0]!.trace);
  const differing = drawn.reduce((sum, found) => sum + found.differing, 0);
  const all = grouped(pixels);
  return html`
    <p class="verdict">
      ${
        held
          ? html`<span class="soft">${t`Whether they draw the same image: after your answers.`}</span>`
          : differing === 0
            ? tHtml`<b class="check"><span aria-hidden="true">✓</span> The same image, ${drawn.length} ${noun(drawn.length, "time")}:</b> <b class="number differing">0</b> of ${all} pixels differ, compared pixel by pixel. All methods use the same noise.`
            : tHtml`<b class="check wrong"><span aria-hidden="true">✗</span> Not the same image:</b> ${drawn.map(
                ({ title, differing: count }) => html`${title} <b class="number differing">${count}</b> `,
              )} of ${all} pixels differ from the first’s.`
      }
      <span class="soft">${t`Weights: ${model.source}.`}</span>
      ${tooMuch(left)}
    </p>
  `;
}

const tooMuch = (left: number | null): TemplateResult | typeof nothing =>
  left === null
    ? nothing
    : html`<span class="soft"
        >${t`Naive drawing would take ${grouped(left)} multiply-adds and is left out, and so is the fixed point; choose a smaller image or fewer channels.`}</span
      >`;

/** Which methods draw; the last one stays. */
function methodBoxes({ state, set }: ViewHost): TemplateResult {
  const chosen = parseMethods(state.methods) ?? SAMPLING_METHODS;
  return html`
    <fieldset class="boxes">
      <legend class="visually-hidden">${t`Methods that draw`}</legend>
      ${SAMPLING_METHODS.map(
        (method) =>
          html`<label>
            <input
              type="checkbox"
              name=${method}
              .checked=${live(chosen.includes(method))}
              ?disabled=${chosen.length === 1 && chosen[0] === method}
              @change=${(event: Event) => {
                const isOn = (event.currentTarget as HTMLInputElement).checked;
                set({
                  methods: SAMPLING_METHODS.filter((other) => (other === method ? isOn : chosen.includes(other))).join(
                    " ",
                  ),
                });
              }}
            />
            ${methodOf(method).title}
          </label>`,
      )}
    </fieldset>
  `;
}

const legend = (inTurn: boolean): TemplateResult => html`
  <section class="how" aria-label=${t`How to read this`}>
    <h2>${t`How to read this`}</h2>
    <ul>
      <li><span class="swatch now-swatch"></span> ${t`drawn, or changed, in this pixel-step`}</li>
      <li><span class="swatch guess-swatch"></span> ${t`a guess that will still change`}</li>
      <li><span class="swatch waits"></span> ${t`not drawn yet`}</li>
      ${inTurn ? stripesEntry() : nothing}
      <li>
        <span class="swatch cell-swatch"></span> ${t`its cells are computed in this step, brighter for more layers`}
      </li>
    </ul>
    <p class="soft">
      ${
        inTurn
          ? t`A pixel-step draws pixels, or one colour of them. A matvec step is one level of matrix-vector products that run together. A dispatch is one call of the GPU.`
          : t`A pixel-step draws pixels. A matvec step is one level of matrix-vector products that run together. A dispatch is one call of the GPU.`
      }
    </p>
  </section>
`;

function table({ drawn, model }: MethodsRun, { held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">${t`After your answers.`}</p>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`What was executed`}>
      <table class="number">
        <caption>
          ${t`What was executed: one image of a ${model.spec.kind}, ${model.source}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t`method`}</th>
            <th scope="col">${t`pixel-steps`}</th>
            <th scope="col">${t`formula`}</th>
            <th scope="col">${t`matvec steps`}</th>
            <th scope="col">${t`dispatches`}</th>
            <th scope="col">${t`cells computed`}</th>
            <th scope="col">${t`multiply-adds`}</th>
            <th scope="col">${t`duration`}</th>
            <th scope="col">${t`pixels that differ`}</th>
          </tr>
        </thead>
        <tbody>
          ${drawn.map(
            ({ title, trace, formula, differing, method }) =>
              html`<tr data-row=${method}>
                <th scope="row">${title}</th>
                <td>${trace.pixelSteps}</td>
                <td>${formula ? `${formula.isBound ? "≤ " : ""}${formula.value}` : "–"}</td>
                <td>${grouped(trace.matvecSteps)}</td>
                <td>${grouped(trace.dispatches)}</td>
                <td>${grouped(trace.cells)}</td>
                <td>${grouped(trace.multiplyAdds)}</td>
                <td>${timeText(trace.milliseconds)}</td>
                <td>${differing}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
