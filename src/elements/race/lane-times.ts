import type { AccessMap } from "../../graph/access.js";
import { matvecsOf } from "../../graph/access.js";
import type { Schedule } from "../../schedule/schedule.js";

/** How many steps hold how many units of work: enough to know the time for any number of lanes without walking the cells again. */
export type WorkOfSteps = ReadonlyMap<number, number>;

export interface LaneWork {
  readonly cells: WorkOfSteps;
  readonly matvecs: WorkOfSteps;
}

export type LaneUnit = keyof LaneWork;

const CELLS_PER_SLICE = 20_000;

/** Counts the work of every step, and yields after each slice of cells so that a page stays responsive. */
export function* workOf(access: AccessMap, plan: Schedule): Generator<void, LaneWork> {
  const matvecs = yield* matvecsByCell(access, plan);
  const work = { cells: new Map<number, number>(), matvecs: new Map<number, number>() };
  let sinceYield = 0;
  for (let step = 0; step < plan.length; step++) {
    const width = plan.width(step);
    let sum = 0;
    for (let i = 0; i < width; i++) sum += matvecs(plan.cell(step, i));
    work.cells.set(width, (work.cells.get(width) ?? 0) + 1);
    work.matvecs.set(sum, (work.matvecs.get(sum) ?? 0) + 1);
    sinceYield += width;
    if (sinceYield > CELLS_PER_SLICE) {
      sinceYield = 0;
      yield;
    }
  }
  return work;
}

// Layers with the same taps have the same counts, and a stack has two kinds of layer at most.
function* matvecsByCell(access: AccessMap, { grid }: Schedule): Generator<void, (cell: number) => number> {
  const size = grid.height * grid.width;
  const known = new Map<string, Uint16Array>();
  const byLayer: Uint16Array[] = [];
  for (const [layer, { taps }] of access.entries()) {
    const key = JSON.stringify(taps);
    const counts =
      known.get(key) ?? Uint16Array.from({ length: size }, (_, pixel) => matvecsOf(access, grid, layer * size + pixel));
    if (!known.has(key)) yield;
    known.set(key, counts);
    byLayer.push(counts);
  }
  return (cell) => byLayer[Math.floor(cell / size)]?.[cell % size] ?? 0;
}

/** Ticks on a machine with `lanes` lanes: Σ over the steps of ⌈units / lanes⌉, a step taking one tick at least. */
export function ticks(work: WorkOfSteps, lanes: number): number {
  let sum = 0;
  for (const [units, steps] of work) sum += steps * Math.max(1, Math.ceil(units / lanes));
  return sum;
}

/** The widest step: with more lanes than this nothing gets faster. */
const widestStep = (work: WorkOfSteps): number => Math.max(...work.keys());

/** The power of two from which on nothing gets faster. */
export const mostLanes = (work: readonly LaneWork[], unit: LaneUnit): number =>
  2 ** Math.max(1, Math.ceil(Math.log2(Math.max(...work.map((lane) => widestStep(lane[unit]))))));

/** 1, 2, 4 … lanes up to those, and endlessly many. */
export const laneCounts = (work: readonly LaneWork[], unit: LaneUnit): readonly number[] => [
  ...Array.from({ length: Math.log2(mostLanes(work, unit)) + 1 }, (_, i) => 2 ** i),
  Infinity,
];
