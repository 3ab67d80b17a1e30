import { t } from "../language/t.js";
import type { AccessMap } from "../../graph/access.js";

/** A map of the model, or the image, as a plane in space: x goes with the columns, z with the rows, y up through the layers. */
export interface Plane {
  /** The map; −1 for the image. */
  readonly map: number;
  readonly title: string;
  /** y of the plane; the stack's middle is at 0. */
  readonly height: number;
}

/** From map to map and, smaller, between the maps of one layer; the longer side of a plane is 1. */
const BETWEEN_LAYERS = 0.34;
const WITHIN_LAYER = 0.2;
/** Deep stacks are pressed together to this height. */
const MOST_HEIGHT = 2;

/** The image at the bottom, then the maps in the order in which they can run. */
export function planesOf(access: AccessMap): readonly Plane[] {
  const heights = [0];
  access.forEach(({ layer }, map) =>
    heights.push(heights[map]! + (layer === access[map - 1]?.layer ? WITHIN_LAYER : BETWEEN_LAYERS)),
  );
  const total = heights.at(-1) ?? 0;
  const scale = Math.min(1, MOST_HEIGHT / total);
  return heights.map((height, plane) => ({
    map: plane - 1,
    title: titleOf(access, plane - 1),
    height: (height - total / 2) * scale,
  }));
}

function titleOf(access: AccessMap, map: number): string {
  const entry = access[map];
  if (!entry) return t`Image`;
  const isOnly = access.filter(({ layer }) => layer === entry.layer).length === 1;
  return isOnly ? t`Layer ${entry.layer + 1}` : t`Layer ${entry.layer + 1}, ${entry.name}`;
}

/** Half of the stack's height. */
export const halfHeight = (planes: readonly Plane[]): number => planes.at(-1)?.height ?? 0;
