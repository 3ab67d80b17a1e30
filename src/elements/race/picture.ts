import { cellOf, columnOf, layerOf, rowOf } from "../../schedule/schedule.js";
import type { Schedule } from "../../schedule/schedule.js";
import { t } from "../language/t.js";

/** What a lane shows after some steps: at every pixel the deepest layer that has run there, −1 where none has. */
export interface Picture {
  readonly plan: Schedule;
  readonly deepest: Int16Array;
  /** Steps that are done. */
  step: number;
  /** Whether the clock stands at the lane's last step, and not beyond its end: only then cells are lit. */
  running: boolean;
}

/** Rows first…last (inclusive); empty when last < first. */
export interface Rows {
  readonly first: number;
  readonly last: number;
}

export const NO_ROWS: Rows = { first: Infinity, last: -Infinity };
export const ALL_ROWS: Rows = { first: 0, last: Infinity };
export const joinRows = (a: Rows, b: Rows): Rows => ({
  first: Math.min(a.first, b.first),
  last: Math.max(a.last, b.last),
});

export const newPicture = (plan: Schedule): Picture => ({
  plan,
  deepest: new Int16Array(plan.grid.height * plan.grid.width).fill(-1),
  step: 0,
  running: false,
});

/** Goes to a step of the clock, forth or back, touching only what changes, and tells the rows that changed. */
export function movePicture(picture: Picture, clock: number): Rows {
  const to = Math.min(picture.plan.length, Math.max(0, clock));
  picture.running = clock > 0 && clock <= picture.plan.length;
  const from = picture.step;
  picture.step = to;
  return cellsBetween(picture, from, to) > 2 * picture.deepest.length ? rebuild(picture) : replay(picture, from, to);
}

function cellsBetween({ plan, deepest }: Picture, from: number, to: number): number {
  let cells = 0;
  for (let step = Math.min(from, to); step < Math.max(from, to) && cells <= 2 * deepest.length; step++)
    cells += plan.width(step);
  return cells;
}

// Layers run in ascending order at every pixel, so going back over a step uncovers the layer below.
function replay({ plan, deepest }: Picture, from: number, to: number): Rows {
  const { grid } = plan;
  const forth = to > from;
  let first = Infinity;
  let last = -Infinity;
  for (let step = from; step !== to; step += forth ? 1 : -1) {
    const running = forth ? step : step - 1;
    for (let i = plan.width(running) - 1; i >= 0; i--) {
      const cell = plan.cell(running, i);
      const pixel = cell % deepest.length;
      const layer = layerOf(grid, cell);
      deepest[pixel] = forth ? Math.max(deepest[pixel] ?? -1, layer) : Math.min(deepest[pixel] ?? -1, layer - 1);
      const row = rowOf(grid, cell);
      first = Math.min(first, row);
      last = Math.max(last, row);
    }
  }
  return { first, last };
}

// A long jump asks every pixel anew instead of replaying the cells between.
function rebuild({ plan, deepest, step }: Picture): Rows {
  for (let pixel = 0; pixel < deepest.length; pixel++) deepest[pixel] = deepestAt(plan, step, pixel);
  return ALL_ROWS;
}

/** The cells of the step that the clock shows, none before the first and after the last. */
export function* currentCells({ plan, step, running }: Picture): Generator<number> {
  if (!running) return;
  const width = plan.width(step - 1);
  for (let i = 0; i < width; i++) yield plan.cell(step - 1, i);
}

/** How many they are. */
export const currentWidth = ({ plan, step, running }: Picture): number => (running ? plan.width(step - 1) : 0);

export interface PixelReport {
  readonly row: number;
  readonly column: number;
  /** Deepest layer that has run here (0-based), −1 for none. */
  readonly layer: number;
  /** 1-based step in which it ran; for a pixel that has not run, the step in which layer 0 will. */
  readonly step: number;
  /** The value on screen; null where nothing has run. */
  readonly value: number | null;
}

/** What there is to say about a pixel after some steps of the clock; `means` are indexed by cell. */
export function pixelReport(plan: Schedule, means: Float32Array, clock: number, pixel: number): PixelReport {
  const { grid } = plan;
  const layer = deepestAt(plan, clock, pixel);
  const row = rowOf(grid, pixel);
  const column = columnOf(grid, pixel);
  const cell = cellOf(grid, Math.max(0, layer), row, column);
  return { row, column, layer, step: plan.stepOf(cell) + 1, value: layer < 0 ? null : (means[cell] ?? null) };
}

const signed = new Intl.NumberFormat("en", {
  signDisplay: "always",
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

export const describePixel = ({ layer, step, value }: PixelReport): string =>
  value === null
    ? t`not run yet, first at step ${step}`
    : t`layer ${layer + 1}, ran at step ${step}, mean ${signed.format(value)}`;

// Layers run in ascending order at every pixel, so the deepest that has run is found by a binary search.
function deepestAt(plan: Schedule, steps: number, pixel: number): number {
  const { layers, height, width } = plan.grid;
  let low = -1;
  let high = layers - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (plan.stepOf(middle * height * width + pixel) < steps) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The largest |mean| of every layer: what the ends of the colour ramp stand for. */
export function layerScales(means: Float32Array, layers: number): Float32Array {
  const size = means.length / layers;
  return Float32Array.from({ length: layers }, (_, layer) => {
    let most = 0;
    for (let i = layer * size; i < (layer + 1) * size; i++) most = Math.max(most, Math.abs(means[i] ?? 0));
    return most;
  });
}
