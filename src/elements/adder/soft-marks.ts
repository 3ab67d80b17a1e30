/** The two charts of logistic units: the longest ripple against κ, and the carry map with its cobwebs. */
import { carryLimit, carryMap, cobweb, endOfOrbit, fixedPoints } from "../../models/logistic-adder.js";
import type { ThresholdRnnSpec } from "../../models/threshold-rnn.js";
import type { DrawnMark } from "../figure/marks-view.js";
import { t } from "../language/t.js";
import { LONGEST, type Ripple } from "./ripples.js";
import { short } from "./text.js";

interface Look {
  readonly width: number;
  readonly height: number;
  paint(token: string): string;
}

const PAD = { left: 44, right: 12, top: 14, bottom: 34 } as const;

interface Frame {
  x(value: number): number;
  y(value: number): number;
  readonly marks: readonly DrawnMark[];
}

const text = (
  x: number,
  y: number,
  words: string,
  fill: string,
  anchor: "start" | "middle" | "end" = "middle",
): DrawnMark => ({
  kind: "text",
  x,
  y,
  text: words,
  size: 12,
  anchor,
  fill,
});

const line = (d: string, stroke: string, strokeWidth: number, dash?: string): DrawnMark => ({
  kind: "path",
  d,
  stroke,
  strokeWidth,
  ...(dash !== undefined && { dash }),
});

const polyline = (points: readonly (readonly [number, number])[]): string =>
  points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");

const DECADES = [1, 10, 100, 1000] as const;
const FIRST = 2;
const LAST = 5;

/** A ripple of none stands at the foot, one that survives all that was tried at the head. */
const heightOf = (longest: number): number => Math.log(1 + longest) / Math.log(1 + LONGEST);

const rippleFrame = (limit: number | null, { width, height, paint }: Look): Frame => {
  const x = (gain: number): number =>
    PAD.left + ((Math.min(LAST, Math.max(FIRST, gain)) - FIRST) / (LAST - FIRST)) * (width - PAD.left - PAD.right);
  const y = (longest: number): number => height - PAD.bottom - heightOf(longest) * (height - PAD.top - PAD.bottom);
  const soft = paint("ink-soft");
  return {
    x,
    y,
    marks: [
      ...[0, ...DECADES, LONGEST].flatMap((value) => [
        line(`M${PAD.left} ${y(value)}L${width - PAD.right} ${y(value)}`, paint("line"), 1),
        text(PAD.left - 6, y(value) + 4, value === LONGEST ? t`all` : String(value), soft, "end"),
      ]),
      ...[2, 3, 4, 5].map((gain) => text(x(gain), height - PAD.bottom + 16, String(gain), soft)),
      text(width - PAD.right, height - 4, t`gain κ`, soft, "end"),
      ...(limit !== null && limit >= FIRST && limit <= LAST
        ? [line(`M${x(limit)} ${PAD.top}L${x(limit)} ${height - PAD.bottom}`, paint("line-strong"), 1, "4 3")]
        : []),
    ],
  };
};

export interface RippleChart {
  readonly chart: readonly Ripple[];
  readonly present: Ripple | null;
  /** The gain below which no carry lasts for ever; null where there is none. */
  readonly limit: number | null;
}

/** The longest ripple that a carry survives, for every gain of the chart; the present one is ringed, the limit dashed. */
export function rippleMarks({ chart, present, limit }: RippleChart, look: Look): readonly DrawnMark[] {
  const { x, y, marks } = rippleFrame(limit, look);
  return [
    ...marks,
    line(polyline(chart.map(({ gain, longest }) => [x(gain), y(longest)])), look.paint("mdrnn"), 2),
    ...chart.map(({ gain, longest }): DrawnMark => ({
      kind: "circle",
      x: x(gain),
      y: y(longest),
      radius: 2.5,
      fill: look.paint("mdrnn"),
    })),
    ...(present
      ? [
          {
            kind: "circle",
            x: x(present.gain),
            y: y(present.longest),
            radius: 7,
            stroke: look.paint("ink"),
            strokeWidth: 2,
          } as const,
        ]
      : []),
  ];
}

export interface CarryOrbits {
  /** From a column that makes a carry, and from one that makes none. */
  readonly carry: readonly number[];
  readonly none: readonly number[];
  readonly fixed: readonly number[];
  /** Whether both end at different points; null where the unit does not carry by itself. */
  readonly apart: boolean | null;
}

const ORBIT = 60;

/** Where a carry, and the lack of one, go while columns pass on what they get. */
export function orbitsOf(net: ThresholdRnnSpec, gain: number, unit: number): CarryOrbits {
  const map = carryMap(net, gain, unit);
  const [w1, w2] = net.W_xh[unit]!;
  const after = (x1: number, x2: number): number => {
    const z = net.W_hh[unit]!.reduce((sum, w, v) => sum + w * net.h0[v]!, net.b_h[unit]! + w1 * x1 + w2 * x2);
    return 1 / (1 + Math.exp(-gain * z));
  };
  const fixed = fixedPoints(map);
  const [made, none] = [after(1, 1), after(0, 0)];
  return {
    carry: cobweb(map, made, ORBIT),
    none: cobweb(map, none, ORBIT),
    fixed,
    apart: carryLimit(net, unit) === null ? null : endOfOrbit(map, fixed, made) !== endOfOrbit(map, fixed, none),
  };
}

/** The map h → σ(κ(…)), the diagonal, both cobwebs and the points that stay in place. */
export function cobwebMarks(net: ThresholdRnnSpec, gain: number, unit: number, look: Look): readonly DrawnMark[] {
  const { width, height, paint } = look;
  const side = Math.min(width - PAD.left - PAD.right, height - PAD.top - PAD.bottom);
  const x = (h: number): number => PAD.left + h * side;
  const y = (h: number): number => PAD.top + (1 - h) * side;
  const map = carryMap(net, gain, unit);
  const { carry, none, fixed } = orbitsOf(net, gain, unit);
  const web = (orbit: readonly number[]): string =>
    polyline(
      orbit
        .slice(0, -1)
        .flatMap((h, i) => [
          [x(h), y(i === 0 ? 0 : h)] as const,
          [x(h), y(orbit[i + 1]!)] as const,
          [x(orbit[i + 1]!), y(orbit[i + 1]!)] as const,
        ]),
    );
  const samples = Array.from({ length: 101 }, (_, i) => i / 100);
  const soft = paint("ink-soft");
  return [
    { kind: "rect", x: x(0), y: y(1), width: side, height: side, stroke: paint("line"), strokeWidth: 1 },
    line(`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`, paint("line-strong"), 1),
    line(polyline(samples.map((h) => [x(h), y(map(h))])), paint("ink"), 2),
    line(web(carry), paint("mdrnn"), 1.5),
    line(web(none), paint("pixelcnn"), 1.5, "5 3"),
    ...fixed.map((h): DrawnMark => ({
      kind: "circle",
      x: x(h),
      y: y(h),
      radius: 4.5,
      fill: paint("glow"),
      stroke: paint("outline"),
      strokeWidth: 1.5,
    })),
    ...[0, 0.5, 1].flatMap((h) => [
      text(x(h), y(0) + 16, short(h), soft),
      text(PAD.left - 6, y(h) + 4, short(h), soft, "end"),
    ]),
    text(x(1), y(0) + 30, t`h now`, soft, "end"),
    text(x(0) + 6, y(1) + 14, t`h after the next column`, soft, "start"),
  ];
}
