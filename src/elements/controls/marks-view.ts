import { nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import type { Mark } from "../figure/marks.js";

/** Paths and words on the page: the live twin of the figure's `svgMarks`. */
export const marksView = (marks: readonly Mark[]): readonly (TemplateResult | typeof nothing)[] =>
  marks.map((mark) => {
    if (mark.kind === "path")
      return svg`<path
        d=${mark.d}
        fill=${mark.fill ?? "none"}
        stroke=${mark.stroke ?? "none"}
        stroke-width=${mark.strokeWidth ?? 1}
        stroke-dasharray=${mark.dash ?? nothing}
        opacity=${mark.opacity ?? nothing}
        stroke-linejoin="round"
      />`;
    if (mark.kind === "text")
      return svg`<text
        x=${mark.x}
        y=${mark.y}
        font-size=${mark.size ?? 13}
        font-weight=${mark.weight ?? nothing}
        text-anchor=${mark.anchor ?? nothing}
        fill=${mark.fill ?? "currentColor"}
      >${mark.text}</text>`;
    return nothing;
  });
