import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { blockOperations, placementOf, type PlacementName } from "../../models/residual.js";
import { fullPreactivationGrowth, plainGrowth } from "./closed-forms.js";
import { perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import { factor, figures } from "./format.js";
import { formulas } from "./formulas.tex.js";
import { pairOf, type FlowState } from "./setup.js";
import { inWords, listed } from "./stacks.js";

/** How the gradient comes back through a placement: which of the three forms its skip gives. */
const backward = (placement: PlacementName, norm: boolean): TemplateResult => {
  const { skip, after } = blockOperations({ placement, norm });
  if (!skip) return html`${formulas["no skip"]()} <span class="soft">${t`a product of Jacobians alone`}</span>`;
  if (after.length === 0)
    return html`${formulas["identity skip"]()}
      <span class="soft">${t`a term with coefficient exactly 1, at any depth`}</span>`;
  return html`${formulas["changed skip"]()}
  ${tHtml`<span class="soft">A<sub>k</sub>, the Jacobian of ${listed(inWords(after))} after the addition, multiplies the skip at every block</span>`}`;
};

const limit = (): string => t`in the limit of wide layers and large batches`;

/** What the measured growth is to be compared with, where a closed form is known. */
const CLOSED: Partial<Record<PlacementName, (blocks: number) => TemplateResult>> = {
  "full-preactivation": (L) =>
    html`${formulas["full pre-activation"]()}
      ${formulas["full pre-activation root"]({ expected: figures(fullPreactivationGrowth(L)) })}
      <span class="soft">${limit()}</span>`,
  plain: (L) =>
    html`${formulas.plain({ L, expected: figures(plainGrowth(L)) })}
      <span class="soft">${t`${limit()}; stacks of finite width typically stay below`}</span>`,
};

export const formulaSheet = (curves: readonly PlacementCurves[], state: FlowState): TemplateResult => {
  const isMeanField = state.norm && state.weight === "dense";
  const shown = [
    ...new Set<PlacementName>([
      ...pairOf(state).toReversed(),
      ...(isMeanField ? (["full-preactivation"] as const) : []),
    ]),
  ];
  return html`
    <section class="panel" part="formulas" aria-labelledby="formulas-title">
      <h2 id="formulas-title">${t`What the lines say`}</h2>
      <dl class="sheet">
        ${shown.map((name) => {
          const found = curves.find(({ placement }) => placement === name);
          const closed = isMeanField ? CLOSED[name] : undefined;
          return html`
            <dt>${placementOf(name).title}</dt>
            <dd>
              <div class="equation">${backward(name, state.norm)}</div>
              ${
                found &&
                html`<div class="equation" data-measured=${name}>
                  ${formulas["per block"]({
                    ratio: figures(ratioOf(found.gradient)),
                    L: state.blocks,
                    factor: factor(perBlock(found.gradient)),
                  })}
                  <span class="soft">${t`a block, measured`}</span>
                </div>`
              }
              ${closed && html`<div class="equation">${closed(state.blocks)}</div>`}
            </dd>
          `;
        })}
        ${
          state.norm
            ? html`<dt>${t`Batch norm, backward`}</dt>
                <dd>
                  <div class="equation">
                    ${formulas["batch norm"]()} ${formulas.scale()}
                    <span class="soft">${t`with both means of the batch; without them the curves are wrong`}</span>
                  </div>
                </dd>`
            : nothing
        }
      </dl>
      <p class="soft">
        ${t`On a logarithmic axis a straight line is a factor for every block: exponential. A line that flattens towards the loss is a power of the depth: twice the depth multiplies the growth by a constant, it does not square it. Where the gradient explodes, rounding errors do too: another machine may differ by some percent there.`}
      </p>
    </section>
  `;
};
