import { PLACEMENTS, type PlacementName } from "../../models/residual.js";
import type { Marker } from "../figure/markers.js";
import type { FlowState } from "./setup.js";

/** How a placement is drawn: a token's colour, a marker, and whether it stands in front. */
export interface CurveLook {
  readonly colour: string;
  readonly text: string;
  readonly marker: Marker;
  readonly isChosen: boolean;
}

const MARKERS: readonly Marker[] = ["circle", "square", "triangle", "diamond", "bar", "cross"];

/** The two that are compared have the hues of the two sides; the others are grey and told apart by their markers. */
export function lookOf(placement: PlacementName, { first, second }: Pick<FlowState, "first" | "second">): CurveLook {
  const marker = MARKERS[PLACEMENTS.findIndex(({ name }) => name === placement)]!;
  if (placement === first) return { colour: "mdrnn", text: "mdrnn-text", marker, isChosen: true };
  if (placement === second) return { colour: "pixelcnn", text: "pixelcnn-text", marker, isChosen: true };
  return { colour: "line-strong", text: "ink-soft", marker, isChosen: false };
}
