import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { t } from "../language/t.js";
import { hasDirections, isPrinted, MODEL_NAMES, orderName } from "./model.js";
import type { WavefrontState } from "./model.js";
import { wavefrontState } from "./wavefront.state.js";

type Set = (change: Partial<WavefrontState>) => void;

/** What sweeps, in which order and which way: the choices that stand above the picture. */
export function choices(state: WavefrontState, set: Set): TemplateResult {
  const { values } = wavefrontState.fields.model;
  return html`
    <div class="choices" part="choices">
      ${choice({
        id: "model",
        label: t`Model`,
        options: values.map((model) => [model, MODEL_NAMES[model]] as const),
        value: state.model,
        onChoice: (model) => set({ model }),
      })}
      ${
        isPrinted(state)
          ? nothing
          : choice({
              id: "order",
              label: t`Order`,
              options: wavefrontState.fields.order.values.map((order) => [order, orderName(order)] as const),
              value: state.order,
              onChoice: (order) => set({ order }),
            })
      }
      ${choice({
        id: "pass",
        label: t`Pass`,
        options: [
          ["forward", t`forward`],
          ["backward", t`backward`],
        ],
        value: state.pass,
        onChoice: (pass) => set({ pass }),
      })}
      ${choice({
        id: "show",
        label: t`Colour shows`,
        options: [
          ["values", state.pass === "forward" ? t`activation` : t`gradient`],
          ["step", t`step`],
        ],
        value: state.show,
        onChoice: (show) => set({ show }),
      })}
      ${
        hasDirections(state)
          ? choice({
              id: "directions",
              label: t`Sweeps from`,
              options: [
                ["1", t`1 corner`],
                ["4", t`4 corners`],
              ],
              value: state.directions,
              onChoice: (directions) => set({ directions }),
            })
          : nothing
      }
      ${
        state.model === "row-lstm" || isPrinted(state)
          ? nothing
          : choice({
              id: "layout",
              label: t`Layout`,
              options: [
                ["image", t`image`],
                ["skewed", t`skewed`],
              ],
              value: state.layout,
              onChoice: (layout) => set({ layout }),
            })
      }
      ${
        state.model === "rnn"
          ? choice({
              id: "printed",
              label: t`Formula`,
              options: [
                ["0", t`as intended`],
                ["1", t`as printed`],
              ],
              value: state.printed ? "1" : "0",
              onChoice: (printed) => set({ printed: printed === "1" }),
            })
          : nothing
      }
    </div>
  `;
}
