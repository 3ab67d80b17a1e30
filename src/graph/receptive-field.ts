/** Which pixels an output can see: the structural set, read off the access map (van den Oord et al. 2016, "Conditional …", §2.1). */
import { SweepfieldError } from "../error.js";
import type { Offset } from "../models/mask.js";
import { IMAGE, type AccessMap } from "./access.js";
import { finish, type Sliced } from "./slices.js";
import { cellCount, cellOf, columnOf, inImage, layerOf, rowOf, type Grid } from "./grid.js";

export interface ReceptiveField {
  /** Pixel position − output position, row-major; for an interior output, unclipped. */
  readonly offsets: readonly Offset[];
  readonly size: number;
  /** Pixels of the causal window of the same reach: the rows above and the row to the left, own pixel too if it is seen. */
  readonly window: number;
  /** What the window holds and the field does not: the blind spot. */
  readonly blind: number;
}

/** Offset additions that are done within a second or two. */
const MOST_WORK = 2 ** 31;

export interface FieldChoice {
  /** The map that is looked from; the last one where it is not said. */
  readonly map?: number;
  /** The image that is looked at: −1, or one of the colours of `colourAccess`. */
  readonly image?: number;
}

/** Whether a map, or one that it depends on, reads itself. */
const isUnbounded = (access: AccessMap, map: number, seen = new Set<number>()): boolean => {
  if (map < 0 || seen.has(map)) return false;
  seen.add(map);
  return access[map]!.taps.some((tap) => tap.map === map || isUnbounded(access, tap.map, seen));
};

/** The largest distance from the outputs of `top` to anything that lies below it, along one axis. */
const reachOf = (access: AccessMap, top: number, axis: keyof Offset): number => {
  const reach = new Float64Array(top + 1).fill(-Infinity);
  reach[top] = 0;
  let most = 0;
  for (let map = top; map >= 0; map--) {
    for (const tap of access[map]!.taps) {
      const distance = reach[map]! + Math.abs(tap[axis]);
      most = Math.max(most, distance);
      if (tap.map >= 0) reach[tap.map] = Math.max(reach[tap.map]!, distance);
    }
  }
  return most;
};

/**
 * The receptive field of an interior output: from map to map the Minkowski sums of their taps, on bitmaps. Null where a
 * recurrence sees without bound.
 * @throws SweepfieldError "limit-exceeded" for stacks of enormous reach.
 */
export const receptiveField = (access: AccessMap, choice: FieldChoice = {}): ReceptiveField | null =>
  finish(receptiveFieldInSlices(access, choice));

/** The same in slices. */
export function* receptiveFieldInSlices(access: AccessMap, choice: FieldChoice = {}): Sliced<ReceptiveField | null> {
  const { map: top = access.length - 1, image = IMAGE } = choice;
  if (isUnbounded(access, top)) return null;
  const rows = reachOf(access, top, "dr");
  const columns = reachOf(access, top, "dc");
  const grid: Grid = { layers: 1, height: 2 * rows + 1, width: 2 * columns + 1 };
  const taps = access.reduce((sum, map) => sum + map.taps.length, 0);
  if (grid.height * grid.width * taps > MOST_WORK) {
    throw new SweepfieldError(
      "limit-exceeded",
      `the receptive field spans ${rows} rows and ${2 * columns + 1} columns; lower depth, kernel or dilation`,
    );
  }
  const seen = yield* reached(access, top, image, grid);
  const offsets = Array.from(indicesOf(seen), (cell) => ({
    dr: rowOf(grid, cell) - rows,
    dc: columnOf(grid, cell) - columns,
  }));
  const up = offsets.reduce((most, { dr }) => Math.max(most, -dr), 0);
  const aside = offsets.reduce((most, { dc }) => Math.max(most, Math.abs(dc)), 0);
  const own = offsets.some(({ dr, dc }) => dr === 0 && dc === 0) ? 1 : 0;
  const window = up * (2 * aside + 1) + aside + own;
  return { offsets, size: offsets.length, window, blind: window - offsets.length };
}

/** From the middle of map `top` down: which places of the image are reached. A map reads maps before it, so one pass will do. */
function* reached(access: AccessMap, top: number, image: number, grid: Grid): Sliced<Uint8Array> {
  const places = grid.height * grid.width;
  const seen = new Map<number, Uint8Array>();
  const seenOf = (map: number): Uint8Array => {
    const flags = seen.get(map) ?? new Uint8Array(places);
    seen.set(map, flags);
    return flags;
  };
  seenOf(top)[(places - 1) / 2] = 1;
  for (let map = top; map >= 0; map--) {
    const flags = seen.get(map);
    if (!flags) continue;
    seen.delete(map);
    const cells = indicesOf(flags);
    for (const tap of access[map]!.taps) {
      if (tap.map < 0 && tap.map !== image) continue;
      yield;
      const target = seenOf(tap.map);
      const shift = tap.dr * grid.width + tap.dc;
      for (const cell of cells) target[cell + shift] = 1;
    }
  }
  return seenOf(image);
}

const indicesOf = (flags: Uint8Array): Uint32Array<ArrayBuffer> => {
  const indices = new Uint32Array(flags.reduce((sum, flag) => sum + flag, 0));
  let next = 0;
  flags.forEach((flag, index) => {
    if (flag === 1) indices[next++] = index;
  });
  return indices;
};

/**
 * The pixels (row · width + column, ascending) that one cell can see on an image of the grid's size: exact reachability,
 * borders and recurrences included. `image` is −1, or one of the colours of `colourAccess`.
 */
export const receptiveFieldAt = (
  access: AccessMap,
  grid: Grid,
  cell: number,
  image: number = IMAGE,
): readonly number[] => {
  const pixels = new Uint8Array(grid.height * grid.width);
  const visited = new Uint8Array(cellCount(grid));
  visited[cell] = 1;
  const waiting = [cell];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const { map, dr, dc } of access[layerOf(grid, current)]!.taps) {
      const row = rowOf(grid, current) + dr;
      const column = columnOf(grid, current) + dc;
      if (!inImage(grid, row, column)) continue;
      if (map === image) pixels[row * grid.width + column] = 1;
      if (map < 0) continue;
      const read = cellOf(grid, map, row, column);
      if (visited[read] === 0) waiting.push(read);
      visited[read] = 1;
    }
  }
  return Array.from(indicesOf(pixels));
};
