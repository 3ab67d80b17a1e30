/** Lines over steps on a logarithmic axis: magnitudes that span many powers of ten. */
import { superscript } from "../controls/decimal.js";
import type { DrawnMark } from "./marks-view.js";

export interface LogLine {
  /** By x; what is 0 or not finite is left out. */
  readonly values: readonly number[];
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly dash?: string;
}

export interface LogChart {
  readonly lines: readonly LogLine[];
  /** Where the values of all lines lie on the x axis, ascending. */
  readonly xs: readonly number[];
  readonly xTitle: string;
  readonly width: number;
  readonly height: number;
  /** An x that is pointed at. */
  readonly at?: number | null;
  /** A token's colour, for the page or for paper. */
  readonly paint: (token: string) => string;
}

const MARGIN = { top: 12, right: 14, bottom: 42, left: 52 };
const TEXT = 12;
/** More decades than this get a label every few. */
const MOST_LABELS = 8;

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** The powers of ten that hold all values, at least two apart. */
export const decadesOf = (lines: readonly LogLine[]): readonly [low: number, high: number] => {
  let [least, most] = [Infinity, 0];
  for (const { values } of lines)
    for (const value of values) {
      const size = Math.abs(value);
      if (size === 0 || !Number.isFinite(size)) continue;
      least = Math.min(least, size);
      most = Math.max(most, size);
    }
  if (most === 0) return [-1, 1];
  // a power of ten lies on its own line, also when rounding left it a little off
  const low = Math.floor(Math.log10(least) + 1e-6);
  // + 0 makes −0 plain
  return [low + 0, Math.max(low + 2, Math.ceil(Math.log10(most) - 1e-6)) + 0];
};

/** Round numbers along an axis, about five. */
export const ticksOf = (from: number, to: number): readonly number[] => {
  if (to <= from) return [from];
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10));
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick);
  return ticks;
};

/** Pixels of an x, and back. */
export const xScale = ({ xs, width }: Pick<LogChart, "xs" | "width">) => {
  const [from, to] = [xs[0]!, xs.at(-1)!];
  const [left, right] = [MARGIN.left, width - MARGIN.right];
  return {
    at: (x: number): number => (to === from ? left : left + ((right - left) * (x - from)) / (to - from)),
    invert: (pixel: number): number =>
      Math.min(to, Math.max(from, Math.round(from + ((to - from) * (pixel - left)) / (right - left)))),
  };
};

export function logChartMarks(chart: LogChart): readonly DrawnMark[] {
  const { lines, xs, xTitle, width, height, at, paint } = chart;
  const [low, high] = decadesOf(lines);
  const [left, right, top, bottom] = [MARGIN.left, width - MARGIN.right, MARGIN.top, height - MARGIN.bottom];
  const x = xScale(chart).at;
  const y = (log: number): number => bottom - ((bottom - top) * (log - low)) / (high - low);
  const every = Math.ceil((high - low) / MOST_LABELS);
  const soft = paint("ink-soft");
  const grid = Array.from({ length: high - low + 1 }, (_, i) => low + i).flatMap((power): DrawnMark[] =>
    (power - low) % every === 0 || power === 0
      ? [
          {
            kind: "path",
            d: `M${left} ${n(y(power))}H${right}`,
            stroke: paint(power === 0 ? "line-strong" : "line"),
          },
          {
            kind: "text",
            x: left - 6,
            y: y(power) + 4,
            text: power === 0 ? "1" : `10${superscript(power)}`,
            size: TEXT,
            anchor: "end",
            fill: soft,
          },
        ]
      : [],
  );
  const ticks = ticksOf(xs[0]!, xs.at(-1)!).map((tick): DrawnMark => ({
    kind: "text",
    x: x(tick),
    y: bottom + 16,
    text: String(tick),
    size: TEXT,
    anchor: "middle",
    fill: soft,
  }));
  const title: DrawnMark = {
    kind: "text",
    x: (left + right) / 2,
    y: height - 6,
    text: xTitle,
    size: TEXT + 1,
    weight: 600,
    anchor: "middle",
    fill: paint("ink"),
  };
  const pointed: readonly DrawnMark[] =
    at === undefined || at === null
      ? []
      : [{ kind: "path", d: `M${n(x(at))} ${top}V${bottom}`, stroke: paint("line-strong"), dash: "2 2" }];
  const drawn = lines.map(({ values, stroke, strokeWidth, dash }): DrawnMark => {
    let d = "";
    let isDown = false;
    values.forEach((value, i) => {
      const size = Math.abs(value);
      const isThere = size > 0 && Number.isFinite(size);
      if (isThere) d += `${isDown ? "L" : "M"}${n(x(xs[i]!))} ${n(y(Math.log10(size)))}`;
      isDown = isThere;
    });
    return { kind: "path", d, stroke, strokeWidth, ...(dash !== undefined && { dash }) };
  });
  return [...grid, ...ticks, title, ...pointed, ...drawn];
}
