import { html, nothing } from "lit";
import { figures } from "../controls/decimal.js";
import type { TemplateResult } from "lit";
import type { Colour } from "../../graph/colours.js";
import { noun } from "../controls/noun.js";
import type { ClosedForm } from "./closed-forms.js";
import { differences, findings, type FieldView } from "./field-view.js";
import type { Measured } from "./measure.js";

export interface Numbers {
  readonly view: FieldView;
  readonly measured: Measured | null;
  readonly busy: boolean;
  readonly problem: string;
  readonly forms: readonly ClosedForm[];
  /** Colours of the output, with three of them. */
  readonly colour: Colour | null;
  readonly hidden: boolean;
  readonly withheld: boolean;
}

const COLOUR_NAMES = ["red", "green", "blue"] as const;

const stat = (name: string, value: number | string, label: string): TemplateResult =>
  html`<div class=${`stat ${name}`}>
    <dt>${label}</dt>
    <dd class="number">${value}</dd>
  </div>`;

/** The three counts, what was measured, and what stands out. */
export function numbers(shown: Numbers): TemplateResult {
  const { view, hidden, withheld, forms, colour } = shown;
  const count = (value: number): number | string => (hidden ? "?" : value);
  return html`
    <dl class="stats" part="numbers">
      ${stat("seen", count(view.seen.length), `${noun(view.seen.length, "pixel")} seen`)}
      ${stat("window", count(view.window.length), view.isUnbounded ? "in the whole past" : "in the window")}
      ${stat("blind", count(view.blind.length), "blind")}
    </dl>
    ${
      colour === null
        ? nothing
        : html`<p class="planes number">
            ${COLOUR_NAMES[colour]} sees
            ${COLOUR_NAMES.map((name, plane) => html`<span><b>${count(view.planes[plane]?.length ?? 0)}</b> ${name}</span> `)}
          </p>`
    }
    ${statement(shown)}
    <ul class="findings">
      ${hidden ? nothing : findings(view, colour).map((text) => html`<li>${text}</li>`)}
    </ul>
    <div class="forms">
      ${
        withheld || hidden
          ? nothing
          : forms.map(({ says, formula, value, counted }) => {
              const agrees = value === counted;
              const said = agrees ? "as many as were counted" : `${counted} were counted`;
              return html`<p class="form">
                <span class="soft">${says}:</span> ${formula}
                <span class=${agrees ? "check" : "check wrong"} title=${said}
                  ><span aria-hidden="true">${agrees ? "✓" : "✗"}</span
                  ><span class="visually-hidden">${said}</span></span
                >
              </p>`;
            })
      }
    </div>
  `;
}

const atPlace = (pixel: number, width: number): string => `(${Math.floor(pixel / width)}, ${pixel % width})`;
const MOST_NAMED = 6;

/** Whether the set that the gradient shows is the structural one: quietly where it is, loudly where it is not. */
function statement({ view, measured, busy, problem, hidden }: Numbers): TemplateResult {
  if (hidden) return html`<p class="statement soft">The measurement waits for your answers.</p>`;
  if (view.layers === 0) return html`<p class="statement soft">Layer 0 is the image itself. Go one layer on.</p>`;
  if (problem !== "") return html`<p class="statement wrong" role="alert">Not measured: ${problem}</p>`;
  if (!measured) return html`<p class="statement soft">${busy ? "Measuring this output …" : "Not measured yet."}</p>`;
  const device = measured.device === "gpu" ? "GPU" : "processor";
  const count = new Set(measured.planes.flat()).size;
  const wrong = differences(view.planes, measured.planes);
  if (wrong.length === 0)
    return html`<p class="statement right">
      <b
        ><span aria-hidden="true">✓</span> Measured on the ${device}:
        <span class="measured number">${count}</span> ${noun(count, "pixel")}, the same set.</b
      >
      With one gradient put in at this output and all weights positive, ∂y/∂x is not zero at exactly these.
    </p>`;
  const named = wrong.slice(0, MOST_NAMED).map((pixel) => atPlace(pixel, view.width));
  return html`<p class="statement wrong" role="alert">
    <b
      ><span aria-hidden="true">✗</span> Measured on the ${device}:
      <span class="measured number">${count}</span> ${noun(count, "pixel")}, not the same set.</b
    >
    They differ at ${wrong.length} ${noun(wrong.length, "pixel")}:
    ${named.join(", ")}${wrong.length > MOST_NAMED ? " …" : ""} (row, column). One of the two is wrong; please report it
    with this page’s address.
  </p>`;
}

/** What the actual weights make of the set. */
export function sensitivityLine(view: FieldView, measured: Measured | null, seed: number): TemplateResult {
  // Its place is kept, so that nothing moves when it comes.
  if (!measured || view.layers === 0) return html`<p class="sensitivity"></p>`;
  let [most, at, dead] = [0, -1, 0];
  for (const pixel of view.seen) {
    const norm = Math.hypot(...measured.norms.map((norms) => norms[pixel] ?? 0));
    if (norm === 0) dead++;
    if (norm > most) [most, at] = [norm, pixel];
  }
  const strongest = at < 0 ? "nothing" : `${most.toPrecision(3)} at ${atPlace(at, view.width)}`;
  const silent =
    dead === 0
      ? "None of the seen pixels has a sensitivity of exactly 0."
      : `${dead} of the ${view.seen.length} seen pixels ${dead === 1 ? "has" : "have"} a sensitivity of exactly 0: dead units. A gradient through actual weights is only a lower bound of the set.`;
  return html`<p class="sensitivity number">
    Through the actual weights (seed ${seed}) the largest ‖∂y/∂x‖ is <b>${strongest}</b>. ${silent}
  </p>`;
}

/** On what it was measured, in how many steps. */
export const provenance = (measured: Measured | null): string => {
  if (!measured) return "";
  const { device, adapter, steps, dispatches, milliseconds } = measured;
  const where = device === "gpu" ? `your GPU, ${adapter}` : `your processor, ${adapter}`;
  const time = milliseconds === null ? "time not measurable" : `${figures(milliseconds, 2)} ms`;
  const sent = device === "gpu" ? `, ${dispatches} GPU dispatches` : "";
  return `Measured on ${where}: ${steps[0]} steps forward, ${steps[1]} backward${sent}, ${time}. Through positive weights no two paths cancel and no unit is dead, so that the gradient is not zero exactly where a path leads.`;
};
