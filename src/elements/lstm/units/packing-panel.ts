import { html } from "lit";
import type { TemplateResult } from "lit";
import { marksCanvas } from "../../controls/marks-canvas.js";
import { t, tHtml } from "../../language/t.js";
import { rampsFor } from "../../styles/ramps.js";
import type { Stage } from "../view.js";
import { PACKING_GAP, packingMarks } from "./pictures.js";
import type { UnitsRun } from "./units-run.js";

/** Where a library keeps its gates, from the first row on. */
const ORDERS: readonly (readonly [library: string, order: string])[] = [
  ["PyTorch, cuDNN", "i f g o"],
  ["ONNX", "i o f c"],
  ["Keras", "i f c o"],
];

const GATES = ["i", "f", "g", "o"] as const;
const MOST_WIDTH = 420;
const MOST_HEIGHT = 320;

/** How torch packs the four gates into one matrix, with the very weights that ran. */
export function packingPanel(run: UnitsRun, { isDark, width }: Stage): TemplateResult {
  const { spec, layer } = run;
  const inputs = layer === 0 ? spec.inputs : spec.hidden;
  const rows = 4 * spec.hidden;
  const room = Math.min(MOST_WIDTH, width - 130) - PACKING_GAP;
  const side = Math.max(1, Math.floor(Math.min(room / (inputs + spec.hidden), MOST_HEIGHT / rows, 12)));
  const size = { width: (inputs + spec.hidden) * side + PACKING_GAP, height: rows * side };
  const look = {
    ramp: rampsFor(isDark).signed,
    paint: (token: string) => (token === "ink" && isDark ? "#eef0f4" : "#1a2233"),
    side,
    x: 0,
    y: 0,
  };
  return html`
    <section class="panel" part="packing" aria-labelledby="packing-title">
      <h2 id="packing-title">${t`How torch packs it: layer ${layer + 1}`}</h2>
      <p class="small">
        ${tHtml`<code>weight_ih_l${layer}</code> is (4 H, ${layer === 0 ? "I" : "H"}) = (${rows}, ${inputs}), <code>weight_hh_l${layer}</code> (4 H, H) = (${rows}, ${spec.hidden}): the gates stand one below the other, so that one product gives all four pre-activations.`}
      </p>
      <div class="packing">
        <ul class="gate-rows number" aria-label=${t`Rows of the gates`}>
          ${GATES.map(
            (gate, g) =>
              html`<li>
                <b><var>${gate}</var></b>
                <span class="soft">${t`rows ${g * spec.hidden}–${(g + 1) * spec.hidden - 1}`}</span>
              </li>`,
          )}
        </ul>
        <div class="packing-pictures">
          ${marksCanvas({
            ...size,
            marks: packingMarks(run, look),
            label: t`The weights of layer ${layer + 1} as they ran: weight_ih and weight_hh side by side, gates i, f, g, o from the top.`,
          })}
          <p class="soft small">${t`left W_ih, right W_hh; purple −, green +`}</p>
        </div>
      </div>
      <table class="number orders">
        <caption class="small">
          ${t`Other libraries pack the gates in another order; weights that move between them have to be permuted.`}
        </caption>
        <tbody>
          ${ORDERS.map(
            ([library, order]) =>
              html`<tr>
                <th scope="row">${library}</th>
                <td>${order}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="soft small">
        ${tHtml`torch has two biases, <code>bias_ih</code> and <code>bias_hh</code>, which are only ever added: their gradients are equal.`}
      </p>
    </section>
  `;
}
