import { t } from "../language/t.js";
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { marksView } from "../figure/marks-view.js";
import { markerPath } from "../figure/markers.js";
import { placementOf } from "../../models/residual.js";
import { chartMarks, SKIP_DASH, type ChartKind } from "./chart.js";
import { ratioOf, type PlacementCurves } from "./curves.js";
import { figures } from "./format.js";
import { lookOf } from "./look.js";
import { setupText, type FlowState } from "./setup.js";
import { sameStacks, titleOf } from "./stacks.js";

const token = (name: string): string => `var(--sf-${name})`;

/** A placement's line and marker, small. */
export const swatch = (placement: PlacementCurves["placement"], state: FlowState): TemplateResult => {
  const { colour, marker } = lookOf(placement, state);
  return html`<svg class="swatch" width="26" height="12" viewBox="0 0 26 12" aria-hidden="true">
    <path d="M0 6H26" fill="none" stroke=${token(colour)} stroke-width="2" />
    <path d=${markerPath(marker, 13, 6, 3)} fill=${token(colour)} />
  </svg>`;
};

const SPOKEN: Readonly<Record<ChartKind, () => string>> = {
  gradient: () => t`Norm of the gradient against depth, logarithmic, relative to the last block.`,
  signal: () => t`Norm of the forward signal against depth, logarithmic, relative to the input.`,
};

const chart = (
  kind: ChartKind,
  curves: readonly PlacementCurves[],
  state: FlowState,
  width: number,
  height: number,
) => {
  const said = curves
    .map((one) => {
      const value = kind === "gradient" ? ratioOf(one.gradient) : 1 / ratioOf(one.signal);
      const { title } = placementOf(one.placement);
      return kind === "gradient"
        ? t`${title}: at the first block ${figures(value)} times`
        : t`${title}: at the last ${figures(value)} times`;
    })
    .join("; ");
  return html`<svg
    class="chart"
    data-chart=${kind}
    role="img"
    aria-label=${`${SPOKEN[kind]()} ${said}.`}
    width=${width}
    height=${height}
    viewBox=${`0 0 ${width} ${height}`}
  >
    ${marksView(chartMarks(kind, curves, state, { x: 0, y: 0, width, height, paint: token }))}
  </svg>`;
};

interface ChartsInput {
  readonly curves: readonly PlacementCurves[];
  readonly state: FlowState;
  /** Of the stage, in CSS pixels. */
  readonly width: number;
}

const GAP = 24;

/** The gradient's picture and, beside it or below it, the forward signal's. */
export function charts({ curves, state, width }: ChartsInput): TemplateResult {
  const isWide = width >= 820;
  const gradient = isWide ? Math.round((width - GAP) * 0.62) : width;
  const signal = isWide ? width - GAP - gradient : width;
  const { seeds } = state;
  return html`
    <ul class="key">
      <li>${line()} ${t`total`}</li>
      <li>${line(SKIP_DASH)} ${t`skip connections alone`}</li>
      ${seeds > 1 ? html`<li><span class="band"></span> ${t`least to most of ${seeds} seeds`}</li>` : nothing}
      ${sameStacks(
        curves.map(({ placement }) => placement),
        state.norm,
      ).map((group) => html`<li>${group.map((placement) => swatch(placement, state))} ${titleOf(group)}</li>`)}
    </ul>
    <div class="charts">
      ${chart("gradient", curves, state, gradient, isWide ? 380 : 320)}
      ${chart("signal", curves, state, signal, isWide ? 380 : 260)}
    </div>
    <p class="setup soft">${setupText(state)}</p>
  `;
}

const line = (dash?: string): TemplateResult =>
  html`<svg class="swatch" width="26" height="12" aria-hidden="true">
    <path d="M0 6H26" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray=${dash ?? nothing} />
  </svg>`;
