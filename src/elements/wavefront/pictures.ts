import { html } from "lit";
import type { TemplateResult } from "lit";
import { cssVariables } from "../controllers/css-variables.js";
import { paintMarks } from "../figure/canvas.js";
import { pixelAtPoint } from "./layout.js";
import type { Look } from "./marks.js";
import { panelMarks } from "./scene.js";
import type { Panel, Scene, Shown } from "./scene.js";

/** The canvases of all maps, to be painted by `paintPictures`. */
export const pictures = ({ panels, arrangement }: Scene): TemplateResult => html`
  <div
    class=${`pictures ${arrangement.flow}`}
    ${cssVariables({
      "--columns": String(arrangement.columns),
      "--stack": String(Math.max(1, Math.round((panels.length - 1) / Math.max(1, arrangement.columns - 1)))),
    })}
  >
    ${panels.map((panel) => picture(panel, arrangement.side))}
  </div>
`;

const picture = ({ map, title, layout }: Panel, side: number): TemplateResult => {
  const [width, height] = [layout.across * side, layout.height * side];
  const ratio = globalThis.devicePixelRatio || 1;
  return html`
    <figure
      class=${map < 0 ? "picture image" : "picture"}
      ${cssVariables({ "--w": `${width}px`, "--h": `${height}px` })}
    >
      <figcaption>${title}</figcaption>
      <canvas
        data-map=${map}
        width=${Math.round(width * ratio)}
        height=${Math.round(height * ratio)}
        aria-hidden="true"
      ></canvas>
    </figure>
  `;
};

/** Paints every canvas below `root`. */
export function paintPictures(
  root: ParentNode,
  { panels, arrangement }: Scene,
  shown: Shown,
  look: Pick<Look, "ramps" | "colours">,
): void {
  for (const canvas of root.querySelectorAll<HTMLCanvasElement>("canvas[data-map]")) {
    const panel = panels.find(({ map }) => map === Number(canvas.dataset["map"]));
    if (!panel) continue;
    const marks = panelMarks(panel, shown, { ...look, side: arrangement.side, x: 0, y: 0 });
    paintMarks(canvas, marks, look.colours("surface"), look.colours("font"));
  }
}

/** The cell under the pointer; null on padding, on the image and between the pictures. */
export function cellUnder(event: PointerEvent, { panels }: Scene): number | null {
  const canvas = event.target instanceof Element ? event.target.closest<HTMLCanvasElement>("canvas[data-map]") : null;
  const panel = panels.find(({ map }) => map === Number(canvas?.dataset["map"]));
  if (!canvas || !panel || panel.map < 0) return null;
  const box = canvas.getBoundingClientRect();
  const pixel = pixelAtPoint(
    panel.layout,
    (event.clientX - box.left) / box.width,
    (event.clientY - box.top) / box.height,
  );
  return pixel === null ? null : panel.map * panel.layout.height * panel.layout.width + pixel;
}
