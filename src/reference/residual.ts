/**
 * Residual stacks in float64, forward and backward (domain: He et al. 2016; Ioffe & Szegedy 2015 for batch norm). Everything
 * is a matrix of rows × width: the examples of a batch or, with convolutions, all positions of all images, channels last.
 */
import {
  blockOperations,
  EPSILON,
  residualNames,
  type PlacedOperation,
  type ResidualSpec,
} from "../models/residual.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";

type Matrix = Float64Array;

export interface ResidualReference {
  /** x_0 … x_L, as x. */
  readonly activations: readonly Tensor<Float64Array>[];
  /** g_0 … g_L, with g_l = dL/dx_l. */
  readonly gradients: readonly Tensor<Float64Array>[];
  /** What of g_l comes down the skip connections alone, the Jacobians of all branches cut. */
  readonly skipGradients: readonly Tensor<Float64Array>[];
  /** What the branch of block l adds to g_l. */
  readonly branchGradients: readonly Tensor<Float64Array>[];
  /** dL/d of every weight, γ and β, by name. */
  readonly parameters: Tensors;
}

interface Image {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** A kept operation: what it read, and what its backward needs. */
interface Kept {
  readonly input: Matrix;
  readonly output: Matrix;
  /** Of a norm. */
  readonly statistics?: ReturnType<typeof normalise>;
}

export function residualReference(
  spec: ResidualSpec,
  x: Tensor,
  outputGradient: Tensor,
  weights: Tensors,
): ResidualReference {
  const n = spec.width;
  const [batch = 1, , height = 1, width = 1] = x.shape;
  const image: Image = { batch, height, width };
  const { branch, after, skip } = blockOperations(spec);
  const parameters: Record<string, Tensor<Float64Array>> = {};

  const forward = ({ kind, index }: PlacedOperation, block: number, input: Matrix): Kept => {
    if (kind === "relu") return { input, output: input.map((a) => Math.max(a, 0)) };
    if (kind === "weight")
      return { input, output: product(input, weights[residualNames.weight(block, index)]!, image, n) };
    const gamma = weights[residualNames.gamma(block, index)]?.data;
    const beta = weights[residualNames.beta(block, index)]?.data;
    const statistics = normalise(input, n);
    const output = statistics.normalised.map((z, i) => (gamma?.[i % n] ?? 1) * z + (beta?.[i % n] ?? 0));
    return { input, output, statistics };
  };

  /** Jᵀg of one operation. */
  const backward = ({ kind, index }: PlacedOperation, block: number, kept: Kept, g: Matrix): Matrix => {
    if (kind === "relu") return g.map((value, i) => (kept.input[i]! > 0 ? value : 0));
    if (kind === "weight") return productBackward(g, weights[residualNames.weight(block, index)]!, image, n);
    return normaliseBackward(g, kept.statistics!, weights[residualNames.gamma(block, index)]?.data, n);
  };

  const keepParameters = ({ kind, index }: PlacedOperation, block: number, kept: Kept, g: Matrix): void => {
    if (kind === "weight") {
      const name = residualNames.weight(block, index);
      parameters[name] = weightGradient(kept.input, g, weights[name]!.shape, image, n);
    }
    if (kind === "norm") {
      parameters[residualNames.gamma(block, index)] = {
        shape: [n],
        data: columnSums(g, n, kept.statistics!.normalised),
      };
      parameters[residualNames.beta(block, index)] = { shape: [n], data: columnSums(g, n) };
    }
  };

  const activations: Matrix[] = [toRows(x)];
  const kept: { readonly branch: readonly Kept[]; readonly after: readonly Kept[] }[] = [];
  for (let l = 0; l < spec.blocks; l++) {
    const run = (operations: readonly PlacedOperation[], start: Matrix): readonly Kept[] => {
      let value = start;
      return operations.map((operation) => {
        const done = forward(operation, l, value);
        value = done.output;
        return done;
      });
    };
    const xl = activations[l]!;
    const onBranch = run(branch, xl);
    const sum = onBranch.at(-1)!.output.map((value, i) => value + (skip ? xl[i]! : 0));
    const behind = run(after, sum);
    kept.push({ branch: onBranch, after: behind });
    activations.push(behind.at(-1)?.output ?? sum);
  }

  const zero = (): Matrix => new Float64Array(activations[0]!.length);
  const gradients: Matrix[] = [toRows(outputGradient)];
  const skipGradients: Matrix[] = [gradients[0]!];
  const branchGradients: Matrix[] = [];
  for (let l = spec.blocks - 1; l >= 0; l--) {
    const back = (
      operations: readonly PlacedOperation[],
      of: readonly Kept[],
      start: Matrix,
      note: typeof keepParameters | null,
    ): Matrix =>
      operations.reduceRight((g, operation, i) => {
        note?.(operation, l, of[i]!, g);
        return backward(operation, l, of[i]!, g);
      }, start);
    const direct = back(after, kept[l]!.after, gradients[0]!, keepParameters);
    const through = back(branch, kept[l]!.branch, direct, keepParameters);
    branchGradients.unshift(through);
    gradients.unshift(through.map((value, i) => value + (skip ? direct[i]! : 0)));
    skipGradients.unshift(skip ? back(after, kept[l]!.after, skipGradients[0]!, null) : zero());
  }

  const asTensor = (matrix: Matrix): Tensor<Float64Array> => fromRows(matrix, x.shape);
  return {
    activations: activations.map(asTensor),
    gradients: gradients.map(asTensor),
    skipGradients: skipGradients.map(asTensor),
    branchGradients: branchGradients.map(asTensor),
    parameters,
  };
}

/** ‖t‖, over all numbers of the tensor. */
export const normOf = ({ data }: Tensor): number => Math.hypot(...blockNorms(data));

const blockNorms = (data: ArrayLike<number>): number[] => {
  const norms: number[] = [];
  for (let start = 0; start < data.length; start += 1024) {
    let sum = 0;
    for (let i = start; i < Math.min(start + 1024, data.length); i++) sum += data[i]! * data[i]!;
    norms.push(Math.sqrt(sum));
  }
  return norms;
};

/** (N, C) or (N, C, H, W) to rows of channels. */
function toRows({ shape, data }: Tensor): Matrix {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const rows = new Float64Array(data.length);
  const pixels = height * width;
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < pixels; p++) rows[(b * pixels + p) * channels + c] = data[(b * channels + c) * pixels + p]!;
  return rows;
}

function fromRows(rows: Matrix, shape: readonly number[]): Tensor<Float64Array> {
  const [batch = 1, channels = 1, height = 1, width = 1] = shape;
  const data = new Float64Array(rows.length);
  const pixels = height * width;
  for (let b = 0; b < batch; b++)
    for (let c = 0; c < channels; c++)
      for (let p = 0; p < pixels; p++) data[(b * channels + c) * pixels + p] = rows[(b * pixels + p) * channels + c]!;
  return { shape, data };
}

/** Calls back for every row and live tap: the row that is written, the row that is read, and the place in the kernel. */
function eachTap(
  { batch, height, width }: Image,
  kernel: number,
  each: (row: number, source: number, place: number) => void,
): void {
  const reach = (kernel - 1) / 2;
  for (let b = 0; b < batch; b++)
    for (let r = 0; r < height; r++)
      for (let c = 0; c < width; c++)
        for (let dr = -reach; dr <= reach; dr++)
          for (let dc = -reach; dc <= reach; dc++) {
            const [sr, sc] = [r + dr, c + dc];
            if (sr < 0 || sc < 0 || sr >= height || sc >= width) continue;
            each((b * height + r) * width + c, (b * height + sr) * width + sc, (dr + reach) * kernel + dc + reach);
          }
}

const kernelOf = (shape: readonly number[]): number => shape[2] ?? 1;

/** z[row, o] = Σ_tap Σ_i W[o, i, tap] · input[row + tap, i]. */
function product(input: Matrix, { shape, data }: Tensor, image: Image, n: number): Matrix {
  const z = new Float64Array(input.length);
  const places = kernelOf(shape) ** 2;
  eachTap(image, kernelOf(shape), (row, source, place) => {
    for (let o = 0; o < n; o++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += data[(o * n + i) * places + place]! * input[source * n + i]!;
      z[row * n + o]! += sum;
    }
  });
  return z;
}

/** The transpose: g_input[row + tap, i] = Σ_o W[o, i, tap] · g_z[row, o]. */
function productBackward(gz: Matrix, { shape, data }: Tensor, image: Image, n: number): Matrix {
  const g = new Float64Array(gz.length);
  const places = kernelOf(shape) ** 2;
  eachTap(image, kernelOf(shape), (row, source, place) => {
    for (let o = 0; o < n; o++) {
      const value = gz[row * n + o]!;
      for (let i = 0; i < n; i++) g[source * n + i]! += data[(o * n + i) * places + place]! * value;
    }
  });
  return g;
}

/** dL/dW[o, i, tap] = Σ_row g_z[row, o] · input[row + tap, i]. */
function weightGradient(
  input: Matrix,
  gz: Matrix,
  shape: readonly number[],
  image: Image,
  n: number,
): Tensor<Float64Array> {
  const data = new Float64Array(sizeOf(shape));
  const places = kernelOf(shape) ** 2;
  eachTap(image, kernelOf(shape), (row, source, place) => {
    for (let o = 0; o < n; o++) {
      const value = gz[row * n + o]!;
      for (let i = 0; i < n; i++) data[(o * n + i) * places + place]! += value * input[source * n + i]!;
    }
  });
  return { shape, data };
}

/** Σ over rows of g, or of g ⊙ other, for every column. */
function columnSums(g: Matrix, n: number, other?: Matrix): Float64Array {
  const sums = new Float64Array(n);
  g.forEach((value, i) => {
    sums[i % n]! += value * (other?.[i] ?? 1);
  });
  return sums;
}

/** ẑ = (z − mean) / √(var + ε) per column, with the statistics of the batch and the biased variance. */
export function normalise(z: Matrix, n: number): { normalised: Matrix; inverseDeviation: Float64Array } {
  const rows = z.length / n;
  const mean = columnSums(z, n).map((sum) => sum / rows);
  const centred = z.map((value, i) => value - mean[i % n]!);
  const variance = columnSums(centred, n, centred).map((sum) => sum / rows);
  const inverseDeviation = variance.map((value) => 1 / Math.sqrt(value + EPSILON));
  return { normalised: centred.map((value, i) => value * inverseDeviation[i % n]!), inverseDeviation };
}

/** g_z = γ s (g − mean(g) − ẑ · mean(g ⊙ ẑ)), with s = 1/√(var + ε). */
export function normaliseBackward(
  g: Matrix,
  { normalised, inverseDeviation }: ReturnType<typeof normalise>,
  gamma: ArrayLike<number> | undefined,
  n: number,
): Matrix {
  const rows = g.length / n;
  const mean = columnSums(g, n);
  const along = columnSums(g, n, normalised);
  return g.map((value, i) => {
    const j = i % n;
    const scale = (gamma?.[j] ?? 1) * inverseDeviation[j]!;
    return scale * (value - mean[j]! / rows - (normalised[i]! * along[j]!) / rows);
  });
}
