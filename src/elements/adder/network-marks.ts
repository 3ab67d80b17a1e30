/** The network as a drawing: digits and last states on the left, every edge ending at its number, three units, the output. */
import type { DrawnMark } from "../figure/marks-view.js";
import { t } from "../language/t.js";
import type { ShownColumn } from "./columns.js";
import { meaningOf } from "./meanings.js";
import type { Adder } from "./model.js";
import { numbersOf, PLACES, placesOf, UNITS, type Place, type Source } from "./notation.js";
import { short } from "./text.js";

export const NETWORK = { width: 640, height: 612 } as const;
/** The input of one number. */
export const BOX = { width: 84, height: 26 } as const;

const ROW = 29;
const BLOCK = 190;
const TOP = 8;
const BOXES = 192;
const UNIT = { x: 376, radius: 27 } as const;
const OUTPUT = { x: 597, boxes: 446 } as const;
const SOURCE = { x: 64, radius: 19 } as const;
const FEET = 574;

const middleOf = (unit: number): number => TOP + unit * BLOCK + 3 * ROW;
const unitAt = (unit: number) =>
  unit === UNITS ? { x: OUTPUT.x, y: middleOf(1) } : { x: UNIT.x as number, y: middleOf(unit) };

const sourceAt = (source: Source): number => {
  if (source.kind === "digit") return 74 + source.digit * 62;
  return source.kind === "state" ? 272 + source.unit * 62 : 0;
};

/** The left upper corner of the input of a number. */
export function boxAt({ unit, source, index }: Place): { readonly x: number; readonly y: number } {
  if (unit === UNITS) {
    const y = source.kind === "state" ? middleOf(source.unit) : middleOf(1) + 76;
    return { x: source.kind === "state" ? OUTPUT.boxes : OUTPUT.x - BOX.width / 2, y: y - BOX.height / 2 };
  }
  const row = placesOf(unit).findIndex((place) => place.index === index);
  return { x: BOXES, y: TOP + unit * BLOCK + row * ROW + (ROW - BOX.height) / 2 };
}

/** x₁, h₂, b: what a number is multiplied with. */
export const sourceName = (source: Source): string => {
  if (source.kind === "digit") return `x${"₁₂"[source.digit]}`;
  return source.kind === "state" ? `h${"₁₂₃"[source.unit]}` : "b";
};

interface Look {
  /** The column that has just been added; null before the first. */
  readonly column: ShownColumn | null;
  /** A colour by the name of its token. */
  paint(token: string): string;
}

/** What flows along an edge in a column: 1 for a bias. */
export const valueAt = ({ unit, source }: Place, column: ShownColumn): number => {
  if (source.kind === "digit") return column.x[source.digit];
  if (source.kind === "bias") return 1;
  return (unit === UNITS ? column.h : column.before)[source.unit] ?? 0;
};

/** Blue and solid where positive, orange and dashed where negative, as wide as it is large, faint where it is 0 or carries 0 now. */
const edge = (d: string, weight: number, isOn: boolean, paint: Look["paint"]): DrawnMark => ({
  kind: "path",
  d,
  stroke: paint(weight === 0 ? "line" : weight > 0 ? "pixelcnn" : "mdrnn"),
  strokeWidth: weight === 0 ? 1 : Math.min(6, 1 + 1.4 * Math.abs(weight)),
  ...(weight < 0 && { dash: "7 4" }),
  opacity: weight === 0 ? 0.8 : isOn ? 1 : 0.4,
});

const edges = ({ net }: Adder, { column, paint }: Look): readonly DrawnMark[] => {
  const numbers = numbersOf(net);
  return PLACES.flatMap((place): readonly DrawnMark[] => {
    const { source, unit } = place;
    const weight = numbers[place.index]!;
    const isOn = column === null || valueAt(place, column) > 0;
    const box = boxAt(place);
    const y = box.y + BOX.height / 2;
    const to = unitAt(unit);
    const draw = (d: string): DrawnMark => edge(d, weight, isOn, paint);
    if (unit === UNITS && source.kind === "bias") return [draw(`M${to.x} ${box.y}L${to.x} ${to.y + UNIT.radius}`)];
    if (unit === UNITS && source.kind === "state") {
      const from = unitAt(source.unit);
      return [
        draw(`M${from.x + UNIT.radius} ${y}L${box.x} ${y}`),
        draw(`M${box.x + BOX.width} ${y}C${to.x - 38} ${y} ${to.x - 52} ${to.y} ${to.x - UNIT.radius} ${to.y}`),
      ];
    }
    const right = box.x + BOX.width;
    const into = draw(`M${right} ${y}C${right + 40} ${y} ${to.x - 70} ${to.y} ${to.x - UNIT.radius} ${to.y}`);
    if (source.kind === "bias") return [into];
    const [x, from] = [SOURCE.x + SOURCE.radius, sourceAt(source)];
    return [draw(`M${x} ${from}C${x + 62} ${from} ${box.x - 62} ${y} ${box.x} ${y}`), into];
  });
};

/** The states go back, one column later. */
const arcs = ({ paint }: Look): readonly DrawnMark[] =>
  Array.from({ length: UNITS }, (_, u): DrawnMark => {
    const { x, y } = unitAt(u);
    const lane = x + UNIT.radius + 21 + 8 * u;
    const foot = FEET + 8 * (UNITS - 1 - u);
    const left = 32 - 8 * u;
    const back = sourceAt({ kind: "state", unit: u });
    const top = y + 17;
    return {
      kind: "path",
      d: `M${x + 21} ${top}L${lane - 8} ${top}Q${lane} ${top} ${lane} ${top + 8}L${lane} ${foot - 8}Q${lane} ${foot} ${lane - 8} ${foot}L${left + 8} ${foot}Q${left} ${foot} ${left} ${foot - 8}L${left} ${back + 8}Q${left} ${back} ${left + 8} ${back}L${SOURCE.x - SOURCE.radius - 3} ${back}m-6 -4l6 4l-6 4`,
      stroke: paint("line-strong"),
      strokeWidth: 1.25,
      dash: "2 3",
    };
  });

interface Node {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly value: number | null;
}

const node = ({ x, y, radius, value }: Node, { paint }: Look): readonly DrawnMark[] => {
  const isOn = value !== null && value >= 0.5;
  const text = value === null ? "·" : short(value, 2);
  return [
    {
      kind: "circle",
      x,
      y,
      radius,
      fill: paint(isOn ? "glow" : "raised"),
      stroke: paint(isOn ? "outline" : "line-strong"),
      strokeWidth: isOn ? 2.5 : 1.25,
    },
    {
      kind: "text",
      x,
      y: y + (text.length > 2 ? 4.5 : 6),
      text,
      size: text.length > 2 ? 13 : 17,
      weight: 700,
      anchor: "middle",
      fill: paint(isOn ? "outline" : "ink"),
    },
  ];
};

const words = (
  x: number,
  y: number,
  text: string,
  paint: Look["paint"],
  anchor: "start" | "middle" = "middle",
): DrawnMark => ({
  kind: "text",
  x,
  y,
  text,
  size: 13,
  anchor,
  fill: paint("ink-soft"),
});

const sources = (look: Look): readonly DrawnMark[] => {
  const { column, paint } = look;
  const at = (source: Source, value: number | null): readonly DrawnMark[] => [
    ...node({ x: SOURCE.x, y: sourceAt(source), radius: SOURCE.radius, value }, look),
    words(SOURCE.x + 25, sourceAt(source) - 14, sourceName(source), paint),
  ];
  return [
    words(10, 36, t`digits of the column`, paint, "start"),
    words(10, 240, t`states before it`, paint, "start"),
    ...([0, 1] as const).flatMap((digit) => at({ kind: "digit", digit }, column?.x[digit] ?? null)),
    ...Array.from({ length: UNITS }, (_, unit) =>
      at({ kind: "state", unit }, column ? (column.before[unit] ?? null) : null),
    ).flat(),
    words(236, FEET + 33, t`back as “states before” of the next column`, paint),
  ];
};

const targets = ({ check }: Adder, look: Look): readonly DrawnMark[] => {
  const { column, paint } = look;
  return Array.from({ length: UNITS + 1 }, (_, unit): readonly DrawnMark[] => {
    const { x, y } = unitAt(unit);
    const isOutput = unit === UNITS;
    const z = column && (isOutput ? column.zY : column.z[unit]!);
    const value = column && (isOutput ? column.y : column.h[unit]!);
    const isWrong = column?.wrong[unit] ?? false;
    const name = isOutput ? "y" : `h${"₁₂₃"[unit]}`;
    return [
      ...node({ x, y, radius: UNIT.radius, value }, look),
      {
        kind: "text",
        x: isOutput ? x + 4 : x,
        y: y - UNIT.radius - 26,
        text: `${name}${isWrong ? " ✗" : ""}`,
        size: 15,
        weight: 700,
        anchor: "middle",
        fill: paint(isWrong ? "bad" : "ink"),
      },
      {
        ...words(isOutput ? x + 4 : x, y - UNIT.radius - 9, z === null ? "z" : `z = ${short(z)}`, paint),
        ...(isWrong && { fill: paint("bad") }),
      },
      ...(isOutput ? [] : [words(x, y + UNIT.radius + 18, meaningOf(check.code[unit] ?? null), paint)]),
    ];
  }).flat();
};

export const networkMarks = (adder: Adder, look: Look): readonly DrawnMark[] => [
  ...arcs(look),
  ...edges(adder, look),
  ...sources(look),
  ...targets(adder, look),
];
