import { html } from "lit";
import type { TemplateResult } from "lit";
import { counter } from "../../controls/counter.js";
import { rampLegend } from "../../controls/legend.js";
import { rampsFor } from "../../styles/ramps.js";
import { BACKWARD_ROWS, columnOf, keyOf, placeOf, valueAt, WORDS, symbolOf, type Place } from "../cells.js";
import { BACKWARD, readsOf, termsOf } from "../equations.js";
import { equationView, termKey } from "../equation-view.js";
import { scalarQuestions } from "../questions.js";
import { runScalar, type ScalarRun } from "../scalar-run.js";
import { symbolView } from "../symbol.js";
import type { LstmView, Shown, Stage } from "../view.js";
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
    length: run.forward.steps + run.backward.steps,
    unit: "step",
    ran: run.ran,
    questions: scalarQuestions(run),
    render: (stage) => render(run, stage),
    tables: (stage) => sums(run, stage),
    said: (step) => {
      if (step === 0) return "Nothing has run yet.";
      const t = columnOf(step, steps);
      const [row, other] = step <= steps ? (["c", "h"] as const) : (["bar-h", "bar-c"] as const);
      const say = (name: typeof row | typeof other): string =>
        `${WORDS[name]} ${valueAt(run, { row: name, t }).toPrecision(3)}`;
      return `${step <= steps ? "Forward" : "Backward"}, step ${t}: ${say(row)}, ${say(other)}.`;
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
      <span class="soft">${WORDS[chosen.row]}${chosen.t === 0 ? ", before the first step" : `, step ${chosen.t}`}</span>
    </h2>
    ${
      stage.withheld || stage.held
        ? html`<p class="soft">Its equation: after your answers.</p>`
        : equationView(run, chosen, stage)
    }
    <p class="soft small">
      A bar is the total derivative: <span class="formula">${symbolOf("bar-h")}</span> = ∂L/∂h, all paths together.
      ${run.at === "every" ? "L is the sum of ½ (h − y)² over all steps." : "L is ½ (h − y)² of the last step alone."}
    </p>
  </section>
`;

function headline(run: ScalarRun, { step, held, withheld }: Stage): TemplateResult {
  const steps = run.inputs.x.length;
  const { forward, backward } = run;
  const way =
    step === 0
      ? "nothing has run yet"
      : step <= steps
        ? html`<b>forward</b>, t = ${columnOf(step, steps)}`
        : html`<b>backward</b>, t = ${columnOf(step, steps)}`;
  const agrees = forward.steps === steps && backward.steps === steps;
  return html`
    <div class="headline">
      ${counter({
        done: step,
        total: held ? null : forward.steps + backward.steps,
        label: "Steps done",
        ...(held && { missing: "steps: your guess first" }),
      })}
      <p class="formula">
        ${
          withheld
            ? html`<span class="soft">formula: after your answer</span>`
            : html`<span
                >steps = T forward + T backward = ${forward.steps} + ${backward.steps}
                <span class=${agrees ? "check" : "check wrong"} title="as many as were executed"
                  ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span
                  ><span class="visually-hidden"
                    >${agrees ? "as many as were executed" : "not what was executed"}</span
                  ></span
                ></span
              >`
        }
      </p>
      <p class="width-line">
        <span>${held ? "after your answers" : way}</span>
        <span class="loss-line">loss L = <b class="number">${held ? "–" : run.loss.toPrecision(6)}</b></span>
      </p>
    </div>
  `;
}

const legend = (isDark: boolean): TemplateResult => html`
  <section class="how" aria-label="How to read this">
    ${rampLegend({ ramp: rampsFor(isDark).signed, title: "Value, scaled by row; gates to ±1", ends: ["−max", "0", "+max"] })}
    <ul>
      <li><span class="swatch now-swatch"></span> computed in this step</li>
      <li><span class="swatch waits"></span> not computed yet</li>
      <li><span class="swatch chosen-swatch"></span> chosen value</li>
      <li><span class="swatch read-swatch"></span> what it reads</li>
    </ul>
  </section>
`;

/** The gradients with all their digits: the grid is its own table. */
function sums(run: ScalarRun, { held }: Stage): TemplateResult {
  if (held) return html`<p class="soft">After your answers.</p>`;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="Values and bars with more digits">
      <table class="number">
        <caption>
          Values and bars with more digits
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
