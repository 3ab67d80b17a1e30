import { placementOf } from "../../models/residual.js";
import { textWidth } from "../figure/layout.js";
import { markerPath } from "../figure/markers.js";
import type { DrawnMark } from "../figure/marks-view.js";
import type { Curve, PlacementCurves } from "./curves.js";
import { powerOfTen } from "./format.js";
import { lookOf } from "./look.js";
import type { FlowState } from "./setup.js";

/** Which of the two pictures: the gradient on its way back, or the signal on its way forward. */
export type ChartKind = "gradient" | "signal";

export interface ChartLook {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A token's colour, for the page or for paper. */
  readonly paint: (token: string) => string;
}

const MARGIN = { top: 30, right: 14, bottom: 46, left: 46 };
const TEXT = 12;
const NAME = 13;

/** A skip-only curve is dashed. */
export const SKIP_DASH = "6 4";

const n = (value: number): string => String(Math.round(value * 10) / 10);

const drawnCurves = (curves: PlacementCurves, kind: ChartKind): readonly Curve[] =>
  kind === "signal" ? [curves.signal] : curves.skip ? [curves.gradient, curves.skip] : [curves.gradient];

/** Whole decades that hold everything, and at least two, so that a level line lies level. */
export function decadesOf(all: readonly PlacementCurves[], kind: ChartKind): readonly [low: number, high: number] {
  const values = all.flatMap((curves) => drawnCurves(curves, kind).flatMap(({ low, high }) => [...low, ...high]));
  const positive = [1, ...values.filter((value) => value > 0)];
  const low = Math.floor(Math.log10(Math.min(...positive)) + 1e-9);
  const high = Math.ceil(Math.log10(Math.max(...positive)) - 1e-9);
  return high - low < 2 ? [low, low + 2] : [low, high];
}

const blockTicks = (blocks: number): readonly number[] => {
  const every = blocks > 60 ? 20 : 10;
  return [...Array.from({ length: Math.floor(blocks / every) }, (_, i) => i * every), blocks];
};

const TITLES: Readonly<Record<ChartKind, string>> = {
  gradient: "Gradient ‖∂L/∂xₗ‖, relative to the last block",
  signal: "Forward signal ‖xₗ‖, relative to the input",
};

/** One quantity of all placements against depth, its axis logarithmic. */
export function chartMarks(
  kind: ChartKind,
  all: readonly PlacementCurves[],
  state: Pick<FlowState, "first" | "second" | "blocks">,
  look: ChartLook,
): readonly DrawnMark[] {
  const { paint } = look;
  const { blocks } = state;
  const left = look.x + MARGIN.left;
  const right = look.x + look.width - MARGIN.right;
  const top = look.y + MARGIN.top;
  const bottom = look.y + look.height - MARGIN.bottom;
  const [low, high] = decadesOf(all, kind);
  const x = (l: number): number => left + ((right - left) * l) / blocks;
  // a gradient that died is 0 and has no logarithm: its line falls to the floor
  const y = (value: number): number =>
    value > 0 ? bottom - ((bottom - top) * (Math.log10(value) - low)) / (high - low) : bottom;

  const every = Math.ceil((high - low) / Math.max(2, Math.floor((bottom - top) / 34)));
  const grid = Array.from({ length: high - low + 1 }, (_, i) => low + i)
    .filter((exponent) => exponent % every === 0)
    .flatMap((exponent): DrawnMark[] => [
      {
        kind: "path",
        d: `M${left} ${n(y(10 ** exponent))}H${right}`,
        stroke: paint(exponent === 0 ? "line-strong" : "line"),
      },
      {
        kind: "text",
        x: left - 6,
        y: y(10 ** exponent) + 4,
        text: exponent === 0 ? "1" : powerOfTen(exponent),
        size: TEXT,
        anchor: "end",
        fill: paint("ink-soft"),
      },
    ]);
  const axis: readonly DrawnMark[] = [
    ...blockTicks(blocks).map((l): DrawnMark => ({
      kind: "text",
      x: x(l),
      y: bottom + 16,
      text: String(l),
      size: TEXT,
      anchor: "middle",
      fill: paint("ink-soft"),
    })),
    {
      kind: "text",
      x: (left + right) / 2,
      y: bottom + 36,
      text:
        kind === "gradient"
          ? "block l   ←  backward, from the loss at the right"
          : "block l   forward, from the input  →",
      size: TEXT,
      anchor: "middle",
      fill: paint("ink-soft"),
    },
    { kind: "text", x: look.x, y: look.y + 15, text: TITLES[kind], size: 14, weight: 700, fill: paint("ink") },
  ];
  // those that are compared come last, on top of the others
  const order = all.toSorted(
    (a, b) => Number(lookOf(a.placement, state).isChosen) - Number(lookOf(b.placement, state).isChosen),
  );
  const drawn = order.flatMap((curves): DrawnMark[] => {
    const { colour, marker, isChosen } = lookOf(curves.placement, state);
    const stroke = paint(colour);
    return drawnCurves(curves, kind).flatMap((curve, i): DrawnMark[] => {
      const line = (values: readonly number[]): string =>
        values.map((value, l) => `${n(x(l))} ${n(y(value))}`).join("L");
      const band = `M${line(curve.high)}L${curve.low
        .map((value, l) => `${n(x(l))} ${n(y(value))}`)
        .reverse()
        .join("L")}z`;
      // markers stand at other blocks for other placements, where they do not cover one another
      const shift = order.indexOf(curves);
      const marked = curve.mean.flatMap((value, l) =>
        l % 12 === (2 * shift) % 12 ? [markerPath(marker, x(l), y(value), 3)] : [],
      );
      return [
        { kind: "path", d: band, fill: stroke, opacity: isChosen ? 0.2 : 0.12 },
        {
          kind: "path",
          d: `M${line(curve.mean)}`,
          stroke,
          strokeWidth: isChosen ? 2.75 : 1.5,
          ...(i === 1 && { dash: SKIP_DASH }),
        },
        { kind: "path", d: marked.join(""), fill: stroke, stroke: paint("raised"), strokeWidth: 0.75 },
      ];
    });
  });
  return [...grid, ...axis, ...drawn, ...labels()];

  /** The names of the two, in their own colour: the larger above its curve, the smaller below. */
  function labels(): readonly DrawnMark[] {
    const chosen = all
      .filter(({ placement }) => lookOf(placement, state).isChosen)
      .map((curves) => ({ curves, curve: kind === "gradient" ? curves.gradient : curves.signal }));
    const l = Math.round(blocks * (kind === "gradient" ? 0.3 : 0.62));
    const sorted = chosen.toSorted((a, b) => b.curve.mean[l]! - a.curve.mean[l]!);
    return sorted.flatMap(({ curves, curve }, i): DrawnMark[] => {
      const above = i === 0 && chosen.length > 1;
      const { text } = lookOf(curves.placement, state);
      const { title } = placementOf(curves.placement);
      const at = y(curve.mean[l]!);
      const baseline = above ? Math.max(top + 12, at - 12) : Math.min(bottom - 6, at + 24);
      const size = textWidth(title, NAME) + 8;
      const from = kind === "gradient" ? x(l) : Math.min(right, x(l) + size / 2) - size;
      return [
        // a ground of its own keeps the name readable where other curves pass
        {
          kind: "path",
          d: `M${n(from)} ${n(baseline + 5)}h${n(size)}v-20h${n(-size)}z`,
          fill: paint("raised"),
          opacity: 0.85,
        },
        {
          kind: "text",
          x: from + 4,
          y: baseline,
          text: title,
          size: NAME,
          weight: 700,
          fill: paint(text),
        },
      ];
    });
  }
}
