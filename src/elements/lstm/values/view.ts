import { html } from "lit";
import type { TemplateResult } from "lit";
import { counter } from "../../controls/counter.js";
import { rampLegend } from "../../controls/legend.js";
import { t, tHtml } from "../../language/t.js";
import { rampsFor } from "../../styles/ramps.js";
import { BACKWARD_ROWS, columnOf, keyOf, placeOf, valueAt, symbolOf, type Place } from "../cells.js";
import { BACKWARD, readsOf, termsOf } from "../equations.js";
import { equationView, termKey } from "../equation-view.js";
import { scalarQuestions } from "../questions.js";
import { runScalar, type ScalarRun } from "../scalar-run.js";
import { symbolView } from "../symbol.js";
import type { LstmView, Shown, Stage } from "../view.js";
import { wordsOf } from "../words.js";
import { chosenPlace, grid } from "./grid.js";
import { inputsPanel } from "./inputs-panel.js";
import { gridStyles } from "./values.styles.js";
import { weightsPanel } from "./weights-panel.js";

/** Every value and every bar of one unit, step by step both ways. */
export const valuesView: LstmView = {
  styles: gridStyles,
  runAgain: ["x", "targets", "weights", "h0", "c0", "loss"],
  run: async (run, state, hooks) => shownOf(await runScalar(run, state, hooks)),
};

/** What is read by what is pointed at, be it a term or a value, or else by the chosen value. */
export function litPlaces(run: ScalarRun, chosen: Place, hovered: string | null): ReadonlySet<string> {
  const place = hovered === null ? chosen : placeOf(hovered, run.inputs.x.length);
  if (place) return readsOf(run, place);
  const term = [...termsOf(chosen), ...BACKWARD].find((candidate) => termKey(candidate) === hovered);
  return new Set(term?.reads(chosen.t).map(keyOf));
}

const shownOf = (run: ScalarRun): Shown => {
  const steps = run.inputs.x.length;
  return {
    view: "values",
    run,
    length: run.forward.steps + run.backward.steps,
    unit: "step",
    isAnswer: false,
    ran: run.ran,
    questions: scalarQuestions(run),
    render: (stage) => render(run, stage),
    tables: (stage) => sums(run, stage),
    said: (step) => {
      if (step === 0) return t`Nothing has run yet.`;
      const at = columnOf(step, steps);
      const [row, other] = step <= steps ? (["c", "h"] as const) : (["bar-h", "bar-c"] as const);
      const say = (name: typeof row | typeof other): string =>
        `${wordsOf(name)} ${valueAt(run, { row: name, t: at }).toPrecision(3)}`;
      return step <= steps
        ? t`Forward, step ${at} of ${steps}: ${say(row)}, ${say(other)}.`
        : t`Backward, step ${at} of ${steps}: ${say(row)}, ${say(other)}.`;
    },
  };
};

function render(run: ScalarRun, stage: Stage): TemplateResult {
  const chosen = chosenPlace(run, stage.state.chosen);
  // what a bar reads would answer how many paths there are
  const read = stage.held ? new Set<string>() : litPlaces(run, chosen, stage.hovered);
  return html`
    ${headline(run, stage)}
    <div class="looking">${grid({ run, stage, chosen, read })} ${equationPanel(run, chosen, stage)}</div>
    ${stage.clock} ${legend(stage.isDark)}
    <div class="panels">${weightsPanel(run, stage)} ${inputsPanel(stage)}</div>
  `;
}

const equationPanel = (run: ScalarRun, chosen: Place, stage: Stage): TemplateResult => html`
  <section class="panel equation" part="equation" aria-labelledby="equation-title">
    <h2 id="equation-title" class="number">
      ${symbolView(chosen.row, chosen.t)}
      <span class="soft"
        >${
          chosen.t === 0
            ? t`${wordsOf(chosen.row)}, before the first step`
            : t`${wordsOf(chosen.row)}, step ${chosen.t}`
        }</span
      >
    </h2>
    ${
      stage.withheld || stage.held
        ? html`<p class="soft">${t`Its equation: after your answers.`}</p>`
        : equationView(run, chosen, stage)
    }
    <p class="soft small">
      ${tHtml`A bar is the total derivative: <span class="formula">${symbolOf("bar-h")}</span> = ∂L/∂h, all paths together.`}
      ${run.at === "every" ? t`L is the sum of ½ (h − y)² over all steps.` : t`L is ½ (h − y)² of the last step alone.`}
    </p>
  </section>
`;

function headline(run: ScalarRun, { step, held, withheld }: Stage): TemplateResult {
  const steps = run.inputs.x.length;
  const { forward, backward } = run;
  const way =
    step === 0
      ? t`nothing has run yet`
      : step <= steps
        ? tHtml`<b>forward</b>, t = ${columnOf(step, steps)}`
        : tHtml`<b>backward</b>, t = ${columnOf(step, steps)}`;
  const agrees = forward.steps === steps && backward.steps === steps;
  return html`
    <div class="headline" part="headline">
      ${counter({
        done: step,
        total: held ? null : forward.steps + backward.steps,
        label: t`Steps done`,
        ...(held && { missing: t`steps: your guess first` }),
      })}
      <p class="formula">
        ${
          withheld
            ? html`<span class="soft">${t`formula: after your answer`}</span>`
            : html`<span
                >${t`steps = T forward + T backward = ${forward.steps} + ${backward.steps}`}
                <span class=${agrees ? "check" : "check wrong"} title=${t`as many as were executed`}
                  ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span
                  ><span class="visually-hidden"
                    >${agrees ? t`as many as were executed` : t`not what was executed`}</span
                  ></span
                ></span
              >`
        }
      </p>
      <p class="width-line">
        <span>${held ? t`after your answers` : way}</span>
        <span class="loss-line">${tHtml`loss L = <b class="number">${held ? "–" : run.loss.toPrecision(6)}</b>`}</span>
      </p>
    </div>
  `;
}

const legend = (isDark: boolean): TemplateResult => html`
  <section class="how" part="legend" aria-label=${t`How to read this`}>
    ${rampLegend({ ramp: rampsFor(isDark).signed, title: t`Value, scaled by row; gates to ±1`, ends: ["−max", "0", "+max"] })}
    <ul>
      <li><span class="swatch now-swatch"></span> ${t`computed in this step`}</li>
      <li><span class="swatch waits"></span> ${t`not computed yet`}</li>
      <li><span class="swatch chosen-swatch"></span> ${t`chosen value`}</li>
      <li><span class="swatch read-swatch"></span> ${t`what it reads`}</li>
    </ul>
  </section>
`;

/** The gradients with all their digits: the grid is its own table. */
function sums(run: ScalarRun, { held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">${t`After your answers.`}</p>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${t`Values and bars with more digits`}>
      <table class="number">
        <caption>
          ${t`Values and bars with more digits`}
        </caption>
        <thead>
          <tr>
            <th scope="col">t</th>
            ${(["i", "f", "g", "o", "c", "h", ...BACKWARD_ROWS] as const).map(
              (row) => html`<th scope="col">${symbolView(row)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${run.steps.map(
            (_, k) =>
              html`<tr>
                <th scope="row">${k + 1}</th>
                ${(["i", "f", "g", "o", "c", "h", ...BACKWARD_ROWS] as const).map(
                  (row) =>
                    html`<td>
                      ${valueAt(run, { row, t: k + 1 })
                        .toPrecision(7)
                        .replace("-", "−")}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}
