import type { CellVerdict } from "../controls/questions.js";
import type { PathMark } from "../figure/marks.js";
import { boxPath, type Box, type Colours } from "./boxes.js";
import type { Scene } from "./scene.js";

const tickPath = ([x, y, w, h]: Box): string =>
  `M${x + w * 0.28} ${y + h * 0.52}l${w * 0.16} ${h * 0.18}l${w * 0.28} ${-h * 0.36}`;
const smallCross = ([x, y, w, h]: Box): string =>
  `M${x + w * 0.3} ${y + h * 0.3}l${w * 0.4} ${h * 0.4}M${x + w * 0.7} ${y + h * 0.3}l${-w * 0.4} ${h * 0.4}`;

/** The reader's own cells, in the look of the question's legend: frames, and once the answer is known ticks and crosses. */
export const verdictMarks = (
  verdicts: Scene["verdicts"],
  boxOf: (pixel: number) => Box,
  colours: Colours,
  side: number,
): readonly PathMark[] => {
  const strokeWidth = Math.max(2, side / 9);
  const inset = ([x, y, w, h]: Box): Box => [
    x + strokeWidth / 2,
    y + strokeWidth / 2,
    w - strokeWidth,
    h - strokeWidth,
  ];
  const mark = (wanted: CellVerdict, name: string, sign?: (box: Box) => string): readonly PathMark[] => {
    const boxes = [...(verdicts ?? [])]
      .filter(([, verdict]) => verdict === wanted)
      .map(([pixel]) => inset(boxOf(pixel)));
    if (boxes.length === 0) return [];
    const stroke = colours.of(name);
    const frame = boxes.map(boxPath).join("");
    if (wanted === "missed") return [{ kind: "path", d: frame, stroke, strokeWidth: 2, dash: "4 3" }];
    return [
      { kind: "path", d: frame, fill: colours.of("raised"), stroke, strokeWidth },
      ...(sign
        ? [{ kind: "path", d: boxes.map(sign).join(""), stroke, strokeWidth: Math.max(1.5, side / 14) } as const]
        : []),
    ];
  };
  return [
    ...mark("picked", "focus"),
    ...mark("right", "good", tickPath),
    ...mark("wrong", "bad", smallCross),
    ...mark("missed", "ink"),
  ];
};
