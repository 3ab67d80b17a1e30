/** Steps and widths of a model's schedules, counted in slices from its graph without a schedule being written out. */
import { accessMap, type AccessMap } from "../graph/access.js";
import { chainsInSlices } from "../graph/chains.js";
import { reachOf, UNREACHED } from "../graph/reach.js";
import { outputOf } from "../graph/sampling.js";
import type { Sliced } from "../graph/slices.js";
import { isProduct } from "../models/maps.js";
import type { ModelSpec } from "../models/spec.js";
import type { Grid } from "./schedule.js";
import { schedulesFor } from "./schedules.js";

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** Units of work by step: what runs together. */
export interface StepWork {
  readonly cells: Float64Array;
  readonly matvecs: Float64Array;
}

export interface Profile {
  /** The fewest steps: the longest chain of cells that an output depends on. */
  readonly minimum: StepWork;
  /** One layer after the other; the same where a model has no such schedule of its own. */
  readonly layerwise: StepWork;
}

const CELLS_PER_SLICE = 2 ** 16;

/** By cell of one map, its products: taps inside the image. */
const productsOf = (taps: AccessMap[number]["taps"], { height, width }: ImageSize): Uint16Array => {
  const counts = new Uint16Array(height * width);
  for (const tap of taps) {
    if (!isProduct(tap)) continue;
    for (let row = Math.max(0, -tap.dr); row < Math.min(height, height - tap.dr); row++) {
      for (let c = Math.max(0, -tap.dc); c < Math.min(width, width - tap.dc); c++) counts[row * width + c]! += 1;
    }
  }
  return counts;
};

/** Which cells an output needs. All of them, but for what a Diagonal BiLSTM shifts out of the image. */
function* needed(access: AccessMap, grid: Grid, spec: ModelSpec): Sliced<Int32Array> {
  const pixels = Array.from({ length: grid.height * grid.width }, (_, pixel) => pixel);
  return (yield* reachOf(access, grid, outputOf(spec), pixels)).cells;
}

/** Adds up the work of each step. `stepOf` gives the 0-based step of a cell. */
function* workOf(
  access: AccessMap,
  grid: Grid,
  live: Int32Array,
  stepOf: (cell: number, map: number) => number,
): Sliced<StepWork> {
  const cells: number[] = [];
  const matvecs: number[] = [];
  const size = grid.height * grid.width;
  const known = new Map<string, Uint16Array>();
  for (const [map, { taps }] of access.entries()) {
    const key = JSON.stringify(taps.filter(isProduct).map(({ dr, dc }) => [dr, dc]));
    const products = known.get(key) ?? productsOf(taps, grid);
    known.set(key, products);
    for (let pixel = 0; pixel < size; pixel++) {
      const cell = map * size + pixel;
      if (cell % CELLS_PER_SLICE === 0) yield;
      if (live[cell] === UNREACHED) continue;
      const step = stepOf(cell, map);
      while (cells.length <= step) {
        cells.push(0);
        matvecs.push(0);
      }
      cells[step]! += 1;
      matvecs[step]! += products[pixel]!;
    }
  }
  return { cells: Float64Array.from(cells), matvecs: Float64Array.from(matvecs) };
}

/**
 * The work of every step, at the fewest steps and layer by layer.
 * @throws SweepfieldError "limit-exceeded" above 2²⁵ cells.
 */
export function* profileOf(spec: ModelSpec, size: ImageSize): Sliced<Profile> {
  const access = accessMap(spec);
  const grid = { layers: access.length, ...size };
  const live = yield* needed(access, grid, spec);
  const { lengths } = yield* chainsInSlices(access, grid, () => true);
  const minimum = yield* workOf(access, grid, live, (cell) => lengths[cell]! - 1);
  if (!schedulesFor(spec).includes("layerwise")) return { minimum, layerwise: minimum };
  const apart = access.map((entry) => ({
    ...entry,
    taps: entry.taps.filter(({ map }) => access[map]?.layer === entry.layer),
  }));
  const levels = (yield* chainsInSlices(apart, grid, () => true)).lengths;
  const starts = layerStarts(access, levels, live);
  const layerwise = yield* workOf(access, grid, live, (cell, map) => starts[access[map]!.layer]! + levels[cell]! - 1);
  return { minimum, layerwise };
}

/** The steps before each layer, when one runs after the other. */
const layerStarts = (access: AccessMap, levels: Int32Array, live: Int32Array): readonly number[] => {
  const size = levels.length / access.length;
  const starts: number[] = [0];
  access.forEach(({ layer }, map) => {
    for (let cell = map * size; cell < (map + 1) * size; cell++) {
      if (live[cell] !== UNREACHED)
        starts[layer + 1] = Math.max(starts[layer + 1] ?? 0, starts[layer]! + levels[cell]!);
    }
  });
  return starts;
};

/** Ticks of a machine that does `lanes` units at once: Σ over the steps of ⌈units ÷ lanes⌉, a step taking one tick at least. */
export const ticksOf = (units: Float64Array, lanes: number): number =>
  units.reduce((sum, count) => sum + Math.max(1, Math.ceil(count / lanes)), 0);
