import type { Pixel } from "./cone-report.js";
import { paintOrder } from "./look.js";
import { onPlane } from "./projection.js";
import type { Projection, ScreenPoint } from "./projection.js";
import type { Scene } from "./scene.js";

export interface Picked extends Pixel {
  /** Index of the plane, from the image up. */
  readonly plane: number;
}

/** The nearest cell under a point of the picture; those that are not drawn are looked through. */
export function pickedAt(
  scene: Scene,
  projection: Projection,
  point: ScreenPoint,
  hidesOthers: boolean,
): Picked | null {
  const { rows, columns, pitch, planes } = scene;
  for (const { plane } of paintOrder(scene, projection.fromAbove).toReversed()) {
    const place = onPlane(projection, point, planes[plane]!.plane.height);
    if (!place) continue;
    const column = Math.floor(place[0] / pitch + columns / 2);
    const row = Math.floor(place[1] / pitch + rows / 2);
    if (row < 0 || row >= rows || column < 0 || column >= columns) continue;
    if (hidesOthers && planes[plane]!.seen[row * columns + column] === 0) continue;
    return { plane, row, column };
  }
  return null;
}
