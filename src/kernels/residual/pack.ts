/** Tensors and weights of a residual stack in the layout of its kernels. */
import { blockOperations, residualNames, type ResidualSpec } from "../../models/residual.js";
import { sizeOf, type Tensor, type Tensors } from "../../models/tensor.js";
import { matrixSize, rowSize, type ResidualShape } from "./shape.js";

/** (N, C) or (N, C, H, W) into rows of padded channels. */
export function packRows(
  { channels, height, width, batch, groups }: ResidualShape,
  { data }: Tensor,
  target: Float32Array,
  offset: number,
): void {
  const pixels = height * width;
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < pixels; p++)
        target[offset + (b * pixels + p) * 4 * groups + c] = data[(b * channels + c) * pixels + p]!;
}

/** The way back: rows of padded channels that start at `offset` as a tensor of the shape of x. */
export function unpackRows(
  { channels, height, width, batch, groups }: ResidualShape,
  memory: Float32Array,
  offset: number,
  shape: readonly number[],
): Tensor<Float32Array> {
  const pixels = height * width;
  const data = new Float32Array(sizeOf(shape));
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < pixels; p++)
        data[(b * channels + c) * pixels + p] = memory[offset + (b * pixels + p) * 4 * groups + c]!;
  return { shape, data };
}

/** Where the weights lie in their buffer, in floats. */
export interface WeightPlaces {
  readonly size: number;
  /** Of one block. */
  readonly blockSize: number;
  /** [tap, in, out], for the way forward. */
  forward(block: number, index: number): number;
  /** [turned tap, out, in], for the way back. */
  backward(block: number, index: number): number;
  /** γ, then β. */
  norm(block: number, index: number): number;
}

const WEIGHTS = 2;

export function weightPlaces(spec: ResidualSpec, shape: ResidualShape): WeightPlaces {
  const { branch, after } = blockOperations(spec);
  const norms = [...branch, ...after].filter(({ kind }) => kind === "norm").length;
  const matrix = matrixSize(shape);
  const norm = 2 * rowSize(shape);
  const block = 2 * WEIGHTS * matrix + norms * norm;
  return {
    size: spec.blocks * block,
    blockSize: block,
    forward: (l, index) => l * block + 2 * index * matrix,
    backward: (l, index) => l * block + (2 * index + 1) * matrix,
    norm: (l, index) => l * block + 2 * WEIGHTS * matrix + index * norm,
  };
}

/** The weights of one block, each forward and transposed, and γ and β, padded with zeros. A γ or β that is missing is 1 or 0. */
export function packBlock(spec: ResidualSpec, shape: ResidualShape, weights: Tensors, block: number): Float32Array {
  const places = weightPlaces(spec, shape);
  const packed = new Float32Array(places.blockSize);
  const { branch, after } = blockOperations(spec);
  const { channels } = shape;
  const row = rowSize(shape);
  for (const { kind, index } of [...branch, ...after]) {
    if (kind === "weight") {
      const { data } = weights[residualNames.weight(block, index)]!;
      const [forward, backward] = [places.forward(0, index), places.backward(0, index)];
      packMatrices(data, channels, row, shape.taps.length, packed, forward, backward);
    }
    if (kind === "norm") {
      const at = places.norm(0, index);
      const gamma = weights[residualNames.gamma(block, index)]?.data;
      const beta = weights[residualNames.beta(block, index)]?.data;
      for (let c = 0; c < channels; c++) {
        packed[at + c] = gamma?.[c] ?? 1;
        packed[at + row + c] = beta?.[c] ?? 0;
      }
    }
  }
  return packed;
}

function packMatrices(
  data: ArrayLike<number>,
  channels: number,
  row: number,
  taps: number,
  packed: Float32Array,
  forward: number,
  backward: number,
): void {
  for (let o = 0; o < channels; o++)
    for (let i = 0; i < channels; i++)
      for (let tap = 0; tap < taps; tap++) {
        const value = data[(o * channels + i) * taps + tap]!;
        packed[forward + (tap * row + i) * row + o] = value;
        packed[backward + ((taps - 1 - tap) * row + o) * row + i] = value;
      }
}
