import { t, tHtml } from "../language/t.js";
import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { marksView } from "../figure/marks-view.js";
import { blockOperations, PLACEMENTS, placementOf, type PlacementName } from "../../models/residual.js";
import { deathOf, endFactors, lawOf, perBlock, ratioOf, type Curve, type Law, type PlacementCurves } from "./curves.js";
import { DIAGRAM, diagramHeight, diagramMarks, pathData, type GradientPath } from "./diagram.js";
import { deathText, factor, figures, headline } from "./format.js";
import { lookOf } from "./look.js";
import type { FlowState } from "./setup.js";
import { inWords, listed } from "./stacks.js";

export type SideName = "first" | "second";

interface SidesInput {
  readonly state: FlowState;
  /** What was measured; empty while it is held back or not there yet. */
  readonly curves: readonly PlacementCurves[];
  /** Whether numbers are withheld until the reader has guessed. */
  readonly withheld: boolean;
  readonly lit: GradientPath | null;
  onLight(path: GradientPath | null): void;
  onPlacement(side: SideName, placement: PlacementName): void;
}

const token = (name: string): string => `var(--sf-${name})`;

/** The two placements side by side: what each makes of the gradient, and how it is built. */
export const sides = (input: SidesInput): TemplateResult => html`
  <div class="sides" part="sides">${(["first", "second"] as const).map((side) => sideOf(side, input))}</div>
`;

function sideOf(side: SideName, input: SidesInput): TemplateResult {
  const { state, onPlacement } = input;
  const placement = state[side];
  const curves = input.curves.find((candidate) => candidate.placement === placement);
  return html`
    <section class=${`side ${side}`} aria-labelledby=${`${side}-title`}>
      <h2 id=${`${side}-title`} class="visually-hidden">${placementOf(placement).title}</h2>
      <label class="which">
        <span class="visually-hidden">${side === "first" ? t`First placement` : t`Second placement`}</span>
        <select
          id=${side}
          .value=${live(placement)}
          @change=${(event: Event) => {
            const chosen = PLACEMENTS.find(({ name }) => name === (event.currentTarget as HTMLSelectElement).value);
            if (chosen) onPlacement(side, chosen.name);
          }}
        >
          ${PLACEMENTS.map(
            ({ name, title }) => html`<option value=${name} ?selected=${name === placement}>${title}</option>`,
          )}
        </select>
      </label>
      <div class="numbers">${numbersOf(curves, input.withheld)}</div>
      ${architecture(side, placement, curves, input)}
    </section>
  `;
}

function numbersOf(curves: PlacementCurves | undefined, withheld: boolean): TemplateResult {
  if (withheld) return html`<p class="soft">${t`The numbers come after your answers.`}</p>`;
  if (!curves) return html`<p class="soft">${t`being measured …`}</p>`;
  const { gradient, skip, signal } = curves;
  return html`
    <p class="big number"><b>${headline(ratioOf(gradient))}</b></p>
    <p>gradient at the first block, against the last: × ${factor(perBlock(gradient))} a block. ${shapeOf(gradient)}</p>
    <dl class="facts number">
      <div>
        <dt>${t`skip connections alone`}</dt>
        <dd>${skip ? skipText(skip) : "none"}</dd>
      </div>
      <div>
        <dt>${t`forward signal, last against input`}</dt>
        <dd>× ${figures(1 / ratioOf(signal))}</dd>
      </div>
    </dl>
  `;
}

function skipText(skip: Curve): string {
  const died = deathOf(skip, "last");
  if (died) return deathText(died);
  return ratioOf(skip) === 1 ? t`× 1, exactly` : `× ${figures(ratioOf(skip))}`;
}

const LAWS: Readonly<Record<Law, () => TemplateResult>> = {
  exponential: () => tHtml`A <b>straight line</b>: exponential in depth`,
  "power law": () => tHtml`A <b>bending line</b>: a power of the depth`,
  neither:
    () => tHtml`<b>Neither</b> a straight line nor a bend: it changes too little or too unevenly to follow a law of the
    depth`,
};

/** How the line of the gradient runs. */
function shapeOf(gradient: Curve): TemplateResult {
  const died = deathOf(gradient, "last");
  if (died) return tHtml`It <b>died</b>: ${deathText(died)}.`;
  const { first, last } = endFactors(gradient);
  return html`${LAWS[lawOf(gradient)]()} ${t`(last ten blocks × ${factor(last)}, first ten × ${factor(first)}).`}`;
}

const PATHS: readonly (readonly [GradientPath, () => string])[] = [
  ["identity", () => t`Identity path`],
  ["branch", () => t`Branch`],
];

function architecture(
  side: SideName,
  placement: PlacementName,
  curves: PlacementCurves | undefined,
  { state, lit, withheld, onLight }: SidesInput,
): TemplateResult {
  const { norm, weight } = state;
  const operations = blockOperations({ placement, norm });
  const { skip } = operations;
  const height = diagramHeight(placement, norm);
  const { colour } = lookOf(placement, state);
  const measured = (path: GradientPath): string => {
    if (path === "identity" && !skip) return t`none`;
    if (withheld || !curves) return "";
    const died = path === "identity" ? deathOf(curves.skip!, "last") : null;
    if (died) return deathText(died);
    const value = path === "branch" ? curves.branchFactor : perBlock(curves.skip!);
    return t`× ${factor(value)} a block`;
  };
  const after = inWords(operations.after);
  const branch = inWords(operations.branch).join(", ");
  const { title } = placementOf(placement);
  const said = !skip
    ? t`One block, ${title}. Branch: ${branch}; no skip.`
    : after.length > 0
      ? t`One block, ${title}. Branch: ${branch}; then the addition, then ${after.join(", ")}.`
      : t`One block, ${title}. Branch: ${branch}; then the addition and nothing after it.`;
  return html`
    <div class="architecture">
      <svg
        class="diagram"
        role="img"
        aria-label=${said}
        width=${DIAGRAM.width}
        height=${height}
        viewBox=${`0 0 ${DIAGRAM.width} ${height}`}
        @pointerleave=${() => onLight(null)}
      >
        ${marksView(diagramMarks(placement, norm, { x: 0, y: 0, lit, hue: colour, weight, paint: token }))}
        ${PATHS.filter(([path]) => path === "branch" || skip).map(
          ([path]) => svg`<path
            d=${pathData(placement, norm, path, { x: 0, y: 0 })}
            fill="none"
            stroke="transparent"
            stroke-width="26"
            pointer-events="stroke"
            @pointerenter=${() => onLight(path)}
          />`,
        )}
      </svg>
      <div class="paths" role="group" aria-label=${t`Paths of the gradient`}>
        ${PATHS.map(
          ([path, name]) => html`
            <button
              type="button"
              data-path=${path}
              data-side=${side}
              aria-pressed=${lit === path}
              ?disabled=${path === "identity" && !skip}
              @click=${() => onLight(path)}
              @focus=${() => onLight(path)}
              @pointerenter=${() => onLight(path)}
            >
              ${name()} <b class="number">${measured(path) || nothing}</b>
            </button>
          `,
        )}
        <p class="soft path-note">
          ${withheld && lit !== null ? t`What it does comes after your answers.` : noteOf(placement, norm, lit)}
        </p>
      </div>
    </div>
  `;
}

/** What the lit path meets on its way back. */
function noteOf(placement: PlacementName, norm: boolean, lit: GradientPath | null): string {
  const { after, skip } = blockOperations({ placement, norm });
  if (lit === null) return t`Point at a path, or focus its button, to light it.`;
  if (lit === "branch")
    return norm
      ? t`The Jacobian of the weights, norms and gates of this block: what it adds to the gradient.`
      : t`The Jacobian of the weights and gates of this block: what it adds to the gradient.`;
  if (!skip) return t`There is none.`;
  if (after.length === 0) return t`Nothing stands on it: the gradient arrives as it started, at every depth.`;
  return t`After the addition stands ${listed(inWords(after))}: every block changes what comes down this path.`;
}
