import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { decimal } from "../../controls/decimal.js";
import type { Question } from "../../controls/questions.js";
import { logChartMarks, xScale } from "../../figure/log-chart.js";
import { marksView } from "../../figure/marks-view.js";
import { t, tHtml } from "../../language/t.js";
import type { LstmView, Shown, Stage } from "../view.js";
import { barAt, runForget, type ForgetRun } from "./forget-run.js";
import { forgetStyles } from "./forget.styles.js";
import { limits } from "./limits.js";
import { drawnLines, reachLines, type ReachLine } from "./lines.js";
import { settings } from "./settings.js";

/** How far back a gradient reaches, and what the claim about it does not say. */
export const forgetView: LstmView = {
  styles: forgetStyles,
  runAgain: ["biasI", "biasF", "biasO", "open", "horizon", "recurrent"],
  run: async (run, state, hooks) => shownOf(await runForget(run, state, hooks)),
};

const shownOf = (run: ForgetRun): Shown => ({
  view: "forget",
  run,
  length: 0,
  unit: "step",
  isAnswer: false,
  ran: run.ran,
  questions: questionsOf(run),
  render: (stage) => render(run, stage),
  tables: (stage) => table(run, stage),
  said: () => "",
});

const SMALL = 1e-3;

/** Where the linear RNN forgets within the sequence: how soon. */
function questionsOf(run: ForgetRun): readonly Question[] {
  const bars = run.linear.toReversed();
  const back = bars.findIndex((bar) => Math.abs(bar) < SMALL);
  if (back < 0) return [];
  const kept = Math.abs(barAt(run, "c", "c", run.steps - back));
  return [
    {
      id: "linear",
      kind: "number",
      prompt: t`A linear RNN h(t) = w h(t − 1) has w = ${run.recurrent}. After how many steps back is its gradient below one thousandth for the first time?`,
      answer: back,
      explain: t`${run.recurrent} to the ${back} is ${decimal(bars[back]!)}. With these gates the LSTM’s ∂L/∂c is ${decimal(kept)} after as many steps.`,
    },
  ];
}

const HEIGHT = 320;

/** The steps back that are pointed at; null where none are. */
const pointedAt = ({ hovered }: Stage): number | null => {
  const back = /^back:(\d+)$/.exec(hovered ?? "")?.[1];
  return back === undefined ? null : Number(back);
};

function render(run: ForgetRun, stage: Stage): TemplateResult {
  const { state, held } = stage;
  if (held)
    return html`<section class="panel" part="chart"><p class="soft">${t`The chart: after your answers.`}</p></section>
      ${settings(run, stage)}`;
  const lines = reachLines(run, state);
  const width = Math.min(stage.width, 1180);
  const back = pointedAt(stage) ?? run.steps;
  return html`
    <p class="reach-title" part="headline">
      ${
        back === run.steps
          ? tHtml`After <b class="number">${run.steps}</b> steps back, at <i>t</i> = 0, the gradient is`
          : tHtml`After <b class="number">${back}</b> steps back, at <i>t</i> = ${run.steps - back}, it is`
      }
    </p>
    <dl class="reach">
      ${lines.map(
        ({ id, title, values, look }) =>
          html`<div data-line=${id}>
            <dt>
              <svg width="36" height="10" aria-hidden="true">
                ${marksView([
                  {
                    kind: "path",
                    d: "M0 5H36",
                    stroke: `var(--sf-${look.token})`,
                    strokeWidth: look.strokeWidth,
                    ...(look.dash !== undefined && { dash: look.dash }),
                  },
                ])}
              </svg>
              ${title}
            </dt>
            <dd class="number">${decimal(values[back]!)}</dd>
          </div>`,
      )}
    </dl>
    ${width > 0 ? chart(run, lines, stage, width) : nothing}
    <div class="panels">${settings(run, stage)} ${limits(run, stage)}</div>
  `;
}

function chart(run: ForgetRun, lines: readonly ReachLine[], stage: Stage, width: number): TemplateResult {
  const paint = (token: string): string => `var(--sf-${token})`;
  const xs = Array.from({ length: run.steps + 1 }, (_, back) => back);
  const look = { xs, width, height: HEIGHT, xTitle: t`steps back from T`, paint };
  return html`
    <svg
      class="chart"
      part="chart"
      width=${width}
      height=${HEIGHT}
      viewBox="0 0 ${width} ${HEIGHT}"
      role="img"
      aria-label=${t`The size of the gradient against the steps that it went back, on a logarithmic axis. The numbers stand in the table below.`}
      @pointermove=${(event: PointerEvent) => {
        const box = (event.currentTarget as Element).getBoundingClientRect();
        stage.hover(`back:${xScale(look).invert(((event.clientX - box.left) * width) / box.width)}`);
      }}
      @pointerleave=${() => stage.hover(null)}
    >
      ${marksView(logChartMarks({ ...look, lines: drawnLines(lines, paint), at: pointedAt(stage) }))}
    </svg>
  `;
}

/** Some of the steps, and the last. */
const stopsOf = (steps: number): readonly number[] =>
  [...new Set([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, steps])].filter((back) => back <= steps).sort((a, b) => a - b);

function table(run: ForgetRun, { state, held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">${t`After your answers.`}</p>`;
  const lines = reachLines(run, state);
  const stops = stopsOf(run.steps);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`The gradient by steps back`}>
      <table class="number">
        <caption>
          ${t`The gradient by steps back`}
        </caption>
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">${t`Net`}</span></th>
            ${stops.map((back) => html`<th scope="col">${back}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            ({ title, values }) =>
              html`<tr>
                <th scope="row">${title}</th>
                ${stops.map((back) => html`<td>${decimal(values[back]!)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
