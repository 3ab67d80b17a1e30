/** The CPU twins of shaders/residual, over the same items; sums are kept in float64. */
import { EPSILON } from "../../models/residual.js";
import type { Operation } from "./program.js";
import {
  CHUNK,
  chunksOfRows,
  PARTS,
  rowSize,
  tensorSize,
  TILE,
  type OperationKind,
  type ResidualShape,
} from "./shape.js";

export interface ResidualMemory {
  readonly memory: Float32Array;
  readonly weights: Float32Array;
}

type Run = (operation: Operation, shape: ResidualShape, buffers: ResidualMemory, first: number, count: number) => void;

const product: Run = ({ reads: [a = 0], parameter, target }, shape, { memory, weights }, first, count) => {
  const { groups, rows, height, width, taps } = shape;
  const row = rowSize(shape);
  const pixels = height * width;
  const sums = new Float64Array(4);
  for (let item = first; item < first + count; item++) {
    const o = 4 * (item % groups);
    const start = Math.floor(item / groups) * TILE;
    for (let m = start; m < Math.min(start + TILE, rows); m++) {
      const pixel = m % pixels;
      let [z0, z1, z2, z3] = [0, 0, 0, 0];
      for (let tap = 0; tap < taps.length; tap++) {
        const [dr, dc] = taps[tap]!;
        const r = Math.floor(pixel / width) + dr;
        const c = (pixel % width) + dc;
        if (r < 0 || c < 0 || r >= height || c >= width) continue;
        const source = a + (m - pixel + r * width + c) * row;
        let w = parameter + tap * row * row + o;
        for (let i = 0; i < row; i++, w += row) {
          const x = memory[source + i]!;
          z0 += x * weights[w]!;
          z1 += x * weights[w + 1]!;
          z2 += x * weights[w + 2]!;
          z3 += x * weights[w + 3]!;
        }
      }
      sums[0] = z0;
      sums[1] = z1;
      sums[2] = z2;
      sums[3] = z3;
      memory.set(sums, target + m * row + o);
    }
  }
};

/** An operation on every number by itself; items are groups of four. */
const elementwise =
  (
    of: (
      operation: Operation,
      shape: ResidualShape,
      buffers: ResidualMemory,
    ) => (index: number, column: number) => number,
  ): Run =>
  (operation, shape, buffers, first, count) => {
    const value = of(operation, shape, buffers);
    const row = rowSize(shape);
    const { target } = operation;
    for (let index = 4 * first; index < 4 * (first + count); index++)
      buffers.memory[target + index] = value(index, index % row);
  };

const add = elementwise(
  ({ reads: [a = 0, b = 0] }, _, { memory }) =>
    (i) =>
      memory[a + i]! + memory[b + i]!,
);
const relu = elementwise(
  ({ reads: [a = 0] }, _, { memory }) =>
    (i) =>
      Math.max(memory[a + i]!, 0),
);
const gate = elementwise(
  ({ reads: [a = 0, b = 0] }, _, { memory }) =>
    (i) =>
      memory[b + i]! > 0 ? memory[a + i]! : 0,
);

const normalise = elementwise(({ reads: [a = 0, b = 0], parameter }, shape, { memory, weights }) => {
  const row = rowSize(shape);
  return (i, c) =>
    weights[parameter + c]! * (memory[a + i]! - memory[b + c]!) * memory[b + row + c]! + weights[parameter + row + c]!;
});

const normaliseBackward = elementwise(
  ({ reads: [a = 0, b = 0, statistics = 0, means = 0], parameter }, shape, { memory, weights }) => {
    const row = rowSize(shape);
    return (i, c) => {
      const s = memory[statistics + row + c]!;
      const z = (memory[b + i]! - memory[statistics + c]!) * s;
      return weights[parameter + c]! * s * (memory[a + i]! - memory[means + c]! - z * memory[means + row + c]!);
    };
  },
);

/** Every column of every chunk of rows: items are (chunk, group). */
const eachColumn = (
  shape: ResidualShape,
  first: number,
  count: number,
  each: (column: number, chunk: number, rows: readonly [first: number, last: number]) => void,
): void => {
  for (let item = first; item < first + count; item++) {
    const chunk = Math.floor(item / shape.groups);
    const rows = [chunk * CHUNK, Math.min((chunk + 1) * CHUNK, shape.rows)] as const;
    for (let lane = 0; lane < 4; lane++) each(4 * (item % shape.groups) + lane, chunk, rows);
  }
};

const moments: Run = ({ reads: [a = 0], target }, shape, { memory }, first, count) => {
  const row = rowSize(shape);
  eachColumn(shape, first, count, (column, chunk, [from, to]) => {
    let mean = 0;
    for (let m = from; m < to; m++) mean += memory[a + m * row + column]!;
    mean /= to - from;
    let squares = 0;
    for (let m = from; m < to; m++) squares += (memory[a + m * row + column]! - mean) ** 2;
    memory[target + 2 * chunk * row + column] = mean;
    memory[target + (2 * chunk + 1) * row + column] = squares;
  });
};

const sums: Run = ({ reads: [a = 0, b = 0, statistics = 0], target }, shape, { memory }, first, count) => {
  const row = rowSize(shape);
  eachColumn(shape, first, count, (column, chunk, [from, to]) => {
    const mean = memory[statistics + column]!;
    const s = memory[statistics + row + column]!;
    let sum = 0;
    let along = 0;
    for (let m = from; m < to; m++) {
      const g = memory[a + m * row + column]!;
      sum += g;
      along += g * (memory[b + m * row + column]! - mean) * s;
    }
    memory[target + 2 * chunk * row + column] = sum;
    memory[target + (2 * chunk + 1) * row + column] = along;
  });
};

const momentsTotal: Run = ({ reads: [a = 0], target }, shape, { memory }, first, count) => {
  const row = rowSize(shape);
  const chunks = chunksOfRows(shape);
  const rowsOf = (chunk: number): number => Math.min(CHUNK, shape.rows - chunk * CHUNK);
  for (let column = 4 * first; column < 4 * (first + count); column++) {
    let mean = 0;
    for (let k = 0; k < chunks; k++) mean += rowsOf(k) * memory[a + 2 * k * row + column]!;
    mean /= shape.rows;
    let squares = 0;
    for (let k = 0; k < chunks; k++) {
      const difference = memory[a + 2 * k * row + column]! - mean;
      squares += memory[a + (2 * k + 1) * row + column]! + rowsOf(k) * difference ** 2;
    }
    memory[target + column] = mean;
    memory[target + row + column] = 1 / Math.sqrt(squares / shape.rows + EPSILON);
  }
};

const sumsTotal: Run = ({ reads: [a = 0], target }, shape, { memory }, first, count) => {
  const row = rowSize(shape);
  for (let column = 4 * first; column < 4 * (first + count); column++) {
    let [sum, along] = [0, 0];
    for (let k = 0; k < chunksOfRows(shape); k++) {
      sum += memory[a + 2 * k * row + column]!;
      along += memory[a + (2 * k + 1) * row + column]!;
    }
    memory[target + column] = sum / shape.rows;
    memory[target + row + column] = along / shape.rows;
  }
};

const length: Run = ({ reads: [a = 0], target }, shape, { memory }, first, count) => {
  const size = tensorSize(shape);
  const part = 4 * Math.ceil(size / 4 / PARTS);
  for (let item = first; item < first + count; item++) {
    const last = Math.min((item + 1) * part, size);
    let largest = 0;
    for (let i = item * part; i < last; i++) largest = Math.max(largest, Math.abs(memory[a + i]!));
    let squares = 0;
    if (largest > 0) for (let i = item * part; i < last; i++) squares += (memory[a + i]! / largest) ** 2;
    memory[target + 4 * item] = largest;
    memory[target + 4 * item + 1] = squares;
  }
};

const lengthTotal: Run = ({ reads: [a = 0], target }, _, { memory }) => {
  let largest = 0;
  for (let part = 0; part < PARTS; part++) largest = Math.max(largest, memory[a + 4 * part]!);
  let squares = 0;
  if (largest > 0)
    for (let part = 0; part < PARTS; part++)
      squares += memory[a + 4 * part + 1]! * (memory[a + 4 * part]! / largest) ** 2;
  memory[target] = largest * Math.sqrt(squares);
};

/** Runs items first … first + count − 1 of an operation. */
export const RUN_OPERATION: Readonly<Record<OperationKind, Run>> = {
  product,
  add,
  relu,
  gate,
  moments,
  "moments-total": momentsTotal,
  normalise,
  sums,
  "sums-total": sumsTotal,
  "normalise-backward": normaliseBackward,
  length,
  "length-total": lengthTotal,
};
