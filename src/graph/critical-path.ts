/** The longest chain of cells that wait for each other: no schedule can have fewer steps. */
import { SweepfieldError } from "../error.js";
import { cellsRead, type AccessMap } from "./access.js";
import { cellCount, cellOf, columnOf, inImage, layerOf, rowOf, type Grid } from "./grid.js";

/** Three Int32Arrays of this length are what a browser tab can still hold. */
const MOST_CELLS = 2 ** 25;

/** The cells that read a cell. */
const readersOf = (access: AccessMap, grid: Grid, cell: number): number[] => {
  const layer = layerOf(grid, cell);
  const readers: number[] = [];
  for (const [from, reader] of [
    ["self", layer],
    ["below", layer + 1],
  ] as const) {
    for (const tap of access[reader]?.taps ?? []) {
      const row = rowOf(grid, cell) - tap.dr;
      const column = columnOf(grid, cell) - tap.dc;
      if (tap.from === from && inImage(grid, row, column)) readers.push(cellOf(grid, reader, row, column));
    }
  }
  return readers;
};

/**
 * The level of every cell: 1 where it reads no other cell, else one more than the highest level it reads. Topological
 * order by Kahn 1962, so any acyclic access map will do, whatever the direction of its sweeps.
 * @throws SweepfieldError "spec-invalid" when cells wait for each other in a circle, "limit-exceeded" above 2²⁵ cells.
 */
export const levels = (access: AccessMap, grid: Grid): Int32Array => {
  const cells = cellCount(grid);
  if (cells > MOST_CELLS) {
    throw new SweepfieldError(
      "limit-exceeded",
      `the graph has ${cells} cells, more than ${MOST_CELLS}; lower depth or size`,
    );
  }
  const level = new Int32Array(cells).fill(1);
  const waitingFor = new Int32Array(cells);
  const ready = new Int32Array(cells);
  let found = 0;
  for (let cell = 0; cell < cells; cell++) {
    waitingFor[cell] = cellsRead(access, grid, cell).length;
    if (waitingFor[cell] === 0) ready[found++] = cell;
  }
  for (let done = 0; done < found; done++) {
    const cell = ready[done]!;
    for (const reader of readersOf(access, grid, cell)) {
      level[reader] = Math.max(level[reader]!, level[cell]! + 1);
      waitingFor[reader]! -= 1;
      if (waitingFor[reader] === 0) ready[found++] = reader;
    }
  }
  if (found < cells) {
    throw new SweepfieldError(
      "spec-invalid",
      `${cells - found} cells wait for each other in a circle; remove a direction`,
    );
  }
  return level;
};

/** Cells on the longest chain, which is the least number of sequential steps. */
export const criticalPath = (access: AccessMap, grid: Grid): number =>
  levels(access, grid).reduce((longest, level) => Math.max(longest, level), 0);
