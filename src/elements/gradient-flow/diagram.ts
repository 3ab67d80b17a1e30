/** A block as an architecture, drawn from the table of placements: nothing here knows a placement by name. */
import { t } from "../language/t.js";
import { blockOperations, type PlacementName, type ResidualOperation } from "../../models/residual.js";
import type { DrawnMark } from "../figure/marks-view.js";

/** The two ways back through a block. */
export type GradientPath = "identity" | "branch";

export interface DiagramLook {
  readonly x: number;
  readonly y: number;
  /** Which path is lit; null for none. */
  readonly lit: GradientPath | null;
  /** Token of the hue of this placement. */
  readonly hue: string;
  readonly weight: "dense" | "conv";
  readonly paint: (token: string) => string;
}

export const DIAGRAM = { width: 260, box: 92, height: 26, gap: 12 } as const;

const BRANCH_X = 78;
const SKIP_X = 196;
const TOP = 26;

const WORDS: Readonly<Record<ResidualOperation, (weight: "dense" | "conv") => string>> = {
  weight: (weight) => (weight === "conv" ? t`3 × 3 conv` : t`weight W`),
  norm: () => "BN",
  relu: () => "ReLU",
};

const step = DIAGRAM.height + DIAGRAM.gap;

/** Where everything of a block stands, from x_l above to x_(l+1) below. */
function plan(placement: PlacementName, norm: boolean) {
  const { branch, after, skip } = blockOperations({ placement, norm });
  const first = TOP + 24;
  const addition = first + branch.length * step + 8;
  const behind = addition + 24;
  return {
    branch: branch.map(({ kind }, i) => ({ kind, y: first + i * step })),
    after: after.map(({ kind }, i) => ({ kind, y: behind + i * step })),
    skip,
    addition,
    end: behind + after.length * step + 10,
  };
}

export const diagramHeight = (placement: PlacementName, norm: boolean): number => plan(placement, norm).end + 24;

/** The lines of a path from below to above, as path data: what is lit, and what can be pointed at. */
export function pathData(
  placement: PlacementName,
  norm: boolean,
  path: GradientPath,
  look: { x: number; y: number },
): string {
  const { skip, addition, end } = plan(placement, norm);
  const [cx, sx] = [look.x + BRANCH_X, look.x + SKIP_X];
  const at = (y: number): number => look.y + y;
  const shared = `M${cx} ${at(end)}V${at(addition)}`;
  if (path === "branch" || !skip) return `${shared}V${at(TOP)}`;
  return `${shared}H${sx}V${at(TOP + 10)}H${cx}V${at(TOP)}`;
}

const box = (x: number, y: number): string => {
  const { box: w, height: h } = DIAGRAM;
  return `M${x - w / 2 + 5} ${y}h${w - 10}q5 0 5 5v${h - 10}q0 5 -5 5h${10 - w}q-5 0 -5 -5v${10 - h}q0 -5 5 -5z`;
};

const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

export function diagramMarks(placement: PlacementName, norm: boolean, look: DiagramLook): readonly DrawnMark[] {
  const { paint, lit, hue } = look;
  const { branch, after, skip, addition, end } = plan(placement, norm);
  const cx = look.x + BRANCH_X;
  const at = (y: number): number => look.y + y;
  const ink = paint("ink");
  const line = (d: string): DrawnMark => ({ kind: "path", d, stroke: paint("line-strong"), strokeWidth: 1.5 });
  const word = (
    text: string,
    x: number,
    y: number,
    more: Partial<Extract<DrawnMark, { kind: "text" }>> = {},
  ): DrawnMark => ({
    kind: "text",
    x,
    y,
    text,
    size: 13,
    anchor: "middle",
    fill: ink,
    ...more,
  });
  const boxes = (
    list: readonly { readonly kind: ResidualOperation; readonly y: number }[],
    isLit: boolean,
  ): readonly DrawnMark[] =>
    list.flatMap(({ kind, y }): DrawnMark[] => [
      {
        kind: "path",
        d: box(cx, at(y)),
        fill: paint(kind === "weight" ? "well" : "raised"),
        stroke: paint(isLit ? hue : "line-strong"),
        strokeWidth: isLit ? 3 : 1.25,
      },
      word(WORDS[kind](look.weight), cx, at(y) + 18, { weight: isLit ? 700 : 400 }),
    ]);
  const arrow = `M${cx - 6} ${at(TOP) + 9}L${cx} ${at(TOP)}L${cx + 6} ${at(TOP) + 9}`;
  return [
    ...(skip ? [line(pathData(placement, norm, "identity", look))] : []),
    line(pathData(placement, norm, "branch", look)),
    ...(lit === null || (lit === "identity" && !skip)
      ? []
      : [
          {
            kind: "path" as const,
            d: pathData(placement, norm, lit, look) + arrow,
            stroke: paint(hue),
            strokeWidth: 5,
          },
        ]),
    ...boxes(branch, lit === "branch"),
    ...boxes(after, lit !== null && (skip || lit === "branch")),
    ...(skip
      ? [
          {
            kind: "path" as const,
            d: circle(cx, at(addition), 11),
            fill: paint("raised"),
            stroke: paint(lit === null ? "line-strong" : hue),
            strokeWidth: 2,
          },
          {
            kind: "path" as const,
            d: `M${cx - 6} ${at(addition)}h12M${cx} ${at(addition) - 6}v12`,
            stroke: ink,
            strokeWidth: 2,
          },
          word(t`identity`, look.x + SKIP_X + 6, at(addition / 2 + 14), {
            anchor: "start",
            size: 12,
            fill: paint("ink-soft"),
          }),
        ]
      : [word(t`no skip`, look.x + SKIP_X, at(addition / 2 + 14), { size: 12, fill: paint("ink-soft") })]),
    word("xₗ", cx, at(TOP) - 8, { weight: 700 }),
    word("xₗ₊₁", cx, at(end) + 16, { weight: 700 }),
  ];
}
