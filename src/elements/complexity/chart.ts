import type { ComparedId } from "../../models/comparison.js";
import { markerPath } from "../figure/markers.js";
import type { DrawnMark } from "../figure/marks-view.js";
import type { Panel } from "./growth.js";
import { hueOf, rows, type Row } from "./models.js";

/** A token's colour, for the page or for paper. */
export type Paint = (token: string) => string;

export interface ChartLook {
  /** Where its upper left corner lies. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** The smallest and the largest value of all panels. */
  readonly range: readonly [number, number];
  /** The model whose line stands out; null for none. */
  readonly highlighted: ComparedId | null;
  readonly paint: Paint;
}

const MARGIN = { top: 14, right: 12, bottom: 42, left: 46 };
const TEXT = 12;
const FADED = 0.22;
/** A square on a circle shows both: models that count the same lie on one line. */
const RADIUS: Readonly<Record<Row["marker"], number>> = { circle: 4.5, square: 2.75, triangle: 3, diamond: 3 };

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

// d3-scale and d3-shape would cost the page a quarter of its budget for this.
const logarithmic =
  ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) =>
  (value: number): number =>
    from === to ? (start + end) / 2 : start + ((end - start) * Math.log(value / from)) / Math.log(to / from);

/** What all panels of a quantity span, widened to a decade at least, so that a constant line lies level. */
export const rangeOf = (panels: readonly Panel[]): readonly [number, number] => {
  const values = panels.flatMap(({ lines }) => lines.flatMap((line) => line.values.filter((value) => value !== null)));
  const positive = values.filter((value) => value > 0);
  const low = Math.floor(Math.log10(Math.min(...positive)));
  const high = Math.ceil(Math.log10(Math.max(...positive)));
  return [10 ** low, 10 ** Math.max(high, low + 1)];
};

const decades = ([from, to]: readonly [number, number]): readonly number[] => {
  const first = Math.round(Math.log10(from));
  const count = Math.round(Math.log10(to)) - first;
  const every = Math.ceil(count / 6);
  return Array.from({ length: Math.floor(count / every) + 1 }, (_, i) => 10 ** (first + i * every));
};

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** One quantity of all models along one axis, both logarithmic. */
export function chartMarks({ axis, stops, now, lines }: Panel, look: ChartLook): readonly DrawnMark[] {
  const { width, height, range, highlighted, paint } = look;
  const left = look.x + MARGIN.left;
  const right = look.x + width - MARGIN.right;
  const top = look.y + MARGIN.top;
  const bottom = look.y + height - MARGIN.bottom;
  const x = logarithmic([stops[0]!, stops.at(-1)!], [left + 8, right - 6]);
  const y = logarithmic(range, [bottom, top]);
  const soft = paint("ink-soft");
  const grid = decades(range).flatMap((value): DrawnMark[] => [
    { kind: "path", d: `M${left} ${n(y(value))}H${right}`, stroke: paint("line") },
    { kind: "text", x: left - 6, y: y(value) + 4, text: compact.format(value), size: TEXT, anchor: "end", fill: soft },
  ]);
  const labels = axis.stops.map((stop): DrawnMark => ({
    kind: "text",
    x: x(stop),
    y: bottom + 16,
    text: String(stop),
    size: TEXT,
    anchor: "middle",
    fill: soft,
  }));
  const title: DrawnMark = {
    kind: "text",
    x: (left + right) / 2,
    y: look.y + height - 8,
    text: axis.title,
    size: TEXT + 1,
    weight: 600,
    anchor: "middle",
    fill: paint("ink"),
  };
  const chosen: readonly DrawnMark[] =
    now === null
      ? []
      : [
          {
            kind: "path",
            d: `M${n(x(now))} ${top}V${bottom}`,
            stroke: paint("line-strong"),
            strokeWidth: 1,
            dash: "2 2",
          },
        ];
  // The highlighted line comes last, on top of the others.
  const order = lines.toSorted((a, b) => Number(a.id === highlighted) - Number(b.id === highlighted));
  const drawn = order.flatMap(({ id, values }): DrawnMark[] => {
    const row = rows.find((candidate) => candidate.id === id)!;
    const stroke = paint(hueOf(row.family));
    const opacity = highlighted === null || highlighted === id ? 1 : FADED;
    const points = values.flatMap((value, i) =>
      value === null || value <= 0 ? [] : [[x(stops[i]!), y(value), stops[i]!] as const],
    );
    if (points.length === 0) return [];
    const at = points.map(([px, py]) => `${n(px)} ${n(py)}`).join("L");
    const marked = points.filter(([, , stop]) => stop === now || axis.stops.includes(stop));
    return [
      {
        kind: "path",
        d: `M${at}`,
        stroke,
        strokeWidth: id === highlighted ? 3 : 1.75,
        opacity,
        ...(row.dash === null ? {} : { dash: row.dash }),
      },
      {
        kind: "path",
        d: marked.map(([px, py]) => markerPath(row.marker, px, py, RADIUS[row.marker])).join(""),
        fill: stroke,
        stroke: paint("raised"),
        strokeWidth: 0.75,
        opacity,
      },
    ];
  });
  return [...grid, ...chosen, ...labels, title, ...drawn];
}
