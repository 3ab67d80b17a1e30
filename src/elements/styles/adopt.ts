import type { CSSResult } from "lit";

/** Gives a root the style sheet of a part that was loaded later. */
export function adoptInto(root: Node, { styleSheet }: CSSResult): void {
  if (styleSheet && root instanceof ShadowRoot && !root.adoptedStyleSheets.includes(styleSheet))
    root.adoptedStyleSheets.push(styleSheet);
}
