import { PLACEMENTS, type PlacementName } from "../../models/residual.js";
import type { FlowState } from "./setup.js";

/** How a placement is drawn: a token's colour, a marker, and whether it stands in front. */
export interface CurveLook {
  readonly colour: string;
  readonly text: string;
  readonly marker: "circle" | "square" | "triangle" | "diamond" | "bar" | "cross";
  readonly isChosen: boolean;
}

const MARKERS = ["circle", "square", "triangle", "diamond", "bar", "cross"] as const;

/** The two that are compared have the hues of the two sides; the others are grey and told apart by their markers. */
export function lookOf(placement: PlacementName, { first, second }: Pick<FlowState, "first" | "second">): CurveLook {
  const marker = MARKERS[PLACEMENTS.findIndex(({ name }) => name === placement)]!;
  if (placement === first) return { colour: "mdrnn", text: "mdrnn-text", marker, isChosen: true };
  if (placement === second) return { colour: "pixelcnn", text: "pixelcnn-text", marker, isChosen: true };
  return { colour: "line-strong", text: "ink-soft", marker, isChosen: false };
}

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** The marker around a point, as a path. */
export function markerPath(marker: CurveLook["marker"], x: number, y: number, r: number): string {
  switch (marker) {
    case "circle":
      return `M${n(x - r)} ${n(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case "square":
      return `M${n(x - r)} ${n(y - r)}h${2 * r}v${2 * r}h${-2 * r}z`;
    case "triangle":
      return `M${n(x)} ${n(y - r - 1)}L${n(x + r + 1)} ${n(y + r)}H${n(x - r - 1)}z`;
    case "diamond":
      return `M${n(x)} ${n(y - r - 1.5)}L${n(x + r + 1.5)} ${n(y)}L${n(x)} ${n(y + r + 1.5)}L${n(x - r - 1.5)} ${n(y)}z`;
    case "bar":
      return `M${n(x - 1.5)} ${n(y - r - 1)}h3v${2 * r + 2}h-3z`;
    case "cross":
      return `M${n(x - r)} ${n(y - 1)}h${r - 1}v${-r}h2v${r}h${r - 1}v2h${1 - r}v${r}h-2v${-r}h${1 - r}z`;
  }
}
