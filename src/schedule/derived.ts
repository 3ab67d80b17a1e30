/**
 * Schedules read off the access map, for sweeps without a closed form. They leave out the cells that no output needs: the
 * last row of a Diagonal BiLSTM's right-to-left sweep, which is shifted out of the image.
 */
import { layerOutputs, accessMap, type AccessMap, type OutputTerm } from "../graph/access.js";
import { levels, neededCells } from "../graph/critical-path.js";
import type { ModelSpec } from "../models/spec.js";
import { byStep, NEVER } from "./by-step.js";
import {
  cellCount,
  cellOf,
  columnOf,
  layerOf,
  rowOf,
  type Grid,
  type Schedule,
  type ScheduleName,
} from "./schedule.js";

export interface Graph {
  readonly access: AccessMap;
  /** What the last layer puts out. */
  readonly outputs: readonly OutputTerm[];
  readonly grid: Grid;
}

export const graphOf = (spec: ModelSpec, grid: Grid): Graph => ({
  access: accessMap(spec),
  outputs: layerOutputs(spec).at(-1)!,
  grid,
});

/** The fewest steps that the graph allows: every cell as soon as what it reads is there. */
export const minimal = (name: ScheduleName, { access, outputs, grid }: Graph): Schedule => {
  const needed = neededCells(access, grid, outputs);
  const steps = levels(access, grid).map((level, cell) => (needed[cell] === 1 ? level - 1 : NEVER));
  return byStep(name, grid, steps);
};

/** One layer after the other, the maps of a layer together, each cell as soon as it can. */
export const layerAfterLayer = ({ access, outputs, grid }: Graph): Schedule => {
  const needed = neededCells(access, grid, outputs);
  const apart: AccessMap = access.map((entry) => ({
    ...entry,
    taps: entry.taps.filter(({ map }) => access[map]?.layer === entry.layer),
  }));
  const level = levels(apart, grid);
  const layerOfCell = (cell: number): number => access[layerOf(grid, cell)]!.layer;
  const starts: number[] = [0];
  level.forEach((value, cell) => {
    if (needed[cell] === 0) return;
    const layer = layerOfCell(cell);
    // Cells come layer by layer, so the start of this layer is final when the first of its cells is looked at.
    starts[layer + 1] = Math.max(starts[layer + 1] ?? 0, starts[layer]! + value);
  });
  const steps = level.map((value, cell) => (needed[cell] === 1 ? starts[layerOfCell(cell)]! + value - 1 : NEVER));
  return byStep("layerwise", grid, steps);
};

/** One cell at a time, map by map, each from the corner where its sweep starts. */
export const oneByOne = ({ access, outputs, grid }: Graph): Schedule => {
  const needed = neededCells(access, grid, outputs);
  const steps = new Int32Array(cellCount(grid)).fill(NEVER);
  const backwards = access.map(({ taps }, map) => {
    const own = taps.filter((tap) => tap.map === map);
    return { rows: own.some(({ dr }) => dr > 0), columns: own.some(({ dr, dc }) => dr === 0 && dc > 0) };
  });
  let next = 0;
  for (let turn = 0; turn < steps.length; turn++) {
    const map = layerOf(grid, turn);
    const row = rowOf(grid, turn);
    const column = columnOf(grid, turn);
    const { rows, columns } = backwards[map]!;
    const cell = cellOf(grid, map, rows ? grid.height - 1 - row : row, columns ? grid.width - 1 - column : column);
    if (needed[cell] === 1) steps[cell] = next++;
  }
  return byStep("raster", grid, steps);
};
