/** Two steps of an LSTM, unrolled: what reads what, with the paths that a gradient takes back. */
import type { DrawnMark } from "../../figure/marks-view.js";

/** x as a share of the width, y in pixels. "+" belongs to the next step, "-" to the one before. */
const NODES = {
  "c-": [0.05, 44],
  "h-": [0.05, 262],
  x: [0.05, 330],
  f: [0.2, 106],
  i: [0.2, 168],
  g: [0.2, 230],
  o: [0.2, 292],
  c: [0.36, 44],
  h: [0.47, 230],
  loss: [0.47, 330],
  "f+": [0.66, 106],
  "i+": [0.66, 168],
  "g+": [0.66, 230],
  "o+": [0.66, 292],
  "c+": [0.82, 44],
  "h+": [0.94, 230],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;
type NodeId = keyof typeof NODES;

const GATES = ["f", "i", "g", "o"] as const;

/** From what is read to what reads it. */
const EDGES = [
  ...GATES.map((gate) => ["x", gate] as const),
  ...GATES.map((gate) => ["h-", gate] as const),
  ["c-", "c"],
  ["f", "c"],
  ["i", "c"],
  ["g", "c"],
  ["o", "h"],
  ["c", "h"],
  ["h", "loss"],
  ...GATES.map((gate) => ["h", `${gate}+`] as const),
  ["c", "c+"],
  ["f+", "c+"],
  ["i+", "c+"],
  ["g+", "c+"],
  ["o+", "h+"],
  ["c+", "h+"],
] as const satisfies readonly (readonly [NodeId, NodeId])[];
type Edge = (typeof EDGES)[number];
export type EdgeId = Edge extends infer E
  ? E extends readonly [infer A, infer B]
    ? `${A & string}>${B & string}`
    : never
  : never;

export const HEIGHT = 372;
const RADIUS = 19;
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const subscript = (n: number): string => [...String(n)].map((digit) => SUBSCRIPTS[Number(digit)]).join("");

const shiftOf = (id: NodeId): number => (id.endsWith("+") ? 1 : id.endsWith("-") ? -1 : 0);

/** "h₃"; the loss is ℓ. */
const labelOf = (id: NodeId, t: number): string =>
  `${id === "loss" ? "ℓ" : id.replace(/[+-]$/, "")}${subscript(t + shiftOf(id))}`;

interface Point {
  readonly x: number;
  readonly y: number;
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

export interface GraphLook {
  /** CSS pixels. */
  readonly width: number;
  /** The step in the middle. */
  readonly t: number;
  /** Whether a next step is there. */
  readonly hasNext: boolean;
  /** Whether the loss is taken at this step. */
  readonly hasLoss: boolean;
  /** Paths that are told. */
  readonly told: ReadonlySet<EdgeId>;
  /** The path that is pointed at, or the last one told. */
  readonly lit: EdgeId | null;
  /** What stands at h and c: the bars as far as they are told. */
  readonly sums: Readonly<Partial<Record<"h" | "c", string>>>;
  /** A token's colour, for the page or for paper. */
  readonly paint: (token: string) => string;
}

const placeOf = (id: NodeId, { width }: Pick<GraphLook, "width">): Point => {
  const [x, y] = NODES[id];
  return { x: Math.round(x * width), y };
};

/** The ends of an edge on the rims of its nodes. */
const endsOf = ([from, to]: Edge, look: Pick<GraphLook, "width">): readonly [Point, Point] => {
  const [a, b] = [placeOf(from, look), placeOf(to, look)];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [dx, dy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const gap = RADIUS + 2;
  return [
    { x: a.x + gap * dx, y: a.y + gap * dy },
    { x: b.x - gap * dx, y: b.y - gap * dy },
  ];
};

const line = ([a, b]: readonly [Point, Point]): string => `M${n(a.x)} ${n(a.y)}L${n(b.x)} ${n(b.y)}`;

/** A triangle whose tip lies at the end. */
const head = ([from, tip]: readonly [Point, Point], size: number): string => {
  const length = Math.hypot(tip.x - from.x, tip.y - from.y);
  const [dx, dy] = [(tip.x - from.x) / length, (tip.y - from.y) / length];
  const [x, y] = [tip.x - size * dx, tip.y - size * dy];
  const side = size * 0.55;
  return `M${n(tip.x)} ${n(tip.y)}L${n(x - side * dy)} ${n(y + side * dx)}L${n(x + side * dy)} ${n(y - side * dx)}z`;
};

const idOf = ([from, to]: Edge): EdgeId => `${from}>${to}` as EdgeId;

/** Every edge with its line, for what lies under the pointer. */
export const edgeLines = (look: Pick<GraphLook, "width">): readonly (readonly [EdgeId, string])[] =>
  EDGES.map((edge) => [idOf(edge), line(endsOf(edge, look))]);

/** Whether a node or an edge is there at this step. */
const isThere = (ids: readonly NodeId[], { hasNext, hasLoss }: GraphLook): boolean =>
  ids.every((id) => (id === "loss" ? hasLoss : shiftOf(id) < 1 || hasNext));

export function graphMarks(look: GraphLook): readonly DrawnMark[] {
  const { t, told, lit, sums, paint } = look;
  const isBack = (edge: Edge): boolean => told.has(idOf(edge)) || idOf(edge) === lit;
  const soft = EDGES.filter((edge) => !isBack(edge)).flatMap((edge): DrawnMark[] => {
    const ends = endsOf(edge, look);
    const faded = isThere(edge, look) ? {} : { dash: "3 4", opacity: 0.45 };
    return [
      { kind: "path", d: line(ends), stroke: paint("hatch"), strokeWidth: 1.5, ...faded },
      ...(isThere(edge, look) ? [{ kind: "path", d: head(ends, 7), fill: paint("hatch") } as const] : []),
    ];
  });
  const back = EDGES.filter(isBack).flatMap((edge): DrawnMark[] => {
    const [a, b] = endsOf(edge, look);
    const isLit = idOf(edge) === lit;
    const stroke = paint("mdrnn");
    return [
      ...(isLit
        ? [{ kind: "path", d: line([a, b]), stroke: paint("glow"), strokeWidth: 11, opacity: 0.6 } as const]
        : []),
      { kind: "path", d: line([a, b]), stroke, strokeWidth: isLit ? 4 : 2.5 },
      { kind: "path", d: head([b, a], isLit ? 13 : 10), fill: stroke },
    ];
  });
  const nodes = (Object.keys(NODES) as NodeId[]).flatMap((id): DrawnMark[] => {
    const { x, y } = placeOf(id, look);
    const there = isThere([id], look);
    const main = id === "h" || id === "c";
    return [
      {
        kind: "circle",
        x,
        y,
        radius: RADIUS,
        fill: paint("raised"),
        stroke: paint(there ? "ink" : "hatch"),
        strokeWidth: main ? 2.5 : 1.25,
        ...(there ? {} : { dash: "3 3" }),
      },
      {
        kind: "text",
        x,
        y: y + 5,
        text: labelOf(id, t),
        size: 15,
        italic: true,
        anchor: "middle",
        fill: paint(there ? "ink" : "ink-soft"),
      },
    ];
  });
  const numbers = (["h", "c"] as const).flatMap((id): DrawnMark[] => {
    const text = sums[id];
    if (text === undefined) return [];
    const { x, y } = placeOf(id, look);
    const above = id === "c";
    return [
      {
        kind: "text",
        x: above ? x : x - 8,
        y: above ? y - RADIUS - 6 : y + RADIUS + 24,
        text,
        size: 13,
        weight: 700,
        anchor: above ? "middle" : "end",
        fill: paint("mdrnn-text"),
      },
    ];
  });
  return [...soft, ...back, ...nodes, ...numbers];
}
