/** How long it takes to draw an image from a model, in pixels and in levels of matrix-vector products. */
import type { ModelSpec } from "../models/spec.js";
import { accessMap, type AccessMap, type OutputTerm, type Tap } from "./access.js";
import { chainsInSlices } from "./chains.js";
import { asGenerator, closedOverImage, outputOf } from "./sampling.js";
import type { Sliced } from "./slices.js";

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

export interface DrawingSteps {
  /** The longest chain of pixels: pixel-steps of the wavefront. */
  readonly pixels: number;
  /** Levels of products on the longest chain of the wavefront. */
  readonly products: number;
  /** Of an MDRNN left as it is, with one product more that reads the outputs west and north of a pixel to draw it. */
  readonly readOutProducts: number | null;
}

/** The longest chain that ends in a pixel, of the maps that count. */
function* longest(closed: AccessMap, size: ImageSize, counts: (map: number) => boolean): Sliced<number | null> {
  const grid = { layers: closed.length, ...size };
  const { lengths, stuck } = yield* chainsInSlices(closed, grid, counts);
  if (stuck > 0) return null;
  const image = (closed.length - 1) * size.height * size.width;
  return lengths.subarray(image).reduce((most, length) => Math.max(most, length), 0);
}

/** h(r, c − 1) and h(r − 1, c) of the last layer, read to draw pixel (r, c) (domain.md §6). */
const withReadOut = (access: AccessMap, top: readonly OutputTerm[]): { access: AccessMap; output: OutputTerm } => {
  const beside = (dr: number, dc: number): readonly Tap[] =>
    top.map((term) => ({ ...term, dr, dc, weight: "read-out" }));
  const entry = { layer: access.length, name: "read-out", taps: [...beside(0, -1), ...beside(-1, 0)] };
  return { access: [...access, entry], output: { map: access.length, dr: 0, dc: 0 } };
};

/**
 * Counts the chains of the closed graph of a model with one colour, drawn as a generator. Null where the model sees the pixel
 * that is to be drawn, whichever way it is set.
 * @throws SweepfieldError "limit-exceeded" above 2²⁵ cells.
 */
export function* drawingSteps(spec: ModelSpec, size: ImageSize): Sliced<DrawingSteps | null> {
  const access = accessMap(asGenerator(spec));
  const closed = closedOverImage(access, [outputOf(spec)]);
  const isPixel = (map: number): boolean => map === access.length;
  const isProduct = (map: number): boolean => map !== access.length;
  const pixels = yield* longest(closed, size, isPixel);
  const products = yield* longest(closed, size, isProduct);
  if (pixels === null || products === null) return null;
  return { pixels, products, readOutProducts: yield* readOut(spec, size) };
}

function* readOut(spec: ModelSpec, size: ImageSize): Sliced<number | null> {
  if (spec.kind !== "mdrnn" || spec.neighbours === "input" || spec.directions === 4) return null;
  const { access, output } = withReadOut(accessMap({ ...spec, shift: false }), outputOf(spec));
  return yield* longest(closedOverImage(access, [[output]]), size, (map) => map < access.length);
}
