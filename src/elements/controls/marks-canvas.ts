import { html } from "lit";
import type { TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { cssVariables } from "../controllers/css-variables.js";
import { paintMarks } from "../figure/canvas.js";
import type { Mark } from "../figure/marks.js";

interface MarksCanvas {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
  /** What a screen reader says of it. */
  readonly label: string;
}

/** Marks on a canvas of device pixels, painted anew whenever they are rendered; clear cells show its hatching. */
export const marksCanvas = ({ width, height, marks, label }: MarksCanvas): TemplateResult => {
  const ratio = devicePixelRatio;
  return html`<canvas
    class="marks-canvas"
    role="img"
    aria-label=${label}
    width=${Math.round(width * ratio)}
    height=${Math.round(height * ratio)}
    ${cssVariables({ "--w": `${width}px`, "--h": `${height}px` })}
    ${ref((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return;
      const paint = (): void => {
        const style = getComputedStyle(canvas);
        paintMarks(canvas, marks, style.getPropertyValue("--sf-surface").trim(), style.fontFamily);
      };
      // before its first rendering is in the page, it has no colours yet
      if (canvas.isConnected) paint();
      else queueMicrotask(paint);
    })}
  ></canvas>`;
};
