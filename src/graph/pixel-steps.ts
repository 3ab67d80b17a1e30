/** When each pixel of an image can be drawn at the earliest. */
import { SweepfieldError } from "../error.js";
import { chainsInSlices } from "./chains.js";
import { closedOverImage, type DrawingGraph } from "./sampling.js";
import type { Sliced } from "./slices.js";

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/**
 * The earliest pixel-step in which each pixel can be drawn, from 1 on, by colour · H · W + pixel: the longest chain of pixels
 * up to it. Pixels that are `known` from the start (by pixel, all colours) are 0.
 * @throws SweepfieldError "spec-invalid" where a pixel would wait for itself, "limit-exceeded" above 2²⁵ cells.
 */
export function* pixelSteps(graph: DrawingGraph, { height, width }: ImageSize, known?: Uint8Array): Sliced<Int32Array> {
  const first = graph.access.length;
  const pixels = height * width;
  const closed = closedOverImage(graph.access, graph.outputs);
  const grid = { layers: closed.length, height, width };
  const isKnown = known && ((cell: number): boolean => cell >= first * pixels && known[cell % pixels] === 1);
  const { lengths, stuck } = yield* chainsInSlices(closed, grid, (map) => map >= first, isKnown);
  if (stuck > 0) {
    throw new SweepfieldError(
      "spec-invalid",
      "the model sees the pixel that it would draw; use mask A in its first layer, or shift",
    );
  }
  return lengths.slice(first * pixels);
}
