import { t, tHtml } from "../language/t.js";
import { html, nothing } from "lit";
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

/** What one colour of the output sees of each, by colour of the output. */
const COLOUR_SEES = [() => t`red sees`, () => t`green sees`, () => t`blue sees`] as const;
const COLOUR_COUNTS = [
  (count: number | string) => tHtml`<b>${count}</b> red`,
  (count: number | string) => tHtml`<b>${count}</b> green`,
  (count: number | string) => tHtml`<b>${count}</b> blue`,
] as const;

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
      ${stat("seen", count(view.seen.length), view.seen.length === 1 ? t`pixel seen` : t`pixels seen`)}
      ${stat("window", count(view.window.length), view.isUnbounded ? t`in the whole past` : t`in the window`)}
      ${stat("blind", count(view.blind.length), t`blind`)}
    </dl>
    ${
      colour === null
        ? nothing
        : html`<p class="planes number">
            ${COLOUR_SEES[colour]()}
            ${COLOUR_COUNTS.map((counted, plane) => html`<span>${counted(count(view.planes[plane]?.length ?? 0))}</span> `)}
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
              const said = agrees ? t`as many as were counted` : t`${counted} were counted`;
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

export const atPlace = (pixel: number, width: number): string => `(${Math.floor(pixel / width)}, ${pixel % width})`;
const MOST_NAMED = 6;

/** Whether the set that the gradient shows is the structural one: quietly where it is, loudly where it is not. */
function statement({ view, measured, busy, problem, hidden }: Numbers): TemplateResult {
  const quiet = (text: string): TemplateResult => html`<p class="statement soft">${text}</p>`;
  if (hidden) return quiet(t`The measurement waits for your answers.`);
  if (view.layers === 0) return quiet(t`Layer 0 is the image itself. Go one layer on.`);
  if (problem !== "") return html`<p class="statement wrong" role="alert">${t`Not measured: ${problem}`}</p>`;
  if (!measured) return quiet(busy ? t`Measuring this output …` : t`Not measured yet.`);
  const where = measured.device === "gpu" ? t`Measured on the GPU` : t`Measured on the processor`;
  const count = new Set(measured.planes.flat()).size;
  const pixels = noun(count, "pixel");
  const wrong = differences(view.planes, measured.planes);
  if (wrong.length === 0)
    return html`<p class="statement right">
      <b
        ><span aria-hidden="true">✓</span>
        ${tHtml`${where}: <span class="measured number">${count}</span> ${pixels}, the same set.`}</b
      >
      ${t`With one gradient put in at this output and all weights positive, ∂y/∂x is not zero at exactly these.`}
    </p>`;
  const named = wrong.slice(0, MOST_NAMED).map((pixel) => atPlace(pixel, view.width));
  const places = `${named.join(", ")}${wrong.length > MOST_NAMED ? " …" : ""}`;
  return html`<p class="statement wrong" role="alert">
    <b
      ><span aria-hidden="true">✗</span>
      ${tHtml`${where}: <span class="measured number">${count}</span> ${pixels}, not the same set.`}</b
    >
    ${t`They differ at ${wrong.length} ${noun(wrong.length, "pixel")}: ${places} (row, column). One of the two is wrong; please report it with this page’s address.`}
  </p>`;
}
