import { html } from "lit";
import type { TemplateResult } from "lit";
import { placementOf, type PlacementName } from "../../models/residual.js";
import { fullPreactivationGrowth, plainGrowth } from "./closed-forms.js";
import { perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import { factor, figures } from "./format.js";
import { formulas } from "./formulas.tex.js";
import { pairOf, type FlowState } from "./setup.js";

/** How the gradient comes back through a placement: which of the three forms its skip gives. */
const backward = (name: PlacementName): TemplateResult => {
  const { skip, after } = placementOf(name);
  if (!skip) return html`${formulas["no skip"]()} <span class="soft">a product of Jacobians alone</span>`;
  if (after.length === 0)
    return html`${formulas["identity skip"]()}
      <span class="soft">a term with coefficient exactly 1, at any depth</span>`;
  const words = after.map((kind) => (kind === "norm" ? "batch norm" : "ReLU")).join(" and ");
  return html`${formulas["changed skip"]()}
    <span class="soft"
      >A<sub>k</sub>, the Jacobian of ${words} after the addition, multiplies the skip at every block</span
    >`;
};

const LIMIT = "in the limit of wide layers and large batches";

/** What the measured growth is to be compared with, where a closed form is known. */
const CLOSED: Partial<Record<PlacementName, (blocks: number) => TemplateResult>> = {
  "full-preactivation": (L) =>
    html`${formulas["full pre-activation"]()}
      ${formulas["full pre-activation root"]({ expected: figures(fullPreactivationGrowth(L)) })}
      <span class="soft">${LIMIT}</span>`,
  plain: (L) =>
    html`${formulas.plain({ L, expected: figures(plainGrowth(L)) })}
      <span class="soft">${LIMIT}; stacks of finite width typically stay below</span>`,
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
      <h2 id="formulas-title">What the lines say</h2>
      <dl class="sheet">
        ${shown.map((name) => {
          const found = curves.find(({ placement }) => placement === name);
          const closed = isMeanField ? CLOSED[name] : undefined;
          return html`
            <dt>${placementOf(name).title}</dt>
            <dd>
              <div class="equation">${backward(name)}</div>
              ${
                found &&
                html`<div class="equation" data-measured=${name}>
                  ${formulas["per block"]({
                    ratio: figures(ratioOf(found.gradient)),
                    L: state.blocks,
                    factor: factor(perBlock(found.gradient)),
                  })}
                  <span class="soft">a block, measured</span>
                </div>`
              }
              ${closed && html`<div class="equation">${closed(state.blocks)}</div>`}
            </dd>
          `;
        })}
        <dt>Batch norm, backward</dt>
        <dd>
          <div class="equation">
            ${formulas["batch norm"]()} ${formulas.scale()}
            <span class="soft">with both means of the batch; without them the curves are wrong</span>
          </div>
        </dd>
      </dl>
      <p class="soft">
        On a logarithmic axis a straight line is a factor for every block: exponential. A line that flattens towards the
        loss is a power of the depth: twice the depth multiplies the growth by a constant, it does not square it. Where
        the gradient explodes, rounding errors do too: another machine may differ by some percent there.
      </p>
    </section>
  `;
};
