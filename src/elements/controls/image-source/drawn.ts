import { nothing } from "lit";
import { Directive, directive, PartType } from "lit/directive.js";
import type { ElementPart, PartInfo } from "lit/directive.js";
import { rgbaFromTensor } from "../../../io/pixels.js";
import type { Tensor } from "../../../models/tensor.js";

/** Draws an image tensor on a canvas, one canvas pixel for each of its own. */
class Drawn extends Directive {
  #image: Tensor | null = null;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError("drawn stands on a canvas: <canvas ${drawn(image)}>");
  }
  render(_image: Tensor | null): typeof nothing {
    return nothing;
  }
  override update({ element }: ElementPart, [image]: Parameters<this["render"]>): typeof nothing {
    if (!image || image === this.#image || !(element instanceof HTMLCanvasElement)) return nothing;
    const [, , height = 1, width = 1] = image.shape;
    element.height = height;
    element.width = width;
    element.getContext("2d")?.putImageData(new ImageData(rgbaFromTensor(image), width, height), 0, 0);
    this.#image = image;
    return nothing;
  }
}

export const drawn = directive(Drawn);
