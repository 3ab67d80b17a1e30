import { packImage, unpackImage, type ChannelLayout } from "../kernels/channel-layout.js";
import { backwardCells, forwardCells, type CellMemory } from "../kernels/cells/cpu.js";
import { macsOfCell } from "../kernels/cells/gpu.js";
import { unpackGradients } from "../kernels/cells/gradients.js";
import { cellProgram } from "../kernels/cells/program.js";
import { convProducts, weightResult } from "../kernels/gradients/conv-products.js";
import { addProduct } from "../kernels/gradients/cpu.js";
import type { GradientProduct } from "../kernels/gradients/gpu.js";
import { DERIVATIVES } from "../kernels/accumulate.js";
import { maskedConv } from "../kernels/masked-conv/cpu.js";
import { transposed, unpackWeightGradient } from "../kernels/masked-conv/backward.js";
import { packPixelCnn } from "../kernels/masked-conv/layer.js";
import { modelMaps, type OutputTerm } from "../models/maps.js";
import { parameterShapes } from "../models/parameters.js";
import type { ModelSpec, PixelCnnSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { reversed } from "../schedule/reversed.js";
import type { Schedule } from "../schedule/schedule.js";
import type { RunShape } from "./activations.js";
import type { RunInputs } from "./run.js";

/** One map in memory: [N, H·W, parts · slots] from `offset` on. */
export interface CpuMap {
  readonly data: Float32Array;
  readonly offset: number;
  readonly layout: ChannelLayout;
  readonly parts: number;
}

/** A sweep in small pieces: each `next()` works for about a millisecond and tells how many sequential steps are done. */
export type CpuSweep = Generator<number, void>;

export interface CpuBackward {
  /** Reads the gradient of the output when it starts. */
  readonly sweep: CpuSweep;
  /** After the sweep. */
  readonly ofImage: CpuSweep;
  readonly ofWeights: CpuSweep;
  readonly deltas: readonly CpuMap[];
  /** Of x and of every weight, as far as those sweeps ran. */
  gradients(): Tensors;
}

/** A model prepared for the CPU; nothing is computed before its sweeps are advanced. */
export interface CpuModel {
  readonly forward: CpuSweep;
  readonly maps: readonly CpuMap[];
  readonly outputs: readonly (readonly OutputTerm[])[];
  readonly backward: CpuBackward | null;
}

/** Multiply-adds between two yields: about a millisecond in one thread. */
export const MACS_PER_YIELD = 500_000;
export const chunkOf = (macs: number): number => Math.max(1, Math.floor(MACS_PER_YIELD / Math.max(1, macs)));

interface ProductJob {
  readonly product: GradientProduct;
  readonly source: Float32Array;
  readonly delta: Float32Array;
}

/** All weight gradients, one tap after the other, into `result`. */
export function* productSweep(jobs: readonly ProductJob[], shape: RunShape, result: Float32Array): CpuSweep {
  const positions = shape.batch * shape.height * shape.width;
  for (const { product, source, delta } of jobs) {
    const block = new Float64Array(product.inGroups * product.outGroups * 16);
    const chunk = chunkOf(block.length);
    for (let first = 0; first < positions; first += chunk) {
      addProduct(product, shape, source, delta, block, first, Math.min(chunk, positions - first));
      yield 0;
    }
    result.set(block, product.result);
  }
}

const packed = (layout: ChannelLayout, tensor: Tensor, shape: RunShape): Float32Array => {
  const target = new Float32Array(shape.batch * shape.height * shape.width * layout.groups * 4);
  packImage(layout, tensor.shape, tensor.data, target);
  return target;
};

export function pixelCnnModel(spec: PixelCnnSpec, schedule: Schedule, inputs: RunInputs, shape: RunShape): CpuModel {
  const layers = packPixelCnn(spec, inputs.weights);
  const image = packed(layers[0]!.input, inputs.x, shape);
  const pixels = shape.height * shape.width;
  const emptyMap = (layout: ChannelLayout): CpuMap => ({
    layout,
    offset: 0,
    parts: 1,
    data: new Float32Array(shape.batch * pixels * layout.groups * 4),
  });
  const maps = layers.map(({ output }) => emptyMap(output));
  const belowOf = (l: number): Float32Array => (l === 0 ? image : maps[l - 1]!.data);

  function* convolve(layer: (typeof layers)[number], x: Float32Array, y: Float32Array, step: number): CpuSweep {
    const chunk = chunkOf(layer.macsPerPixel);
    const widened = { ...layer, weight: new Float64Array(layer.weight) };
    for (let n = 0; n < shape.batch; n++) {
      for (let first = 0; first < pixels; first += chunk) {
        maskedConv(widened, x, y, shape, n, first, Math.min(chunk, pixels - first));
        yield step;
      }
    }
  }
  function* forward(): CpuSweep {
    for (let step = 0; step < schedule.length; step++) {
      yield* convolve(layers[step]!, belowOf(step), maps[step]!.data, step);
      yield step + 1;
    }
  }
  const backward = (outputGradient: Tensor): CpuBackward => {
    const depth = layers.length;
    const deltas = layers.map(({ output }) => emptyMap(output));
    const xBar = emptyMap(layers[0]!.input);
    const differentiate = (l: number): void => {
      const derivative = DERIVATIVES[layers[l]!.activation];
      const delta = deltas[l]!.data;
      const value = maps[l]!.data;
      for (let i = 0; i < delta.length; i++) delta[i]! *= derivative(value[i]!);
    };
    function* sweep(): CpuSweep {
      deltas[depth - 1]!.data.set(packed(layers.at(-1)!.output, outputGradient, shape));
      differentiate(depth - 1);
      yield 1;
      for (let l = depth - 2; l >= 0; l--) {
        yield* convolve(transposed(layers[l + 1]!), deltas[l + 1]!.data, deltas[l]!.data, depth - 1 - l);
        differentiate(l);
        yield depth - l;
      }
    }
    const { layers: products, size } = convProducts(layers);
    const result = new Float32Array(size);
    function* ofWeights(): CpuSweep {
      const jobs = products.flatMap(({ taps, bias }, l) =>
        [...taps, bias].map((product) => ({ product, source: belowOf(l), delta: deltas[l]!.data })),
      );
      yield* productSweep(jobs, shape, result);
    }
    return {
      sweep: sweep(),
      ofImage: convolve(transposed(layers[0]!), deltas[0]!.data, xBar.data, 0),
      ofWeights: ofWeights(),
      deltas,
      gradients() {
        const gradients: Record<string, Tensor> = {
          x: { shape: inputs.x.shape, data: unpackImage(xBar.layout, inputs.x.shape, xBar.data) },
        };
        layers.forEach((layer, l) => {
          const { bias } = products[l]!;
          const start = weightResult(products[l]!);
          gradients[`layers.${l}.weight`] = unpackWeightGradient(spec, l, layer, result.subarray(start, bias.result));
          gradients[`layers.${l}.bias`] = {
            shape: [layer.output.channels],
            data: Float32Array.from(layer.output.slotOf, (slot) => result[bias.result + slot]!),
          };
        });
        return gradients;
      },
    };
  };
  return {
    forward: forward(),
    maps,
    outputs: modelMaps(spec).outputs,
    backward: inputs.outputGradient ? backward(inputs.outputGradient) : null,
  };
}

export function cellModel(spec: ModelSpec, schedule: Schedule, inputs: RunInputs, shape: RunShape): CpuModel {
  const pixels = shape.height * shape.width;
  const program = cellProgram(spec, inputs.weights, shape.batch * pixels);
  const memory: CellMemory = {
    height: shape.height,
    width: shape.width,
    forward: new Float32Array(program.forwardSize),
    backward: new Float32Array(inputs.outputGradient ? program.backwardSize : 0),
  };
  packImage(program.input, inputs.x.shape, inputs.x.data, memory.forward);

  function* sweep(order: Schedule, pass: "forward" | "backward"): CpuSweep {
    const run = pass === "forward" ? forwardCells(program, memory) : backwardCells(program, memory);
    const budget = MACS_PER_YIELD / shape.batch;
    let macs = 0;
    for (let step = 0; step < order.length; step++) {
      const width = order.width(step);
      for (let index = 0; index < width; index++) {
        const cell = order.cell(step, index);
        const map = program.maps[Math.floor(cell / pixels)]!;
        run(map, cell % pixels, 0, shape.batch);
        macs += macsOfCell(map, pass) + 1000;
        if (macs > budget) {
          macs = 0;
          yield step;
        }
      }
    }
    yield order.length;
  }
  const backward = (outputGradient: Tensor): CpuBackward => {
    const top = program.maps[program.outputs.at(-1)![0]!.map]!.layout;
    const result = new Float32Array(program.productSize);
    function* backwards(): CpuSweep {
      packImage(top, outputGradient.shape, outputGradient.data, memory.backward, program.outputGradient);
      yield* sweep(reversed(schedule), "backward");
    }
    function* ofImage(): CpuSweep {
      const run = backwardCells(program, memory);
      for (let pixel = 0; pixel < pixels; pixel++) {
        run(program.image, pixel, 0, shape.batch);
        if (pixel % 64 === 63) yield 0;
      }
    }
    function* ofWeights(): CpuSweep {
      const jobs = program.products.map((product) => ({ product, source: memory.forward, delta: memory.backward }));
      yield* productSweep(jobs, shape, result);
    }
    return {
      sweep: backwards(),
      ofImage: ofImage(),
      ofWeights: ofWeights(),
      deltas: program.maps.map(({ layout, delta, parts }) => ({ data: memory.backward, offset: delta, layout, parts })),
      gradients: () => ({
        x: {
          shape: inputs.x.shape,
          data: unpackImage(program.input, inputs.x.shape, memory.backward, program.image.delta),
        },
        ...unpackGradients(program, parameterShapes(spec), result),
      }),
    };
  };
  return {
    forward: sweep(schedule, "forward"),
    maps: program.maps.map(({ layout, value }) => ({ data: memory.forward, offset: value, layout, parts: 1 })),
    outputs: program.outputs,
    backward: inputs.outputGradient ? backward(inputs.outputGradient) : null,
  };
}
