import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { choice } from "../controls/choice.js";
import { hasDirections, isPrinted, MODEL_NAMES, ORDER_NAMES } from "./model.js";
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
        label: "Model",
        options: values.map((model) => [model, MODEL_NAMES[model]] as const),
        value: state.model,
        onChoice: (model) => set({ model }),
      })}
      ${
        isPrinted(state)
          ? nothing
          : choice({
              id: "order",
              label: "Order",
              options: wavefrontState.fields.order.values.map((order) => [order, ORDER_NAMES[order]] as const),
              value: state.order,
              onChoice: (order) => set({ order }),
            })
      }
      ${choice({
        id: "pass",
        label: "Pass",
        options: [
          ["forward", "forward"],
          ["backward", "backward"],
        ],
        value: state.pass,
        onChoice: (pass) => set({ pass }),
      })}
      ${choice({
        id: "show",
        label: "Colour shows",
        options: [
          ["values", state.pass === "forward" ? "activation" : "gradient"],
          ["step", "step"],
        ],
        value: state.show,
        onChoice: (show) => set({ show }),
      })}
      ${
        hasDirections(state)
          ? choice({
              id: "directions",
              label: "Sweeps from",
              options: [
                ["1", "1 corner"],
                ["4", "4 corners"],
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
              label: "Layout",
              options: [
                ["image", "image"],
                ["skewed", "skewed"],
              ],
              value: state.layout,
              onChoice: (layout) => set({ layout }),
            })
      }
      ${
        state.model === "rnn"
          ? choice({
              id: "printed",
              label: "Formula",
              options: [
                ["0", "as intended"],
                ["1", "as printed"],
              ],
              value: state.printed ? "1" : "0",
              onChoice: (printed) => set({ printed: printed === "1" }),
            })
          : nothing
      }
    </div>
  `;
}
