import { css, html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { noun } from "../../controls/noun.js";
import { marksCanvas } from "../../controls/marks-canvas.js";
import { SAMPLING_METHODS, type SamplingMethod } from "../../../schedule/sampling.js";
import { cellsIn, mostSteps, ranOf, sizeOfDraw } from "../draws.js";
import { grouped, lane, laneRoom, lookOf, sideFor, timeText } from "../lane.js";
import { workMarks } from "../pictures.js";
import { DRAWING_SETTINGS } from "../drawing-settings.js";
import { methodOf } from "../specs.js";
import type { LatePart } from "../../controllers/late-part.js";
import type { Shown, Stage, ViewHost, ViewModule } from "../view.js";
import { weightsFor } from "../weights.js";
import { runMethods, type MethodsRun } from "./run.js";
import { t, tHtml } from "../../language/t.js";

/** One model, four methods, one clock. */
export const methodsView: ViewModule = {
  styles: css``,
  open(host) {
    const below = host.late(() => import("./below.js"));
    return {
      runAgain: ["model", "methods", ...DRAWING_SETTINGS],
      async run({ run }, state, hooks) {
        const model = await weightsFor(state.model, state, host.own, hooks.signal);
        const late = below.ready();
        const found = await runMethods(run, state, model, hooks, (part) => host.preview(shownOf(part, host, below)));
        // the questions come with it
        await late;
        return shownOf(found, host, below);
      },
    };
  },
};

/** Loaded while the pictures are drawn. */
type Below = LatePart<typeof import("./below.js")>;

const shownOf = (run: MethodsRun, host: ViewHost, below: Below): Shown => ({
  view: "methods",
  length: Math.max(0, ...run.drawn.map(({ trace }) => (run.pending.length > 0 ? mostSteps(trace) : trace.pixelSteps))),
  finishes: run.drawn.map(({ inText, hue, trace }) => ({
    step: trace.pixelSteps,
    label: inText,
    hue: `var(--sf-${hue})`,
  })),
  ran: ranOf(run.drawn),
  results: () => ({ view: "methods", run }),
  questions: run.pending.length > 0 ? [] : (below.value?.methodQuestions(run) ?? []),
  render: (stage) => render(run, host, below, stage),
  tables: ({ held }) => {
    if (held) return html`<p class="soft">${t`After your answers.`}</p>`;
    return below.value ? below.value.methodsTable(run) : html`<p class="soft">${below.problem}</p>`;
  },
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

function render(run: MethodsRun, host: ViewHost, below: Below, stage: Stage): TemplateResult {
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
    ${below.value ? below.value.panels(run, host) : below.problem}
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
