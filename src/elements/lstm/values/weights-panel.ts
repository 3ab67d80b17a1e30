import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import {
  differenceQuotient,
  scalarForward,
  squaredLoss,
  type ScalarInputs,
  type ScalarStep,
} from "../../../models/scalar-lstm.js";
import { decimal, factor, figures } from "../../controls/decimal.js";
import { slider } from "../../controls/slider.js";
import { t, tHtml } from "../../language/t.js";
import { weightFormulas } from "../formulas.tex.js";
import { numbersText } from "../numbers.js";
import { WEIGHT_NAMES, type ScalarRun, type WeightName } from "../scalar-run.js";
import { weightView } from "../symbol.js";
import type { Stage } from "../view.js";

/** The steps whose share is in the sums when `step` of the 2 T steps are done: from T down. */
export const sharesDone = (step: number, steps: number): number => Math.min(steps, Math.max(0, step - steps));

/** The gradient of a weight as far as the backward pass has come. */
export const sumSoFar = ({ shares, inputs }: ScalarRun, name: WeightName, step: number): number => {
  const steps = inputs.x.length;
  return shares[name].slice(steps - sharesDone(step, steps)).reduce((sum, share) => sum + share, 0);
};

const lossOf =
  (targets: readonly number[], at: ScalarRun["at"]) =>
  (steps: readonly ScalarStep[]): number =>
    squaredLoss(steps, targets, at === "last" ? "last step" : "every step").loss;

/** dL/dw by a central difference of the float64 equations. */
export const checkedGradient = ({ inputs, targets, at }: ScalarRun, name: WeightName): number =>
  differenceQuotient(inputs, name, lossOf(targets, at));

/** Every weight after one step of gradient descent. */
export const updated = ({ inputs, gradients }: ScalarRun, rate: number): ScalarInputs["weights"] => ({
  ...inputs.weights,
  ...Object.fromEntries(WEIGHT_NAMES.map((name) => [name, inputs.weights[name] - rate * gradients[name]])),
});

/** The loss with those weights, by the float64 equations. */
export const lossAfter = (run: ScalarRun, rate: number): number =>
  lossOf(run.targets, run.at)(scalarForward({ ...run.inputs, weights: updated(run, rate) }));

const BAR = 100;

/** From 0 in the middle to the sum so far, with a line where it will end. */
const sumBar = (sum: number, total: number, scale: number): TemplateResult => {
  const x = (value: number): number => BAR / 2 + (BAR / 2) * (value / scale);
  return html`<svg class="sum-bar" viewBox="0 0 ${BAR} 12" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<line class="zero" x1=${BAR / 2} x2=${BAR / 2} y1="0" y2="12" />
    <rect class="so-far" x=${Math.min(x(0), x(sum))} width=${Math.abs(x(sum) - x(0))} y="2" height="8" />
    <line class="end" x1=${x(total)} x2=${x(total)} y1="0" y2="12" />`}
  </svg>`;
};

/** How far the sums have come. */
const howFar = (done: number, steps: number): string => {
  if (done === 0) return t`They begin to grow when the backward pass walks, from the last step to the first.`;
  const [left, last] = [steps - done, steps - done + 1];
  if (done === 1)
    return left === 0
      ? t`The share of step ${steps} is in: they are complete.`
      : t`The share of step ${steps} is in, ${left} to go.`;
  return left === 0
    ? t`The shares of steps ${steps} to ${last} are in: they are complete.`
    : t`The shares of steps ${steps} to ${last} are in, ${left} to go.`;
};

/** The eight sums growing as the backward pass walks, the check by difference quotients, and the update. */
export function weightsPanel(run: ScalarRun, stage: Stage): TemplateResult {
  const { state, step, set, held, withheld } = stage;
  const steps = run.inputs.x.length;
  const done = sharesDone(step, steps);
  const last = steps - done;
  const scale = WEIGHT_NAMES.reduce((most, name) => {
    let sum = 0;
    return run.shares[name].toReversed().reduce((peak, share) => Math.max(peak, Math.abs((sum += share))), most);
  }, 1e-300);
  const isChecked = state.check && done === steps && !held;
  return html`
    <section class="panel weights" part="weights" aria-labelledby="weights-title">
      <h2 id="weights-title">${t`The weights’ gradients: sums over time`}</h2>
      <p class="soft">${held ? t`After your answers.` : howFar(done, steps)}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${t`The weights’ gradients`}>
        <table class="number weights-table">
          <thead>
            <tr>
              <th scope="col">${t`weight`}</th>
              <th scope="col">${t`value`}</th>
              <th scope="col"><span class="visually-hidden">${t`Picture of the sum`}</span></th>
              <th scope="col">${t`∂L/∂w so far`}</th>
              ${
                isChecked
                  ? html`<th scope="col">${t`quotient`}</th>
                      <th scope="col">${t`error`}</th>`
                  : html`<th scope="col">${t`last share`}</th>`
              }
            </tr>
          </thead>
          <tbody>
            ${WEIGHT_NAMES.map((name) => {
              const sum = held ? 0 : sumSoFar(run, name, step);
              const quotient = isChecked ? checkedGradient(run, name) : 0;
              return html`<tr>
                <th scope="row">${weightView(name)}</th>
                <td>${decimal(run.inputs.weights[name])}</td>
                <td>${sumBar(sum, held ? 0 : run.gradients[name], scale)}</td>
                <td class="sum" data-weight=${name}>${held || done === 0 ? "–" : figures(sum)}</td>
                ${
                  isChecked
                    ? html`<td class="quotient">${figures(quotient)}</td>
                        <td class="error">${decimal(Math.abs(quotient - run.gradients[name]))}</td>`
                    : html`<td class="soft">${held || done === 0 ? "–" : figures(run.shares[name][last]!)}</td>`
                }
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
      <div class="actions">
        <button
          type="button"
          name="check"
          aria-pressed=${state.check ? "true" : "false"}
          ?disabled=${held}
          @click=${() => set({ check: !state.check })}
        >
          ${t`Check against difference quotients`}
        </button>
        ${
          state.check && !isChecked && !held
            ? html`<span class="soft">${t`beside the sums as soon as the backward pass is done`}</span>`
            : isChecked
              ? html`<span class="soft">${t`(L(w + 10⁻⁵) − L(w − 10⁻⁵)) / (2·10⁻⁵) in float64; BPTT in float32`}</span>`
              : nothing
        }
      </div>
      ${held ? nothing : update(run, stage, withheld)}
    </section>
  `;
}

function update(run: ScalarRun, { state, set }: Stage, withheld: boolean): TemplateResult {
  const { rate } = state;
  const after = updated(run, rate);
  return html`
    <div class="update">
      <h3>${tHtml`The update of ${weightView("xi")}`}</h3>
      ${
        withheld
          ? html`<p class="soft">${t`Formula: after your answers.`}</p>`
          : html`<div class="scroll" tabindex="0" role="region" aria-label=${t`The update`}>
              <p class="math">${weightFormulas.share()}</p>
              <p class="math live-line">
                ${weightFormulas.update({
                  w: figures(run.inputs.weights.xi),
                  rate: decimal(rate),
                  bar: factor(run.gradients.xi, figures),
                  after: figures(after.xi, 5),
                })}
              </p>
            </div>`
      }
      <div class="actions">
        ${slider({
          id: "rate",
          label: t`Learning rate η`,
          min: 0,
          max: 2,
          step: 0.05,
          value: rate,
          text: decimal(rate),
          onInput: (value) => set({ rate: value }),
        })}
        <button
          type="button"
          name="weights"
          @click=${() => set({ weights: numbersText(WEIGHT_NAMES.map((name) => Number(after[name].toPrecision(9)))) })}
        >
          ${t`Update all eight weights`}
        </button>
        <span class="number loss-line"
          >${tHtml`loss <b>${figures(run.loss)}</b> → <b>${figures(lossAfter(run, rate))}</b>`}</span
        >
      </div>
    </div>
  `;
}
