/** How long the chains are on which cells wait for each other, at the speed of typed arrays. */
import { SweepfieldError } from "../error.js";
import type { AccessMap } from "./access.js";
import { cellCount, type Grid } from "./grid.js";
import { finish, type Sliced } from "./slices.js";

/** Three Int32Arrays of this length are what a browser tab can still hold. */
const MOST_CELLS = 2 ** 25;

const CELLS_PER_SLICE = 2 ** 14;

export interface Chains {
  /** By cell: how many cells that count stand on the longest chain up to it. */
  readonly lengths: Int32Array;
  /** Cells that wait for each other in a circle, and those that wait for these. */
  readonly stuck: number;
}

interface Reader {
  readonly map: number;
  readonly dr: number;
  readonly dc: number;
}

/** For every map, who reads it at which offset. */
const readersByMap = (access: AccessMap): readonly (readonly Reader[])[] => {
  const readers: Reader[][] = access.map(() => []);
  access.forEach(({ taps }, map) => {
    for (const tap of taps) if (tap.map >= 0) readers[tap.map]!.push({ map, dr: tap.dr, dc: tap.dc });
  });
  return readers;
};

/** By cell, how many cells it reads. */
function* readCounts(access: AccessMap, grid: Grid): Sliced<Int32Array> {
  const { height, width } = grid;
  const counts = new Int32Array(cellCount(grid));
  for (const [map, { taps }] of access.entries()) {
    yield;
    for (const tap of taps) {
      if (tap.map < 0) continue;
      for (let row = Math.max(0, -tap.dr); row < Math.min(height, height - tap.dr); row++) {
        const start = (map * height + row) * width;
        for (let c = Math.max(0, -tap.dc); c < Math.min(width, width - tap.dc); c++) counts[start + c]! += 1;
      }
    }
  }
  return counts;
}

/** @throws SweepfieldError "limit-exceeded" above 2²⁵ cells. */
export const requireCells = (grid: Grid): number => {
  const cells = cellCount(grid);
  if (cells <= MOST_CELLS) return cells;
  throw new SweepfieldError(
    "limit-exceeded",
    `the graph has ${cells} cells, more than ${MOST_CELLS}; lower depth or size`,
  );
};

/**
 * The longest chains of any access map, whatever the direction of its sweeps: topological order by Kahn 1962. `counts`
 * says which maps add to a chain; the others pass it on.
 * @throws SweepfieldError "limit-exceeded" above 2²⁵ cells.
 */
export const chains = (access: AccessMap, grid: Grid, counts: (map: number) => boolean): Chains =>
  finish(chainsInSlices(access, grid, counts));

/** The same in slices. Cells that are `known` from the start wait for nobody and stand on no chain. */
export function* chainsInSlices(
  access: AccessMap,
  grid: Grid,
  counts: (map: number) => boolean,
  known?: (cell: number) => boolean,
): Sliced<Chains> {
  const cells = requireCells(grid);
  const { height, width } = grid;
  const readers = readersByMap(access);
  const own = Int32Array.from(access, (_, map) => (counts(map) ? 1 : 0));
  const lengths = new Int32Array(cells);
  const waitingFor = yield* readCounts(access, grid);
  const ready = new Int32Array(cells);
  let found = 0;
  for (let cell = 0; cell < cells; cell++) if (waitingFor[cell] === 0) ready[found++] = cell;
  for (let done = 0; done < found; done++) {
    if (done % CELLS_PER_SLICE === 0) yield;
    const cell = ready[done]!;
    const column = cell % width;
    const row = Math.floor(cell / width) % height;
    const map = Math.floor(cell / (width * height));
    const length = (lengths[cell] = known?.(cell) ? 0 : lengths[cell]! + own[map]!);
    for (const reader of readers[map]!) {
      const r = row - reader.dr;
      const c = column - reader.dc;
      if (r < 0 || r >= height || c < 0 || c >= width) continue;
      const reading = (reader.map * height + r) * width + c;
      if (lengths[reading]! < length) lengths[reading] = length;
      if (--waitingFor[reading]! === 0) ready[found++] = reading;
    }
  }
  return { lengths, stuck: cells - found };
}
