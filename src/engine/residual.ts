/** What the engines share of residual stacks: inputs, their place in the memory, what is read from it. */
import { SweepfieldError } from "../error.js";
import { packBlock, packRows, unpackRows, weightPlaces } from "../kernels/residual/pack.js";
import {
  normCount,
  normIndex,
  residualProgram,
  type ResidualProgram,
  type Wanted,
} from "../kernels/residual/program.js";
import { residualShapeOf, rowSize, type ResidualShape } from "../kernels/residual/shape.js";
import { requireResidualMemory, checkResidualWeights, type ResidualSpec } from "../models/residual.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import type { ResidualNorms, ResidualTrace } from "../trace/residual-trace.js";
import { refuseNonFinite } from "./inputs.js";

export interface ResidualInputs {
  /** x_0: (N, width), or (N, width, H, W) where the weights are convolutions. */
  readonly x: Tensor;
  /** g_L = dL/dx_L, as x. */
  readonly outputGradient: Tensor;
  readonly weights: Tensors;
  /** What is wanted beside the norms: nothing (the default), or the gradients of all weights, for which all gradients stay. */
  readonly wanted?: Wanted;
}

export interface PreparedResidual {
  readonly spec: ResidualSpec;
  readonly shape: ResidualShape;
  readonly program: ResidualProgram;
}

const mismatch = (message: string): SweepfieldError => new SweepfieldError("shape-invalid", message);

/** Checks that everything fits the stack and lays it out. The weights come with `packedWeights`. Throws shape-invalid or limit-exceeded. */
export function prepareResidual(spec: ResidualSpec, inputs: ResidualInputs): PreparedResidual {
  const { x, outputGradient, wanted = "norms" } = inputs;
  requireResidualMemory(spec);
  const axes = spec.weight === "dense" ? 2 : 4;
  if (
    x.shape.length !== axes ||
    x.shape[1] !== spec.width ||
    sizeOf(x.shape) === 0 ||
    x.data.length !== sizeOf(x.shape)
  ) {
    const want = axes === 2 ? `(N, ${spec.width})` : `(N, ${spec.width}, H, W)`;
    throw mismatch(`x has shape (${x.shape.join(", ")}) and ${x.data.length} numbers; this stack reads ${want}`);
  }
  if (outputGradient.shape.join() !== x.shape.join() || outputGradient.data.length !== x.data.length) {
    throw mismatch(
      `the gradient of the output has shape (${outputGradient.shape.join(", ")}) and ${outputGradient.data.length} numbers; use (${x.shape.join(", ")}) as x`,
    );
  }
  refuseNonFinite("x", x);
  refuseNonFinite("the gradient of the output", outputGradient);
  const shape = residualShapeOf(spec, x.shape);
  return { spec, shape, program: residualProgram(spec, shape, wanted) };
}

/** x_0 and g_L in the layout of the memory, with the place where each goes. */
export const packedSignals = (
  { shape, program }: PreparedResidual,
  { x, outputGradient }: ResidualInputs,
): readonly { readonly at: number; readonly data: Float32Array }[] =>
  (
    [
      [x, program.activations[0]!],
      [outputGradient, program.gradients.at(-1)!],
    ] as const
  ).map(([tensor, at]) => {
    const data = new Float32Array(shape.rows * rowSize(shape));
    packRows(shape, tensor, data, 0);
    return { at, data };
  });

/** The weights in the layout of the kernels, a block after each step: a page has other things to do as well. Throws weights-invalid. */
export function* packedWeights(
  { spec, shape }: PreparedResidual,
  weights: Tensors,
): Generator<{ readonly at: number; readonly data: Float32Array }, void> {
  const { blockSize } = weightPlaces(spec, shape);
  for (const block of checkResidualWeights(spec, weights)) {
    yield { at: block * blockSize, data: packBlock(spec, shape, weights, block) };
  }
}

/** The norms out of the list that the program left. Throws engine-failed where one is not finite. */
export function normsOf({ blocks }: ResidualSpec, list: Float32Array): ResidualNorms {
  const series = (name: keyof ResidualNorms, count: number): readonly number[] =>
    Array.from({ length: count }, (_, l) => {
      const value = list[4 * normIndex(blocks, name, l)]!;
      if (Number.isFinite(value)) return value;
      throw new SweepfieldError(
        "engine-failed",
        `the ${name} norm of block ${l} left the range of float32; use fewer blocks or batch norm`,
      );
    });
  return {
    activation: series("activation", blocks + 1),
    gradient: series("gradient", blocks + 1),
    skip: series("skip", blocks + 1),
    branch: series("branch", blocks),
  };
}

export const normFloats = ({ blocks }: ResidualSpec): number => 4 * normCount(blocks);

/** Floats `length` of the memory, or of all weight gradients, from `offset` on. */
export type ReadResidual = (what: "memory" | "products", offset: number, length: number) => Promise<Float32Array>;

/** How a trace reads tensors, wherever the memory lies. */
export function residualReader(
  { spec, shape, program }: PreparedResidual,
  inputShape: readonly number[],
  wanted: Wanted,
  read: ReadResidual,
): Pick<ResidualTrace, "activations" | "gradients"> {
  const tensorAt = async (at: number): Promise<Tensor<Float32Array>> =>
    unpackRows(shape, await read("memory", at, shape.rows * rowSize(shape)), 0, inputShape);
  return {
    async activations(l) {
      const at = program.activations[l];
      if (at === undefined) throw new RangeError(`activations ${l} of ${program.activations.length}`);
      return tensorAt(at);
    },
    async gradients() {
      const x = await tensorAt(program.gradients[0]!);
      if (wanted === "norms") return { x };
      const gradients: Record<string, Tensor<Float32Array>> = { x };
      const { channels } = shape;
      const places = shape.taps.length;
      const row = rowSize(shape);
      const all = await read("products", 0, program.productSize);
      for (const { name, tap, result } of program.products) {
        const matrix = spec.weight === "dense" ? [channels, channels] : [channels, channels, 3, 3];
        const { data } = (gradients[name] ??= { shape: matrix, data: new Float32Array(sizeOf(matrix)) });
        for (let o = 0; o < channels; o++)
          for (let i = 0; i < channels; i++) data[(o * channels + i) * places + tap] = all[result + i * row + o]!;
      }
      for (const { gamma, beta, at } of program.normGradients) {
        const means = await read("memory", at, 2 * row);
        const sum = (from: number): Tensor<Float32Array> => ({
          shape: [channels],
          data: means.slice(from, from + channels).map((mean) => mean * shape.rows),
        });
        gradients[beta] = sum(0);
        gradients[gamma] = sum(row);
      }
      return gradients;
    },
  };
}

export const releasedResidual = (): SweepfieldError =>
  new SweepfieldError("usage", "this trace was released; run again");
