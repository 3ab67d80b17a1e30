/** What is not needed for the pictures: how to read them, what can be set, their numbers, and what is asked before. */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { SAMPLING_METHODS } from "../../../schedule/sampling.js";
import { t } from "../../language/t.js";
import { grouped, stripesEntry, timeText } from "../lane.js";
import { parseMethods } from "../sampler.state.js";
import { drawSettings, hasKernels, modelChoice } from "../settings.js";
import { coloursOf, methodOf } from "../specs.js";
import type { ViewHost } from "../view.js";
import type { MethodsRun } from "./run.js";

export { methodQuestions } from "./questions.js";

export const panels = (run: MethodsRun, host: ViewHost): TemplateResult => html`
  ${legend(coloursOf(run.model.spec) === 3)} ${methodBoxes(host)}
  ${drawSettings(host, modelChoice(host), hasKernels(host.state.model))}
`;

/** Which methods draw; the last one stays. */
function methodBoxes({ state, set }: ViewHost): TemplateResult {
  const chosen = parseMethods(state.methods) ?? SAMPLING_METHODS;
  return html`
    <fieldset class="boxes" part="choice">
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

/** What every method took. */
export function methodsTable({ drawn, model }: MethodsRun): TemplateResult {
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
