import { t } from "../language/t.js";
import { textWidth } from "../figure/layout.js";
import { markerPath } from "../figure/markers.js";
import type { DrawnMark } from "../figure/marks-view.js";
import { deathOf, type Curve, type PlacementCurves } from "./curves.js";
import { powerOfTen } from "./format.js";
import { frontOf, lookOf } from "./look.js";
import type { FlowState } from "./setup.js";
import { sameStacks, titleOf } from "./stacks.js";

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
/** From one line of a name to the next. */
const LINE = 17;

/** A skip-only curve is dashed. */
export const SKIP_DASH = "6 4";

const n = (value: number): string => String(Math.round(value * 10) / 10);

const drawnCurves = (curves: PlacementCurves, kind: ChartKind): readonly Curve[] =>
  kind === "signal" ? [curves.signal] : curves.skip ? [curves.gradient, curves.skip] : [curves.gradient];

/** The stretches of blocks at which values are above 0. */
const aliveIn = (values: readonly number[]): readonly (readonly number[])[] =>
  values
    .reduce<readonly (readonly number[])[]>(
      (runs, value, l) => (value > 0 ? [...runs.slice(0, -1), [...runs.at(-1)!, l]] : [...runs, []]),
      [[]],
    )
    .filter((run) => run.length > 0);

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

const TITLES: Readonly<Record<ChartKind, () => string>> = {
  gradient: () => t`Gradient ‖∂L/∂xₗ‖, against the last block`,
  signal: () => t`Forward signal ‖xₗ‖, against the input`,
};

/** One quantity of all placements against depth, its axis logarithmic. */
export function chartMarks(
  kind: ChartKind,
  all: readonly PlacementCurves[],
  state: Pick<FlowState, "first" | "second" | "blocks" | "norm">,
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
  const y = (value: number): number => bottom - ((bottom - top) * (Math.log10(value) - low)) / (high - low);

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
        kind === "gradient" ? t`block l ← backward, from the loss at the right` : t`block l forward, from the input →`,
      size: TEXT,
      anchor: "middle",
      fill: paint("ink-soft"),
    },
    { kind: "text", x: look.x, y: look.y + 15, text: TITLES[kind](), size: 14, weight: 700, fill: paint("ink") },
  ];
  // those that are compared come last, on top of the others
  const order = all.toSorted(
    (a, b) => Number(lookOf(a.placement, state).isChosen) - Number(lookOf(b.placement, state).isChosen),
  );
  const drawn = order.flatMap((curves): DrawnMark[] => {
    const { colour, marker, isChosen } = lookOf(curves.placement, state);
    const stroke = paint(colour);
    return drawnCurves(curves, kind).flatMap((curve, i): DrawnMark[] => {
      const points = (values: readonly number[], blocksOf: readonly number[]): string =>
        blocksOf.map((l) => `${n(x(l))} ${n(y(values[l]!))}`).join("L");
      const alive = aliveIn(curve.low);
      const lines = alive.map((run) => `M${points(curve.mean, run)}`).join("");
      const band = alive.map((run) => `M${points(curve.high, run)}L${points(curve.low, run.toReversed())}z`).join("");
      // markers stand at other blocks for other placements, where they do not cover one another
      const shift = order.indexOf(curves);
      const marked = curve.mean.flatMap((value, l) =>
        value > 0 && l % 12 === (2 * shift) % 12 ? [markerPath(marker, x(l), y(value), 3)] : [],
      );
      return [
        { kind: "path", d: band, fill: stroke, opacity: isChosen ? 0.2 : 0.12 },
        {
          kind: "path",
          d: lines,
          stroke,
          strokeWidth: isChosen ? 2.75 : 1.5,
          ...(i === 1 && { dash: SKIP_DASH }),
        },
        { kind: "path", d: marked.join(""), fill: stroke, stroke: paint("raised"), strokeWidth: 0.75 },
      ];
    });
  });
  const groups = sameStacks(
    all.map(({ placement }) => placement),
    state.norm,
  ).map((group) => ({ group, curves: all.find(({ placement }) => placement === frontOf(group, state))! }));
  return [...grid, ...axis, ...drawn, ...ends(), ...labels()];

  /** Zero has no logarithm: where a line dies it ends, and says so. */
  function ends(): readonly DrawnMark[] {
    return groups.flatMap(({ curves }) =>
      drawnCurves(curves, kind).flatMap((curve): readonly DrawnMark[] => {
        const death = deathOf(curve, kind === "gradient" ? "last" : "first");
        if (!death) return [];
        const { colour, text } = lookOf(curves.placement, state);
        const way = kind === "gradient" ? -1 : 1;
        const last = death.block - way;
        const [ex, ey] = [x(last), y(curve.mean[last]!)];
        const said = death.isOfAll ? t`0 from here` : t`0 from here, with some seeds`;
        const size = textWidth(said, TEXT) + 10;
        const from = Math.min(right - size, Math.max(left, way < 0 ? ex - size : ex));
        return [
          { kind: "path", d: `M${n(ex)} ${n(ey - 7)}v14`, stroke: paint(colour), strokeWidth: 2.75 },
          ...named([said], from, Math.min(bottom - 6, ey + 4), paint(text), TEXT),
        ];
      }),
    );
  }

  /** Words on a ground of their own, which keeps them readable where other curves pass; `baseline` is the first line's. */
  function named(
    lines: readonly string[],
    from: number,
    baseline: number,
    fill: string,
    size: number,
  ): readonly DrawnMark[] {
    const width = Math.max(...lines.map((line) => textWidth(line, size))) + 8;
    const height = LINE * (lines.length - 1) + 20;
    return [
      {
        kind: "path",
        d: `M${n(from)} ${n(baseline - 15)}h${n(width)}v${height}h${n(-width)}z`,
        fill: paint("raised"),
        opacity: 0.85,
      },
      ...lines.map((text, i): DrawnMark => ({
        kind: "text",
        x: from + 4,
        y: baseline + i * LINE,
        text,
        size,
        weight: 700,
        fill,
      })),
    ];
  }

  /** The names of what is compared, in their own colour: the larger above its curve, the smaller below. */
  function labels(): readonly DrawnMark[] {
    const chosen = groups
      .filter(({ curves }) => lookOf(curves.placement, state).isChosen)
      .map(({ group, curves }) => ({
        group,
        curves,
        curve: kind === "gradient" ? curves.gradient : curves.signal,
      }));
    const l = Math.round(blocks * (kind === "gradient" ? 0.3 : 0.62));
    const sorted = chosen.toSorted((a, b) => b.curve.mean[l]! - a.curve.mean[l]!);
    return sorted.flatMap(({ group, curves: { placement }, curve }, i): readonly DrawnMark[] => {
      if (!(curve.mean[l]! > 0)) return [];
      const above = i === 0 && chosen.length > 1;
      // the line that is seen first, then those that lie under it
      const others = group.filter((name) => name !== placement);
      const titles = [titleOf([placement]), ...others.map((name) => `= ${titleOf([name])}`)];
      const more = LINE * others.length;
      const at = y(curve.mean[l]!);
      const baseline = above ? Math.max(top + 12, at - 12 - more) : Math.min(bottom - 6 - more, at + 24);
      const size = Math.max(...titles.map((title) => textWidth(title, NAME))) + 8;
      const from = kind === "gradient" ? Math.min(x(l), right - size) : Math.min(right, x(l) + size / 2) - size;
      return named(titles, from, baseline, paint(lookOf(placement, state).text), NAME);
    });
  }
}
