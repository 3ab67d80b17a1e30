import type { PathMark } from "../figure/marks.js";
import { cellBox, circlePath, type Colours } from "./boxes.js";
import type { Cone } from "./cone.js";
import type { Scene } from "./scene.js";

/** The levels above the image of a sequence, and who reads whom. */
export const coneMarks = (
  { view, hue, levels }: Scene,
  cone: Cone,
  colours: Colours,
  side: number,
  gap: number,
  isHidden: boolean,
): readonly PathMark[] => {
  const rowOf = (level: number): number => levels - 1 - level;
  const outlines: string[] = [];
  const active: string[] = [];
  for (let level = 1; level < levels; level++)
    for (let column = 0; column < view.width; column++) {
      const [x, y, w] = cellBox(rowOf(level), column, side, gap);
      const dot = circlePath(x + w / 2, y + w / 2, w / 5);
      const isSeen = !isHidden && cone.levels[level]?.has(column) === true;
      (isSeen ? active : outlines).push(dot);
    }
  const centre = (at: number): number => (at + 0.5) * side;
  const lines = isHidden
    ? ""
    : cone.edges
        .map(({ from, to }) => {
          const [x1, y1, x2, y2] = [centre(from[1]), centre(rowOf(from[0])), centre(to[1]), centre(rowOf(to[0]))];
          // Both ends of a reading across one level lie on that level: it is drawn as a bow.
          if (from[0] === to[0]) return `M${x1} ${y1}Q${(x1 + x2) / 2} ${y1 - side * 0.7} ${x2} ${y2}`;
          return `M${x1} ${y1}L${x2} ${to[0] === 0 ? y2 - side / 2 : y2}`;
        })
        .join("");
  return [
    { kind: "path", d: outlines.join(""), stroke: colours.of("line-strong"), strokeWidth: 1 },
    ...(lines === ""
      ? []
      : [{ kind: "path", d: lines, stroke: colours.of(hue), strokeWidth: Math.max(1, side / 14) } as const]),
    ...(active.length === 0 ? [] : [{ kind: "path", d: active.join(""), fill: colours.of(hue) } as const]),
  ];
};
