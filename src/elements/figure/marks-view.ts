import { nothing, svg } from "lit";
import type { TemplateResult } from "lit";
import type { Mark } from "./marks.js";

/** Shapes and words on the page: the live twin of `svgMarks`. Cells and frames belong on a canvas. */
export const marksView = (marks: readonly Mark[]): readonly (TemplateResult | typeof nothing)[] =>
  marks.map((mark) => {
    switch (mark.kind) {
      case "path":
        return svg`<path
          d=${mark.d}
          fill=${mark.fill ?? "none"}
          stroke=${mark.stroke ?? "none"}
          stroke-width=${mark.strokeWidth ?? 1}
          stroke-dasharray=${mark.dash ?? nothing}
          opacity=${mark.opacity ?? nothing}
          stroke-linejoin="round"
        />`;
      case "circle":
        return svg`<circle
          cx=${mark.x}
          cy=${mark.y}
          r=${mark.radius}
          fill=${mark.fill ?? "none"}
          stroke=${mark.stroke ?? "none"}
          stroke-width=${mark.strokeWidth ?? 1}
          stroke-dasharray=${mark.dash ?? nothing}
          opacity=${mark.opacity ?? nothing}
        />`;
      case "rect":
        return svg`<rect
          x=${mark.x}
          y=${mark.y}
          width=${mark.width}
          height=${mark.height}
          rx=${mark.radius ?? nothing}
          fill=${mark.fill ?? "none"}
          stroke=${mark.stroke ?? "none"}
          stroke-width=${mark.strokeWidth ?? 1}
          stroke-dasharray=${mark.dash ?? nothing}
          opacity=${mark.opacity ?? nothing}
        />`;
      case "text":
        return svg`<text
          x=${mark.x}
          y=${mark.y}
          font-size=${mark.size ?? 13}
          font-weight=${mark.weight ?? nothing}
          text-anchor=${mark.anchor ?? nothing}
          fill=${mark.fill ?? "currentColor"}
        >${mark.text}</text>`;
      default:
        return nothing;
    }
  });
