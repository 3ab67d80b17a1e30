import { nothing, svg } from "lit";
import type { SVGTemplateResult } from "lit";
import type { CellsMark, FramesMark, Mark } from "./marks.js";

/** What can be drawn as single SVG elements; grids of cells are for a canvas. */
export type DrawnMark = Exclude<Mark, CellsMark | FramesMark>;

/** Marks on the page: the live twin of the figure's `svgMarks`. */
export const marksView = (marks: readonly DrawnMark[]): readonly SVGTemplateResult[] => marks.map(markView);

function markView(mark: DrawnMark): SVGTemplateResult {
  if (mark.kind === "text")
    return svg`<text
      x=${mark.x}
      y=${mark.y}
      font-size=${mark.size ?? 13}
      font-weight=${mark.weight ?? nothing}
      font-style=${mark.italic === true ? "italic" : nothing}
      text-anchor=${mark.anchor ?? nothing}
      fill=${mark.fill ?? "currentColor"}
    >${mark.text}</text>`;
  const fill = mark.fill ?? "none";
  const stroke = mark.stroke ?? "none";
  const width = mark.strokeWidth ?? 1;
  const dash = mark.dash ?? nothing;
  const opacity = mark.opacity ?? nothing;
  if (mark.kind === "path")
    return svg`<path d=${mark.d} fill=${fill} stroke=${stroke} stroke-width=${width} stroke-dasharray=${dash} opacity=${opacity} stroke-linejoin="round" />`;
  if (mark.kind === "circle")
    return svg`<circle cx=${mark.x} cy=${mark.y} r=${mark.radius} fill=${fill} stroke=${stroke} stroke-width=${width} stroke-dasharray=${dash} opacity=${opacity} />`;
  return svg`<rect x=${mark.x} y=${mark.y} width=${mark.width} height=${mark.height} rx=${mark.radius ?? 0} fill=${fill} stroke=${stroke} stroke-width=${width} stroke-dasharray=${dash} opacity=${opacity} />`;
}
