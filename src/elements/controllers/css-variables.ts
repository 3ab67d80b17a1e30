import { nothing } from "lit";
import { Directive, directive, PartType } from "lit/directive.js";
import type { ElementPart, PartInfo } from "lit/directive.js";

/** Sets custom properties through the CSSOM: a strict style-src drops `style="…"` and Lit's styleMap with it. */
class CssVariables extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT)
      throw new TypeError("cssVariables stands on an element: <div ${cssVariables({…})}>");
  }
  render(_variables: Readonly<Record<`--${string}`, string>>): typeof nothing {
    return nothing;
  }
  override update(part: ElementPart, [variables]: Parameters<this["render"]>): typeof nothing {
    const { element } = part;
    if (element instanceof HTMLElement || element instanceof SVGElement)
      for (const [name, value] of Object.entries(variables)) element.style.setProperty(name, value);
    return nothing;
  }
}

export const cssVariables = directive(CssVariables);
