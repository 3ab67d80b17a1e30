import { html, nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { marksView } from "../figure/marks-view.js";
import { PLACEMENTS, placementOf, type PlacementName } from "../../models/residual.js";
import { endFactors, lawOf, perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import { DIAGRAM, diagramHeight, diagramMarks, pathData, type GradientPath } from "./diagram.js";
import { factor, figures, headline } from "./format.js";
import { lookOf } from "./look.js";
import type { FlowState } from "./setup.js";

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
        <span class="visually-hidden">${side === "first" ? "First placement" : "Second placement"}</span>
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
  if (withheld) return html`<p class="soft">The numbers come after your answers.</p>`;
  if (!curves) return html`<p class="soft">being measured …</p>`;
  const { gradient, skip, signal } = curves;
  const { first, last } = endFactors(gradient);
  const isExponential = lawOf(gradient) === "exponential";
  return html`
    <p class="big number"><b>${headline(ratioOf(gradient))}</b></p>
    <p>
      gradient at the first block, against the last: × ${factor(perBlock(gradient))} a block.
      ${
        isExponential
          ? html`A <b>straight line</b>: exponential in depth (last ten blocks × ${factor(last)}, first ten ×
              ${factor(first)}).`
          : html`A <b>bending line</b>: a power of the depth (last ten blocks × ${factor(last)}, first ten ×
              ${factor(first)}).`
      }
    </p>
    <dl class="facts number">
      <div>
        <dt>skip connections alone</dt>
        <dd>${skip ? (ratioOf(skip) === 1 ? "× 1, exactly" : `× ${figures(ratioOf(skip))}`) : "none"}</dd>
      </div>
      <div>
        <dt>forward signal, last against input</dt>
        <dd>× ${figures(1 / ratioOf(signal))}</dd>
      </div>
    </dl>
  `;
}

const PATHS: readonly (readonly [GradientPath, string])[] = [
  ["identity", "Identity path"],
  ["branch", "Branch"],
];

function architecture(
  side: SideName,
  placement: PlacementName,
  curves: PlacementCurves | undefined,
  { state, lit, withheld, onLight }: SidesInput,
): TemplateResult {
  const { norm, weight } = state;
  const { skip } = placementOf(placement);
  const height = diagramHeight(placement, norm);
  const { colour } = lookOf(placement, state);
  const measured = (path: GradientPath): string => {
    if (path === "identity" && !skip) return "none";
    if (withheld || !curves) return "";
    const value = path === "branch" ? curves.branchFactor : perBlock(curves.skip!);
    return `× ${factor(value)} a block`;
  };
  const { branch, after } = placementOf(placement);
  const said = `branch: ${branch.join(", ")}; ${skip ? `then the addition${after.length > 0 ? `, then ${after.join(", ")}` : " and nothing after it"}` : "no skip"}`;
  return html`
    <div class="architecture">
      <svg
        class="diagram"
        role="img"
        aria-label=${`One block, ${placementOf(placement).title}. ${said.replaceAll("norm", "batch norm").replaceAll("relu", "ReLU")}.`}
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
      <div class="paths" role="group" aria-label="Paths of the gradient">
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
              ${name} <b class="number">${measured(path) || nothing}</b>
            </button>
          `,
        )}
        <p class="soft path-note">
          ${withheld && lit !== null ? "What it does comes after your answers." : noteOf(placement, lit)}
        </p>
      </div>
    </div>
  `;
}

/** What the lit path meets on its way back. */
function noteOf(placement: PlacementName, lit: GradientPath | null): string {
  const { after, skip } = placementOf(placement);
  if (lit === null) return "Point at a path, or focus its button, to light it.";
  if (lit === "branch")
    return "The Jacobian of the weights, norms and gates of this block: what it adds to the gradient.";
  if (!skip) return "There is none.";
  if (after.length === 0) return "Nothing stands on it: the gradient arrives as it started, at every depth.";
  const words = after.map((kind) => (kind === "norm" ? "batch norm" : "ReLU")).join(" and ");
  return `After the addition stands ${words}: every block changes what comes down this path.`;
}
