/** How many pixel-steps it takes to draw an image from a model, pixel after pixel or along the wavefront. */
import type { ModelSpec } from "../models/spec.js";
import { accessMap, IMAGE, layerOutputs, type AccessMap, type OutputTerm } from "./access.js";
import { chains } from "./chains.js";
import { colourAccess, colourMap, COLOURS } from "./colours.js";

export interface SamplingSteps {
  /** One pixel per step, the whole network recomputed each time. */
  readonly naive: number;
  /** One pixel per step with cached activations: less work, as many steps (Ramachandran et al. 2017). */
  readonly cached: number;
  /** All pixels of equal depth at once: the longest chain of the pixel-dependency graph, exact for any stack. */
  readonly wavefront: number;
}

/** A model as it draws: its graph, split by colour where a pixel is drawn colour by colour. */
export interface DrawingGraph {
  readonly access: AccessMap;
  /** Draws of one pixel, one after the other: 3 colours, or 1. The image of colour i is map −1 − i. */
  readonly colours: number;
  /** By colour, the output that it is drawn from. */
  readonly outputs: readonly (readonly OutputTerm[])[];
}

export const drawingGraph = (spec: ModelSpec): DrawingGraph =>
  spec.kind === "pixelcnn" && spec.colourGroups === 3
    ? {
        access: colourAccess(spec),
        colours: COLOURS.length,
        outputs: COLOURS.map((colour) => outputOf(spec, (map) => colourMap(map, colour))),
      }
    : { access: accessMap(spec), colours: 1, outputs: [outputOf(spec)] };

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * Pixel-steps of drawing one image; with three colours a step draws one colour of a pixel. A recurrent model is drawn as a
 * generator (`shift`, or `first: "A"`), whichever way it is set. Null where the model sees the pixel that it would have to
 * draw: masks B alone, four directions.
 * @throws SweepfieldError "limit-exceeded" for images and stacks too large to trace.
 */
export const samplingSteps = (spec: ModelSpec, size: ImageSize): SamplingSteps | null => {
  const { access, colours, outputs } = drawingGraph(asGenerator(spec));
  const wavefront = pixelChain(access, outputs, size);
  if (wavefront === null) return null;
  const pixels = size.height * size.width * colours;
  return { naive: pixels, cached: pixels, wavefront };
};

/** The model as it draws: its first layer does not see the pixel that is to be drawn. */
export const asGenerator = (spec: ModelSpec): ModelSpec => {
  if (spec.kind === "mdrnn") return spec.directions === 1 && !spec.conditional ? { ...spec, shift: true } : spec;
  return spec.kind === "row-lstm" || spec.kind === "diagonal-bilstm" ? { ...spec, first: "A" } : spec;
};

export const outputOf = (spec: ModelSpec, renumber = (map: number): number => map): readonly OutputTerm[] =>
  layerOutputs(spec)
    .at(-1)!
    .map((term) => ({ ...term, map: renumber(term.map) }));

/**
 * The graph closed to a loop: the image is one more map for each entry of `outputs`, drawn from the maps named there, and what
 * reads image −1 − i reads it.
 */
export const closedOverImage = (access: AccessMap, outputs: readonly (readonly OutputTerm[])[]): AccessMap => [
  ...access.map((entry) => ({
    ...entry,
    taps: entry.taps.map((tap) => (tap.map <= IMAGE ? { ...tap, map: access.length + IMAGE - tap.map } : tap)),
  })),
  ...outputs.map((terms) => ({
    layer: IMAGE,
    name: "x",
    taps: terms.map((term) => ({ ...term, weight: "identity" })),
  })),
];

/**
 * The longest chain of pixels of which each is drawn from an output that depends on the one before: in the closed graph only
 * pixels count. Null where a pixel would wait for itself.
 * @throws SweepfieldError "limit-exceeded" above 2²⁵ cells.
 */
export const pixelChain = (
  access: AccessMap,
  outputs: readonly (readonly OutputTerm[])[],
  { height, width }: ImageSize,
): number | null => {
  const first = access.length;
  const closed = closedOverImage(access, outputs);
  const grid = { layers: closed.length, height, width };
  const { lengths, stuck } = chains(closed, grid, (map) => map >= first);
  if (stuck > 0) return null;
  return lengths.subarray(first * height * width).reduce((longest, length) => Math.max(longest, length), 0);
};
