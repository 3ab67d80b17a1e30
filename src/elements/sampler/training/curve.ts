/** The loss over the steps of training, with what it is to be compared with. */
import { ticksOf } from "../../figure/log-chart.js";
import type { DrawnMark } from "../../figure/marks-view.js";
import { t } from "../../language/t.js";

export interface Curve {
  /** Steps that were done before, of which nothing is known here. */
  readonly from: number;
  /** Nats of an image at step from + 1, from + 2, …: the mean over the batch, before the step. */
  readonly train: readonly number[];
  /** Mean nats of the held-out images that are looked at, by step. */
  readonly heldOut: readonly { readonly step: number; readonly nats: number }[];
}

export const EMPTY: Curve = { from: 0, train: [], heldOut: [] };

export interface Baselines {
  readonly uniform: number;
  readonly independent: number;
}

export interface CurveLook {
  readonly width: number;
  readonly height: number;
  /** Steps in all. */
  readonly steps: number;
  /** Bits per dimension for one nat per image; null for a density. */
  readonly bitsPerNat: number | null;
  readonly paint: (token: string) => string;
}

/** A moving mean over so many steps, so that the noise of single batches does not hide the way. */
const WINDOW = 20;
/** More points than these cannot be told apart on a screen. */
const MOST_POINTS = 600;

/** The mean of the last steps up to each: [step, nats], thinned out. */
export function smoothed({
  from,
  train,
}: Pick<Curve, "from" | "train">): readonly (readonly [step: number, nats: number])[] {
  const stride = Math.max(1, Math.ceil(train.length / MOST_POINTS));
  const points: [number, number][] = [];
  let sum = 0;
  train.forEach((nats, i) => {
    sum += nats;
    if (i >= WINDOW) sum -= train[i - WINDOW]!;
    if (i % stride === 0 || i === train.length - 1) points.push([from + i + 1, sum / Math.min(WINDOW, i + 1)]);
  });
  return points;
}

const MARGIN = { top: 14, right: 52, bottom: 42, left: 52 };
const TEXT = 12;
const n = (value: number): string => String(Math.round(value * 10) / 10);

export function curveMarks(
  curve: Curve,
  baselines: Baselines | null,
  { width, height, steps, bitsPerNat, paint }: CurveLook,
): readonly DrawnMark[] {
  const { heldOut } = curve;
  const points = smoothed(curve);
  const known = [
    ...points.map(([, nats]) => nats),
    ...heldOut.map(({ nats }) => nats),
    ...(baselines ? [baselines.uniform, baselines.independent] : []),
  ].filter(Number.isFinite);
  const most = Math.max(1, ...known) * 1.06;
  const least = Math.min(0, ...known);
  const [left, right, top, bottom] = [MARGIN.left, width - MARGIN.right, MARGIN.top, height - MARGIN.bottom];
  const x = (step: number): number => left + ((right - left) * step) / Math.max(1, steps);
  const y = (nats: number): number => bottom - ((bottom - top) * (nats - least)) / (most - least);
  const [soft, ink] = [paint("ink-soft"), paint("ink")];
  const text = (mark: Omit<Extract<DrawnMark, { kind: "text" }>, "kind" | "size">): DrawnMark => ({
    kind: "text",
    size: TEXT,
    ...mark,
  });
  const grid = ticksOf(least, most).flatMap((tick): DrawnMark[] => [
    { kind: "path", d: `M${left} ${n(y(tick))}H${right}`, stroke: paint("line") },
    text({ x: left - 6, y: y(tick) + 4, text: String(tick), anchor: "end", fill: soft }),
    ...(bitsPerNat === null
      ? []
      : [text({ x: right + 6, y: y(tick) + 4, text: (tick * bitsPerNat).toFixed(2), fill: soft })]),
  ]);
  const ticks = ticksOf(0, steps).map((tick) =>
    text({ x: x(tick), y: bottom + 16, text: String(tick), anchor: "middle", fill: soft }),
  );
  const lines: readonly (readonly [nats: number, name: string])[] = baselines
    ? [
        [baselines.uniform, t`uniform: knowing nothing`],
        [baselines.independent, t`independent: every pixel by itself`],
      ]
    : [];
  const compared = lines.flatMap(([nats, name], i): DrawnMark[] => [
    { kind: "path", d: `M${left} ${n(y(nats))}H${right}`, stroke: paint("line-strong"), strokeWidth: 1.5, dash: "6 4" },
    text({
      x: right - 4,
      y: y(nats) + (i === 0 ? -5 : 15),
      text: `${name}, ${nats.toFixed(1)}`,
      anchor: "end",
      fill: ink,
    }),
  ]);
  const path = (list: readonly (readonly [number, number])[]): string =>
    list.map(([step, nats], i) => `${i === 0 ? "M" : "L"}${n(x(step))} ${n(y(nats))}`).join("");
  const held = heldOut.map(({ step, nats }) => [step, nats] as const);
  return [
    ...grid,
    ...ticks,
    text({ x: left, y: top - 3, text: t`nats per image`, fill: soft }),
    ...(bitsPerNat === null
      ? []
      : [text({ x: width - 2, y: top - 3, text: t`bits per dim.`, anchor: "end", fill: soft })]),
    {
      kind: "text",
      x: (left + right) / 2,
      y: height - 6,
      text: t`training steps`,
      size: TEXT + 1,
      weight: 600,
      anchor: "middle",
      fill: ink,
    },
    ...compared,
    ...(points.length > 0
      ? [{ kind: "path", d: path(points), stroke: paint("pixelcnn"), strokeWidth: 2 } as const]
      : []),
    ...(held.length > 0
      ? [{ kind: "path", d: path(held), stroke: paint("mdrnn"), strokeWidth: 2.5, dash: "2 3" } as const]
      : []),
    ...held.map(([step, nats]): DrawnMark => ({
      kind: "circle",
      x: x(step),
      y: y(nats),
      radius: 3.5,
      fill: paint("mdrnn"),
    })),
  ];
}
