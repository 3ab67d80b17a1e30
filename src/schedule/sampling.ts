/** Who is computed and drawn when, while a model draws an image: the four methods of domain.md §5.2 and their steps. */
import { inImage, type Grid } from "../graph/grid.js";
import { levelsInSlices, neededInSlices } from "../graph/critical-path.js";
import { pixelSteps } from "../graph/pixel-steps.js";
import { drawingGraph, type DrawingGraph } from "../graph/sampling.js";
import { finish, type Sliced } from "../graph/slices.js";
import type { ModelSpec } from "../models/spec.js";
import { cellOf, columnOf, layerOf, rowOf } from "./schedule.js";

/**
 * - naive: pixel after pixel, the whole map recomputed for each;
 * - cached: pixel after pixel, only what changed (Ramachandran et al. 2017, "Fast Generation for Convolutional Autoregressive Models");
 * - wavefront: all pixels at once of which no one waits for another, by the longest chain of the dependency graph;
 * - fixed-point: all pixels from the image before, until none changes (Song et al. 2021, "Accelerating Feedforward Computation
 *   via Parallel Nonlinear Equation Solving"; Wiggers & Hoogeboom 2020, "Predictive Sampling").
 */
export const SAMPLING_METHODS = ["naive", "cached", "wavefront", "fixed-point"] as const;
export type SamplingMethod = (typeof SAMPLING_METHODS)[number];

/** One pixel-step: cells are computed level by level, a level being one sequential step, then pixels are drawn. */
export interface SamplingStep {
  /** Cells that can be computed together. */
  readonly levels: readonly Uint32Array[];
  /** What is drawn, as colour · H · W + pixel. */
  readonly draws: Uint32Array;
}

export interface SamplingPlan {
  readonly method: SamplingMethod;
  readonly graph: DrawingGraph;
  readonly grid: Grid;
  /** Pixel-steps; for fixed-point the most that can be needed, the last of which finds that nothing changed. */
  readonly length: number;
  step(index: number): SamplingStep;
  /** The pixel-step that draws colour · H · W + pixel, from 1 on; 0 where it is known. Of fixed-point: by which it is final. */
  readonly stepOf: Int32Array;
}

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

export interface SamplingOptions {
  /** 1 for every pixel that is given and not to be drawn, row by row. */
  readonly known?: Uint8Array;
  /** Another order of drawing than the method's, by colour · H · W + pixel; for tests of orders that are too hasty. */
  readonly order?: Int32Array;
}

/** Cells by their place in a list of levels, from 1 on. */
const byLevel = (cells: readonly number[], levelOf: (cell: number) => number): readonly Uint32Array[] => {
  const lists: number[][] = [];
  for (const cell of cells) (lists[levelOf(cell) - 1] ??= []).push(cell);
  return lists.map((list) => Uint32Array.from(list));
};

/** What is drawn in each step, from the steps of the pixels. */
const drawsOf = (stepOf: Int32Array): readonly Uint32Array[] => {
  const lists: number[][] = [];
  stepOf.forEach((step, draw) => {
    if (step > 0) (lists[step - 1] ??= []).push(draw);
  });
  return Array.from(lists, (list) => Uint32Array.from(list ?? []));
};

/** One after the other: row by row, the colours of a pixel in turn. */
const rasterSteps = (wavefront: Int32Array, pixels: number): Int32Array => {
  const steps = new Int32Array(wavefront.length);
  let next = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let draw = pixel; draw < steps.length; draw += pixels) if (wavefront[draw]! > 0) steps[draw] = ++next;
  }
  return steps;
};

/** The whole map, every time. */
function* everything(graph: DrawingGraph, grid: Grid): Sliced<readonly Uint32Array[]> {
  const needed = yield* neededInSlices(graph.access, grid, graph.outputs.flat());
  const level = yield* levelsInSlices(graph.access, grid);
  const cells = Array.from(level.keys()).filter((cell) => needed[cell] === 1);
  return byLevel(cells, (cell) => level[cell]!);
}

/** Cells whose sources are looked up in a slice. */
export const CELLS_PER_SLICE = 256;

/** Only what a step's draws need and no step before has computed: every cell once. */
function* changes(
  graph: DrawingGraph,
  grid: Grid,
  draws: readonly Uint32Array[],
): Sliced<readonly (readonly Uint32Array[])[]> {
  const { access, outputs } = graph;
  const pixels = grid.height * grid.width;
  const rank = yield* levelsInSlices(access, grid);
  const step = new Int32Array(rank.length);
  const level = new Int32Array(rank.length);
  const cellTaps = access.map(({ taps }) => taps.filter(({ map }) => map >= 0));
  const eachSource = (cell: number, visit: (from: number) => void): void => {
    const row = rowOf(grid, cell);
    const column = columnOf(grid, cell);
    for (const { map, dr, dc } of cellTaps[layerOf(grid, cell)]!)
      if (inImage(grid, row + dr, column + dc)) visit(cellOf(grid, map, row + dr, column + dc));
  };
  const steps: (readonly Uint32Array[])[] = [];
  let looked = 0;
  for (const [index, drawn] of draws.entries()) {
    const now = index + 1;
    const found: number[] = [];
    const waiting: number[] = [];
    const need = (cell: number): void => {
      if (step[cell]! > 0) return;
      step[cell] = now;
      found.push(cell);
      waiting.push(cell);
    };
    for (const draw of drawn) {
      const [row, column] = [rowOf(grid, draw), columnOf(grid, draw)];
      for (const { map, dr, dc } of outputs[Math.floor(draw / pixels)]!) {
        if (inImage(grid, row + dr, column + dc)) need(cellOf(grid, map, row + dr, column + dc));
      }
    }
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      if (looked++ % CELLS_PER_SLICE === 0) yield;
      eachSource(cell, need);
    }
    found.sort((a, b) => rank[a]! - rank[b]! || a - b);
    for (const cell of found) {
      if (looked++ % CELLS_PER_SLICE === 0) yield;
      let most = 0;
      eachSource(cell, (from) => {
        if (step[from] === now && level[from]! > most) most = level[from]!;
      });
      level[cell] = most + 1;
    }
    steps.push(byLevel(found, (cell) => level[cell]!));
  }
  return steps;
}

/**
 * The plan of a method for a model that has a conditional.
 * @throws SweepfieldError "spec-invalid" where the model sees its own pixels, "limit-exceeded" above 2²⁵ cells.
 */
export const samplingPlan = (
  spec: ModelSpec,
  method: SamplingMethod,
  size: ImageSize,
  options: SamplingOptions = {},
): SamplingPlan => finish(samplingPlanInSlices(spec, method, size, options));

/** The same in slices. */
export function* samplingPlanInSlices(
  spec: ModelSpec,
  method: SamplingMethod,
  size: ImageSize,
  { known, order }: SamplingOptions = {},
): Sliced<SamplingPlan> {
  const graph = drawingGraph(spec);
  const grid: Grid = { layers: graph.access.length, height: size.height, width: size.width };
  const pixels = size.height * size.width;
  const wavefront = yield* pixelSteps(graph, size, known);
  const common = { method, graph, grid };
  if (method === "fixed-point") {
    const length = wavefront.reduce((most, step) => Math.max(most, step), 0);
    const all = Uint32Array.from(wavefront.keys()).filter((draw) => wavefront[draw]! > 0);
    const step = { levels: length === 0 ? [] : yield* everything(graph, grid), draws: all };
    return { ...common, length: length === 0 ? 0 : length + 1, step: () => step, stepOf: wavefront };
  }
  const stepOf = order ?? (method === "wavefront" ? wavefront : rasterSteps(wavefront, pixels));
  const draws = drawsOf(stepOf);
  const length = draws.length;
  if (method === "naive") {
    const all = length === 0 ? [] : yield* everything(graph, grid);
    return { ...common, length, step: (index) => ({ levels: all, draws: draws[index]! }), stepOf };
  }
  const cells = yield* changes(graph, grid, draws);
  return { ...common, length, step: (index) => ({ levels: cells[index]!, draws: draws[index]! }), stepOf };
}
