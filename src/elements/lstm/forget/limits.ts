import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { decimal, figures } from "../../controls/decimal.js";
import { t, tHtml } from "../../language/t.js";
import { symbolView, weightView } from "../symbol.js";
import type { Stage } from "../view.js";
import { barAt, halfLife, isInLimit, measuredFactor, type ForgetRun } from "./forget-run.js";

/** What "the forget gate lets the gradient through" says and what it does not, each with the number of this run. */
export function limits(run: ForgetRun, { state, withheld, set }: Stage): TemplateResult {
  const { o, c } = run.last;
  const entering = o * (1 - Math.tanh(c) ** 2);
  const inLimit = isInLimit(run);
  const perStep = measuredFactor(run);
  const reads = run.inputs.x.some((x) => x !== 0);
  const gain = html`<var>o</var> (1 − tanh² <var>c</var>)`;
  const share = html`<b class="number entering">${decimal(entering)}</b>`;
  const atStart = tHtml`${symbolView("bar-c")} at <i>t</i> = 0 is <b class="number">${decimal(barAt(run, "h", "c", 0))}</b>`;
  return html`
    <section class="panel limits" part="limits" aria-labelledby="limits-title">
      <h2 id="limits-title">${t`What it says, and what it does not`}</h2>
      ${
        withheld
          ? html`<p class="soft">${t`After your answers.`}</p>`
          : html`
              ${inLimit ? claim(run) : noClaim(perStep)}
              <ul>
                <li>
                  ${
                    inLimit
                      ? tHtml`<b>The loss reaches c only through o.</b> Of ∂L/∂h = 1 at the last step the cell gets ${gain} = ${share} once; then it stays: ${atStart}.`
                      : tHtml`<b>The loss reaches c only through o.</b> Of ∂L/∂h = 1 at the last step the cell gets ${gain} = ${share} at first: ${atStart}.`
                  }
                  ${
                    state.seeded === "c"
                      ? html`<button type="button" @click=${() => set({ seeded: "h" })}>
                          ${t`Show it from ∂L/∂h`}
                        </button>`
                      : nothing
                  }
                </li>
                ${
                  reads && inLimit
                    ? html`<li>
                        ${tHtml`<b>The weights learn little all the same.</b> Every share of ∂L/∂${weightView("xi")} carries <var>i</var> (1 − <var>i</var>) = <b class="number">${decimal(run.last.i * (1 - run.last.i))}</b>; together they are <b class="number of-input">${decimal(run.reach[state.seeded].ofInput)}</b>.`}
                      </li>`
                    : nothing
                }
                <li>
                  <b>${t`An LSTM can explode.`}</b> ${
                    state.open
                      ? tHtml`With open gates and w<sub>hg</sub> = 2 the step back from <i>t</i> = 2 to 1 multiplies ${symbolView("bar-c")} by <b class="number per-step">${decimal(perStep)}</b>, and every one between by <var>f</var> + <var>i</var> w<sub>hg</sub> <var>o</var>, nearly 3.`
                      : html`${t`The limit is what prevents it.`}
                          <button
                            type="button"
                            @click=${() => set({ open: true, horizon: Math.min(state.horizon, 50) })}
                          >
                            ${t`Open the gates`}
                          </button>`
                  }
                </li>
              </ul>
              <p class="soft small">
                ${t`The engine computes in float32: where it can hold the number, its bars differ from the equations in float64 by a share of ${decimal(run.difference)} at most; other numbers are the equations’.`}
              </p>
            `
      }
    </section>
  `;
}

/** What holds in the limit, with the numbers of these gates. */
const claim = (run: ForgetRun): TemplateResult => html`
  <p>
    ${tHtml`With <var>f</var> → 1 and <var>i</var>, <var>o</var> → 0 almost nothing is added to ${symbolView("bar-c")} on its way: it is multiplied by the forget gate, 1 − <b class="number">${figures(1 - run.forget)}</b> a step. By that half of it is left after ln 2 / −ln <var>f</var> = <b class="number">${figures(halfLife(run))}</b> steps.`}
  </p>
`;

const noClaim = (perStep: number): TemplateResult => html`
  <p>
    ${tHtml`The claim is about <var>f</var> → 1 and <var>i</var>, <var>o</var> → 0, and these gates are not there: other paths add to ${symbolView("bar-c")}. The step back from <i>t</i> = 2 to 1 multiplies it by <b class="number">${decimal(perStep)}</b>.`}
  </p>
`;
