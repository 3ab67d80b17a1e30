import { noun } from "../controls/noun.js";
import { onScreen } from "./projection.js";
import type { Projection } from "./projection.js";
import type { Scene } from "./scene.js";

export interface StackLabel {
  readonly title: string;
  /** "21 pixels", "1 cell"; empty where it is held back. */
  readonly count: string;
  readonly x: number;
  readonly y: number;
}

/** Pixels between the plane and its label, and between two labels. */
const GAP = 10;
const LINE = 17;

/** Labels in one column right of the planes, each at the height of its plane's corner there; where two would touch, one gives way. */
export function labelsOf(
  { planes, rows, columns, pitch }: Scene,
  projection: Projection,
  room: number,
  isHeldBack: boolean,
): readonly StackLabel[] {
  const [x, z] = [(columns * pitch) / 2, (rows * pitch) / 2];
  const corners = [
    [-x, -z],
    [-x, z],
    [x, z],
    [x, -z],
  ] as const;
  const beside = planes.map(({ plane }) =>
    corners
      .map(([cx, cz]) => onScreen(projection, [cx, plane.height, cz]))
      // of two that lie equally far to the right, the upper one
      .reduce((best, point) => (point[0] - best[0] > (point[1] - best[1]) / 1000 ? point : best)),
  );
  const column = Math.min(Math.max(...beside.map(([right]) => right)) + GAP, projection.width - room);
  const labels = planes.map(({ plane, count }, i): StackLabel => ({
    title: plane.title,
    count: isHeldBack ? "" : countText(plane.map, count),
    x: column,
    y: Math.min(projection.height - LINE, Math.max(LINE, beside[i]![1])),
  }));
  // where there are more than lines, only every other one is named
  const every = Math.ceil((labels.length * LINE) / projection.height);
  const named = labels.reverse().filter((_, i) => i % every === 0);
  return apart(named, projection.height);
}

export const countText = (map: number, count: number): string => `${count} ${noun(count, map < 0 ? "pixel" : "cell")}`;

// From the top down each stands at least a line below the one before; what would leave the picture is pushed up again.
function apart(labels: readonly StackLabel[], height: number): readonly StackLabel[] {
  const order = labels.map((label, i) => ({ label, i })).sort((a, b) => a.label.y - b.label.y || a.i - b.i);
  let y = -Infinity;
  const down = order.map(({ label }) => (y = Math.max(label.y, y + LINE)));
  let limit = height - LINE / 2;
  const placed: StackLabel[] = [];
  for (let k = order.length - 1; k >= 0; k--) {
    limit = Math.min(down[k]!, limit);
    const { label, i } = order[k]!;
    placed[i] = { ...label, y: limit };
    limit -= LINE;
  }
  return placed;
}
