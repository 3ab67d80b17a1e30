import { html, svg } from "lit";
import type { TemplateResult } from "lit";
import { t } from "../language/t.js";
import { ticks } from "./lane-times.js";
import type { WorkOfSteps } from "./lane-times.js";

export interface ChartLine {
  readonly title: string;
  readonly model: string;
  readonly work: WorkOfSteps;
}

export interface LaneChart {
  readonly lines: readonly ChartLine[];
  /** The chosen number of lanes, Infinity for the limit. */
  readonly lanes: number;
  /** The most lanes on the axis; the limit stands beyond it. */
  readonly most: number;
  /** CSS pixels. */
  readonly width: number;
}

const HEIGHT = 310;
const MARGIN = { top: 26, right: 12, bottom: 34, left: 52 };
const LIMIT_GAP = 34;
const LABEL_GAP = 15;
/** What a number on the axis needs, in CSS pixels. */
const TICK_ROOM = 50;
const NARROW = 480;
/** Widest letter that the labels have on average, in CSS pixels. */
const LETTER = 7.4;
const DASHES: readonly string[] = ["none", "none", "7 4", "2 3"];
const POINTS_PER_OCTAVE = 4;

const compact = new Intl.NumberFormat("en", { notation: "compact" });

// A logarithmic scale from 1 up. d3-scale and d3-shape would cost the page a quarter of its budget for this.
const logarithmic =
  (to: number, [start, end]: readonly [number, number]) =>
  (value: number): number =>
    start + ((end - start) * Math.log(value)) / Math.log(to);

const pathOf = (points: readonly (readonly [number, number])[]): string =>
  `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`;

/** Moves labels down so that none covers another, keeping their order. */
export function spread(positions: readonly number[], gap: number): readonly number[] {
  const order = positions.map((_, i) => i).sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const moved = [...positions];
  order.forEach((index, rank) => {
    const above = order[rank - 1];
    if (above !== undefined) moved[index] = Math.max(moved[index] ?? 0, (moved[above] ?? 0) + gap);
  });
  return moved;
}

/** Time against lanes on two logarithmic axes: a line per schedule, its limit for endless lanes at the right, the choice as a rule. */
export function laneChart({ lines, lanes, most, width }: LaneChart): TemplateResult {
  const isNarrow = width < NARROW;
  const letters = Math.max(
    ...lines.map(({ title, work }) => `${ticks(work, Infinity)}  ${isNarrow ? "" : title}`.length),
  );
  const right = width - MARGIN.right - 15 - letters * LETTER;
  const end = right - LIMIT_GAP;
  const bottom = HEIGHT - MARGIN.bottom;
  const decades = Math.ceil(Math.log10(Math.max(2, ...lines.map(({ work }) => ticks(work, 1)))));
  const x = logarithmic(most, [MARGIN.left, end]);
  const y = logarithmic(10 ** decades, [bottom, MARGIN.top]);
  const octaves = Math.round(Math.log2(most));
  const samples = Array.from({ length: octaves * POINTS_PER_OCTAVE + 1 }, (_, i) =>
    Math.max(1, Math.round(2 ** (i / POINTS_PER_OCTAVE))),
  );
  const chosen = lanes === Infinity ? right : x(Math.min(lanes, most));
  const limits = lines.map(({ work }) => ticks(work, Infinity));
  const labels = spread(
    limits.map((limit) => y(limit)),
    LABEL_GAP,
  );
  const everyOther = Math.ceil((octaves * TICK_ROOM) / (end - MARGIN.left));
  return html`<svg
    class="chart"
    width=${width}
    height=${HEIGHT}
    viewBox="0 0 ${width} ${HEIGHT}"
    role="img"
    aria-labelledby="lane-chart-title"
  >
    <title id="lane-chart-title">${t`Ticks against lanes P, both logarithmic. The tables have the numbers.`}</title>
    ${Array.from({ length: decades + 1 }, (_, i) => 10 ** i).map(
      (value) => svg`<line class="rule" x1=${MARGIN.left} x2=${right} y1=${y(value)} y2=${y(value)} />
        <text x=${MARGIN.left - 8} y=${y(value)} dy="0.32em" text-anchor="end">${compact.format(value)}</text>`,
    )}
    ${Array.from({ length: octaves + 1 }, (_, i) => i)
      .filter((i) => i % everyOther === 0)
      .map((i) => svg`<text x=${x(2 ** i)} y=${bottom + 18} text-anchor="middle">${2 ** i}</text>`)}
    <text x=${right} y=${bottom + 18} text-anchor="middle">∞</text>
    <text x=${MARGIN.left} y="12" text-anchor="end">${t`ticks`}</text>
    <text x=${(MARGIN.left + end) / 2} y=${HEIGHT - 1} text-anchor="middle">${t`lanes P`}</text>
    <line class="chosen" x1=${chosen} x2=${chosen} y1=${MARGIN.top} y2=${bottom} />
    ${lines.map(({ model, work }, i) => {
      const limit = y(limits[i] ?? 1);
      const label = labels[i] ?? limit;
      return svg`<g class=${`line ${model}`} stroke-dasharray=${DASHES[i] ?? "none"}>
        <path d=${pathOf(samples.map((p) => [x(p), y(ticks(work, p))]))} />
        <path class="to-limit" d=${`M${end} ${y(ticks(work, most))}L${right} ${limit}`} />
        <path class="leader" d=${`M${right + 5} ${limit}L${right + 12} ${label}`} />
        <circle cx=${right} cy=${limit} r="3.5" />
        <circle class="now" cx=${chosen} cy=${y(ticks(work, lanes === Infinity ? Infinity : Math.min(lanes, most)))} r="5" />
      </g>`;
    })}
    ${lines.map(
      ({ title, model }, i) => svg`<text class=${`label ${model}`} x=${right + 15} y=${labels[i] ?? 0} dy="0.32em">
        <tspan class="value">${limits[i]}</tspan>${isNarrow ? null : svg`<tspan dx="6">${title}</tspan>`}
      </text>`,
    )}
  </svg>`;
}
