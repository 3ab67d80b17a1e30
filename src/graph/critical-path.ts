/** The longest chain of cells that wait for each other: no schedule can have fewer steps. */
import { SweepfieldError } from "../error.js";
import type { AccessMap, OutputTerm } from "./access.js";
import { chainsInSlices, requireCells } from "./chains.js";
import { cellOf, columnOf, inImage, layerOf, rowOf, type Grid } from "./grid.js";
import { finish, type Sliced } from "./slices.js";

/**
 * The level of every cell: 1 where it reads no other cell, else one more than the highest level it reads.
 * @throws SweepfieldError "spec-invalid" when cells wait for each other in a circle, "limit-exceeded" above 2²⁵ cells.
 */
export const levels = (access: AccessMap, grid: Grid): Int32Array => finish(levelsInSlices(access, grid));

/** The same in slices. */
export function* levelsInSlices(access: AccessMap, grid: Grid): Sliced<Int32Array> {
  const { lengths, stuck } = yield* chainsInSlices(access, grid, () => true);
  if (stuck > 0) {
    throw new SweepfieldError("spec-invalid", `${stuck} cells wait for each other in a circle; remove a direction`);
  }
  return lengths;
}

/** By cell 1 where an output (the sum of `outputs`, anywhere in the image) depends on it, else 0. Throws as `levels`. */
export const neededCells = (access: AccessMap, grid: Grid, outputs: readonly OutputTerm[]): Uint8Array =>
  finish(neededInSlices(access, grid, outputs));

const CELLS_PER_SLICE = 2 ** 12;

/** The same in slices. */
export function* neededInSlices(access: AccessMap, grid: Grid, outputs: readonly OutputTerm[]): Sliced<Uint8Array> {
  const { height, width } = grid;
  const needed = new Uint8Array(requireCells(grid));
  const waiting = new Int32Array(needed.length);
  let found = 0;
  const need = (map: number, row: number, column: number): void => {
    if (map < 0 || !inImage(grid, row, column)) return;
    const cell = cellOf(grid, map, row, column);
    if (needed[cell] === 1) return;
    needed[cell] = 1;
    waiting[found++] = cell;
  };
  const needAll = (terms: readonly OutputTerm[], row: number, column: number): void => {
    for (const { map, dr, dc } of terms) need(map, row + dr, column + dc);
  };
  for (let pixel = 0; pixel < height * width; pixel++) needAll(outputs, Math.floor(pixel / width), pixel % width);
  for (let done = 0; done < found; done++) {
    if (done % CELLS_PER_SLICE === 0) yield;
    const cell = waiting[done]!;
    needAll(access[layerOf(grid, cell)]!.taps, rowOf(grid, cell), columnOf(grid, cell));
  }
  return needed;
}

/**
 * Cells on the longest chain, which is the least number of sequential steps. With `outputs` only the chains count that an
 * output depends on.
 * @throws SweepfieldError as `levels`.
 */
export const criticalPath = (access: AccessMap, grid: Grid, outputs?: readonly OutputTerm[]): number => {
  const needed = outputs && neededCells(access, grid, outputs);
  return levels(access, grid).reduce(
    (longest, level, cell) => (needed?.[cell] === 0 ? longest : Math.max(longest, level)),
    0,
  );
};
