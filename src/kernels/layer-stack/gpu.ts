import largestMean from "../../../shaders/draw/largest-mean.wgsl";
import layerStack from "../../../shaders/draw/layer-stack.wgsl";
import { composeShader } from "../../gpu/composer.js";
import type { Kernel } from "../../gpu/kernel.js";
import type { RenderProgram } from "../../gpu/render.js";
import { rangePart } from "../shader-files.js";

/** draw/largest-mean.wgsl. Items are maps. Bindings: mean, largest. */
export function largestMeanKernel(pixels: number): Kernel {
  return {
    shader: composeShader({
      label: "largest means",
      constants: { PIXELS: pixels },
      parts: [rangePart, { file: "draw/largest-mean.wgsl", text: largestMean }],
    }),
    bindings: ["read", "read-write"],
    stamped: false,
    macsPerItem: pixels,
    workgroups: (count) => [count, 1],
  };
}

/** draw/layer-stack.wgsl. Bindings: view (uniform), means, largest, ramp, image, seen, heights, lines. */
export const layerStackProgram = (): RenderProgram => ({
  shader: composeShader({
    label: "layer stack",
    constants: {},
    parts: [{ file: "draw/layer-stack.wgsl", text: layerStack }],
  }),
  vertices: ["cells", "strokes"],
  fragment: "shade",
  buffers: ["uniform", "read", "read", "read", "read", "read", "read", "read"],
});

/** Floats of the uniform: the matrix, the viewport, four numbers and two counts. */
export const VIEW_FLOATS = 24;
/** Words of a line: start, width, end, colour. */
export const LINE_WORDS = 8;

export interface StackView {
  /** World to clip space, column by column. */
  readonly camera: Float32Array;
  /** Of the picture, in its own pixels. */
  readonly width: number;
  readonly height: number;
  /** Side of a cell in the world. */
  readonly pitch: number;
  /** Share of a cell that stays free at each of its sides. */
  readonly gap: number;
  /** Opacities of the cells that the output sees, and of the others. */
  readonly inside: number;
  readonly outside: number;
  readonly rows: number;
  readonly columns: number;
}

/** The uniform as the shader reads it. */
export function packView(view: StackView): Float32Array {
  const floats = new Float32Array(VIEW_FLOATS);
  floats.set(view.camera);
  floats.set([view.width, view.height, view.pitch, view.gap, view.inside, view.outside], 16);
  new Uint32Array(floats.buffer).set([view.rows, view.columns], 22);
  return floats;
}

export interface StackLine {
  readonly from: readonly [x: number, y: number, z: number];
  readonly to: readonly [x: number, y: number, z: number];
  /** In pixels of the picture. */
  readonly width: number;
  /** RGBA, red in the lowest byte. */
  readonly colour: number;
}

/** The lines as the shader reads them. */
export function packLines(lines: readonly StackLine[]): Float32Array {
  const floats = new Float32Array(Math.max(1, lines.length) * LINE_WORDS);
  const words = new Uint32Array(floats.buffer);
  lines.forEach(({ from, to, width, colour }, i) => {
    floats.set([...from, width, ...to], i * LINE_WORDS);
    words[i * LINE_WORDS + 7] = colour;
  });
  return floats;
}
