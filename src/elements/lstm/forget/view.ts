import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { answersChoice } from "../../controls/answers-choice.js";
import { choice } from "../../controls/choice.js";
import { decimal, figures } from "../../controls/decimal.js";
import type { Question } from "../../controls/questions.js";
import { slider } from "../../controls/slider.js";
import { logChartMarks, xScale } from "../../figure/log-chart.js";
import { marksView } from "../../figure/marks-view.js";
import { lstmState } from "../lstm.state.js";
import { symbolView, weightView } from "../symbol.js";
import type { LstmView, Shown, Stage } from "../view.js";
import { barAt, halfLife, isInLimit, measuredFactor, runForget, type ForgetRun } from "./forget-run.js";
import { forgetStyles } from "./forget.styles.js";
import { drawnLines, reachLines, type ReachLine } from "./lines.js";

const { fields } = lstmState;

/** How far back a gradient reaches, and what the claim about it does not say. */
export const forgetView: LstmView = {
  styles: forgetStyles,
  runAgain: ["biasI", "biasF", "biasO", "open", "horizon", "recurrent"],
  run: async (run, state, hooks) => shownOf(await runForget(run, state, hooks)),
};

const shownOf = (run: ForgetRun): Shown => ({
  view: "forget",
  length: 0,
  unit: "step",
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
      prompt: `A linear RNN h(t) = w h(t − 1) has w = ${run.recurrent}. After how many steps back is its gradient below one thousandth for the first time?`,
      answer: back,
      explain: `${run.recurrent} to the ${back} is ${decimal(bars[back]!)}. With these gates the LSTM’s ∂L/∂c is ${decimal(kept)} after as many steps.`,
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
    return html`<section class="panel"><p class="soft">The chart: after your answers.</p></section>
      ${settings(run, stage)}`;
  const lines = reachLines(run, state);
  const width = Math.min(stage.width, 1180);
  const back = pointedAt(stage) ?? run.steps;
  return html`
    <p class="reach-title">
      ${
        back === run.steps
          ? html`After <b class="number">${run.steps}</b> steps back, at <i>t</i> = 0, the gradient is`
          : html`After <b class="number">${back}</b> steps back, at <i>t</i> = ${run.steps - back}, it is`
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
  const look = { xs, width, height: HEIGHT, xTitle: "steps back from T", paint };
  return html`
    <svg
      class="chart"
      part="chart"
      width=${width}
      height=${HEIGHT}
      viewBox="0 0 ${width} ${HEIGHT}"
      role="img"
      aria-label="The size of the gradient against the steps that it went back, on a logarithmic axis. The numbers stand in the table below."
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

/** The gates of the four rows of the comparison, a = 10, 5, 2, 0: the input gate and the output gate closed as far as the forget gate is open. */
const PRESETS = [10, 5, 2, 0] as const;

function settings(run: ForgetRun, { state, set }: Stage): TemplateResult {
  const biasOf = (id: "biasI" | "biasF" | "biasO", gate: "i" | "f" | "o", name: string): TemplateResult => {
    const bias = state.open ? (run.inputs.weights[`b${gate}`] ?? 0) : state[id];
    return slider({
      id,
      label: html`Bias of the ${name}, <span class="formula"><var>b</var><sub>${gate}</sub></span>`,
      min: fields[id].min,
      max: fields[id].max,
      step: 0.5,
      value: bias,
      text: `${String(bias).replace("-", "−")} → ${gate} = ${run.last[gate] > 0.999 ? `1 − ${decimal(1 - run.last[gate])}` : decimal(run.last[gate])}`,
      disabled: state.open,
      onInput: (value) => set({ [id]: value }),
    });
  };
  return html`
    <section class="panel" part="settings" aria-labelledby="gates-title">
      <h2 id="gates-title">The gates</h2>
      <div class="actions">
        ${PRESETS.map(
          (a) =>
            html`<button
              type="button"
              aria-pressed=${!state.open && state.biasF === a && state.biasI === -a && state.biasO === -a ? "true" : "false"}
              @click=${() => set({ biasI: -a, biasF: a, biasO: -a, open: false })}
            >
              b = ±${a}
            </button>`,
        )}
        <button
          type="button"
          aria-pressed=${state.open ? "true" : "false"}
          @click=${() => set({ open: !state.open, ...(!state.open && { horizon: Math.min(state.horizon, 50) }) })}
        >
          open gates
        </button>
      </div>
      ${biasOf("biasF", "f", "forget gate")} ${biasOf("biasI", "i", "input gate")}
      ${biasOf("biasO", "o", "output gate")}
      ${slider({
        id: "horizon",
        label: html`Steps <var class="formula">T</var>`,
        min: fields.horizon.min,
        max: fields.horizon.max,
        value: state.horizon,
        text: String(state.horizon),
        onInput: (horizon) => set({ horizon }),
      })}
      ${slider({
        id: "recurrent",
        label: html`Weight <var class="formula">w</var> of the linear RNN`,
        min: fields.recurrent.min,
        max: fields.recurrent.max,
        step: 0.05,
        value: state.recurrent,
        text: String(state.recurrent),
        onInput: (recurrent) => set({ recurrent }),
      })}
      ${choice({
        id: "seeded",
        label: "The gradient starts from",
        options: [
          ["c", "∂L/∂c = 1 at T"],
          ["h", "∂L/∂h = 1 at T"],
        ],
        value: state.seeded,
        onChoice: (seeded) => set({ seeded }),
      })}
      <p class="soft small">
        ${
          state.open
            ? "Every recurrent weight is 0 but w_hg = 2, the biases are 10, x = 0 and c = 0 at every step."
            : "Every recurrent weight w_h· is 1, w_xg = ½, x = 1 at every step, c before the first step ½: the biases are all that is left."
        }
      </p>
      ${answersChoice(state.mode, (mode) => set({ mode }))}
    </section>
  `;
}

/** What "the forget gate lets the gradient through" says and what it does not, each with the number of this run. */
function limits(run: ForgetRun, { state, withheld, set }: Stage): TemplateResult {
  const { o, c } = run.last;
  const entering = o * (1 - Math.tanh(c) ** 2);
  const inLimit = isInLimit(run);
  const perStep = measuredFactor(run);
  const reads = run.inputs.x.some((x) => x !== 0);
  return html`
    <section class="panel limits" aria-labelledby="limits-title">
      <h2 id="limits-title">What it says, and what it does not</h2>
      ${
        withheld
          ? html`<p class="soft">After your answers.</p>`
          : html`
              ${inLimit ? claim(run) : noClaim(perStep)}
              <ul>
                <li>
                  <b>The loss reaches c only through o.</b> Of ∂L/∂h = 1 at the last step the cell gets <var>o</var> (1
                  − tanh² <var>c</var>) =
                  <b class="number entering">${decimal(entering)}</b> ${inLimit ? "once; then it stays" : "at first"}:
                  ${symbolView("bar-c")} at <i>t</i> = 0 is <b class="number">${decimal(barAt(run, "h", "c", 0))}</b>.
                  ${
                    state.seeded === "c"
                      ? html`<button type="button" @click=${() => set({ seeded: "h" })}>Show it from ∂L/∂h</button>`
                      : nothing
                  }
                </li>
                ${
                  reads && inLimit
                    ? html`<li>
                        <b>The weights learn little all the same.</b> Every share of ∂L/∂${weightView("xi")} carries
                        <var>i</var> (1 − <var>i</var>) =
                        <b class="number">${decimal(run.last.i * (1 - run.last.i))}</b>; together they are
                        <b class="number of-input">${decimal(run.reach[state.seeded].ofInput)}</b>.
                      </li>`
                    : nothing
                }
                <li>
                  <b>An LSTM can explode.</b> ${
                    state.open
                      ? html`With open gates and w<sub>hg</sub> = 2 the step back from <i>t</i> = 2 to 1 multiplies
                          ${symbolView("bar-c")} by <b class="number per-step">${decimal(perStep)}</b>, and every one
                          between by <var>f</var> + <var>i</var> w<sub>hg</sub> <var>o</var>, nearly 3.`
                      : html`The limit is what prevents it.
                          <button
                            type="button"
                            @click=${() => set({ open: true, horizon: Math.min(state.horizon, 50) })}
                          >
                            Open the gates
                          </button>`
                  }
                </li>
              </ul>
              <p class="soft small">
                The engine computes in float32: where it can hold the number, its bars differ from the equations in
                float64 by a share of ${decimal(run.difference)} at most; other numbers are the equations’.
              </p>
            `
      }
    </section>
  `;
}

/** What holds in the limit, with the numbers of these gates. */
const claim = (run: ForgetRun): TemplateResult => html`
  <p>
    With <var>f</var> → 1 and <var>i</var>, <var>o</var> → 0 almost nothing is added to ${symbolView("bar-c")} on its
    way: it is multiplied by the forget gate, 1 − <b class="number">${figures(1 - run.forget)}</b> a step. By that half
    of it is left after ln 2 / −ln <var>f</var> = <b class="number">${figures(halfLife(run))}</b> steps.
  </p>
`;

const noClaim = (perStep: number): TemplateResult => html`
  <p>
    The claim is about <var>f</var> → 1 and <var>i</var>, <var>o</var> → 0, and these gates are not there: other paths
    add to ${symbolView("bar-c")}. The step back from <i>t</i> = 2 to 1 multiplies it by
    <b class="number">${decimal(perStep)}</b>.
  </p>
`;

/** Some of the steps, and the last. */
const stopsOf = (steps: number): readonly number[] =>
  [...new Set([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, steps])].filter((back) => back <= steps).sort((a, b) => a - b);

function table(run: ForgetRun, { state, held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">After your answers.</p>`;
  const lines = reachLines(run, state);
  const stops = stopsOf(run.steps);
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="The gradient by steps back">
      <table class="number">
        <caption>
          The gradient by steps back
        </caption>
        <thead>
          <tr>
            <th scope="col"><span class="visually-hidden">Net</span></th>
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
