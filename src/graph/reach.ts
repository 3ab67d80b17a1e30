/** What an output depends on, and through how few matrix-vector products. */
import { IMAGE, type AccessMap, type OutputTerm } from "./access.js";
import { requireCells } from "./chains.js";
import { cellOf, inImage, type Grid } from "./grid.js";
import type { Sliced } from "./slices.js";

/** Of a cell or pixel that the outputs do not depend on. */
export const UNREACHED = -1;

export interface Reach {
  /** By cell, the fewest products between it and the outputs; 0 for the outputs themselves, UNREACHED where none depends on it. */
  readonly cells: Int32Array;
  /** The same by pixel of the image. */
  readonly pixels: Int32Array;
}

const CELLS_PER_SLICE = 2 ** 12;

/**
 * The shortest paths back from outputs (a layer's output terms at some pixels): breadth first, where a tap with a weight costs
 * one product and a residual connection none.
 * @throws SweepfieldError "limit-exceeded" above 2²⁵ cells.
 */
export function* reachOf(
  access: AccessMap,
  grid: Grid,
  outputs: readonly OutputTerm[],
  at: Iterable<number>,
): Sliced<Reach> {
  const { height, width } = grid;
  const cells = new Int32Array(requireCells(grid)).fill(UNREACHED);
  const pixels = new Int32Array(height * width).fill(UNREACHED);
  let frontier: number[] = [];
  for (const pixel of at) {
    for (const { map, dr, dc } of outputs) {
      const row = Math.floor(pixel / width) + dr;
      const column = (pixel % width) + dc;
      if (!inImage(grid, row, column)) continue;
      const cell = cellOf(grid, map, row, column);
      cells[cell] = 0;
      frontier.push(cell);
    }
  }
  let visited = 0;
  for (let products = 0; frontier.length > 0; products++) {
    const next: number[] = [];
    // A residual connection adds to the frontier that is being walked.
    for (let i = 0; i < frontier.length; i++) {
      const cell = frontier[i]!;
      // Found through a residual connection in the meantime, and walked from there.
      if (cells[cell] !== products) continue;
      if (visited++ % CELLS_PER_SLICE === 0) yield;
      const column = cell % width;
      const row = Math.floor(cell / width) % height;
      for (const tap of access[Math.floor(cell / (width * height))]!.taps) {
        const r = row + tap.dr;
        const c = column + tap.dc;
        if (r < 0 || r >= height || c < 0 || c >= width) continue;
        const free = tap.weight === "identity";
        const cost = free ? products : products + 1;
        const isImage = tap.map === IMAGE;
        const found = isImage ? pixels : cells;
        const place = isImage ? r * width + c : (tap.map * height + r) * width + c;
        const before = found[place]!;
        if (before !== UNREACHED && before <= cost) continue;
        found[place] = cost;
        if (!isImage) (free ? frontier : next).push(place);
      }
    }
    frontier = next;
  }
  return { cells, pixels };
}
