import { html, svg } from "lit";
import type { SVGTemplateResult, TemplateResult } from "lit";
import type { Profile } from "./profile.js";

/** In units of the chart: a step is 1 wide, the widest one `TOP` high. */
const TOP = 100;

interface Bars {
  readonly done: string;
  readonly current: string;
  readonly ahead: string;
  /** What has to wait for a free lane. */
  readonly waiting: string;
}

const bar = (step: number, low: number, high: number): string =>
  high > low ? `M${step} ${TOP - low}v${low - high}h1v${high - low}z` : "";

/** The bars as SVG paths; `step` steps are on the clock. */
export function barsOf(profile: Profile, step: number, lanes: number): Bars {
  const peak = profile.reduce((most, units) => Math.max(most, units), 1);
  const high = (units: number): number => Math.round((1000 * TOP * units) / peak) / 1000;
  const bars: Record<keyof Bars, string> = { done: "", current: "", ahead: "", waiting: "" };
  profile.forEach((units, s) => {
    const kind = s < step - 1 ? "done" : s === step - 1 ? "current" : "ahead";
    bars[kind] += bar(s, 0, high(Math.min(units, lanes)));
    bars.waiting += bar(s, high(Math.min(units, lanes)), high(units));
  });
  return bars;
}

/** The width of every step under the scrubber, on its scale; a click goes to a step. */
export function widthChart(
  profile: Profile,
  {
    step,
    lanes,
    label,
    onSeek,
  }: { readonly step: number; readonly lanes: number; readonly label: string; onSeek(step: number): void },
): TemplateResult {
  const { length } = profile;
  const peak = profile.reduce((most, units) => Math.max(most, units), 1);
  const bars = barsOf(profile, step, lanes);
  const seek = (event: PointerEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    onSeek(Math.min(length, Math.max(1, Math.ceil(((event.clientX - box.left) / box.width) * length))));
  };
  const path = (d: string, name: string): SVGTemplateResult => svg`<path class=${name} d=${d} />`;
  return html`
    <svg
      class="widths"
      part="chart"
      viewBox="0 0 ${length} ${TOP}"
      preserveAspectRatio="none"
      role="img"
      aria-label=${label}
      @pointerdown=${seek}
      @pointermove=${(event: PointerEvent) => {
        if (event.buttons === 1) seek(event);
      }}
    >
      <rect class="idle" width=${length} height=${TOP} />
      ${path(bars.ahead, "ahead")} ${path(bars.done, "ran")} ${path(bars.current, "current")}
      ${path(bars.waiting, "over")}
      ${
        lanes < peak
          ? svg`<line class="lanes-line" x1="0" x2=${length} y1=${TOP - (TOP * lanes) / peak} y2=${TOP - (TOP * lanes) / peak} />`
          : null
      }
    </svg>
  `;
}
