import type { LookColours } from "./look.js";

let pixel: CanvasRenderingContext2D | null = null;

/** Any CSS colour as an RGBA word, system colours too. */
function wordOf(css: string): number {
  pixel ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!pixel) return 0xff000000;
  pixel.fillStyle = css;
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** The element's colours as they are now: its custom properties or, where colours are forced, the system's. */
export function coloursOf(element: Element, model: "pixelcnn" | "mdrnn", isForced: boolean): LookColours {
  const style = getComputedStyle(element);
  const named = (name: string, forced: string): number =>
    wordOf(isForced ? forced : style.getPropertyValue(`--sf-${name}`).trim());
  return {
    surface: named("surface", "Canvas"),
    line: named("line-strong", "CanvasText"),
    hue: named(model, "Highlight"),
    outline: named("outline", "CanvasText"),
    glow: named("glow", "Highlight"),
  };
}
