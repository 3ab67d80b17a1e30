/** The masked convolution in float64, forward and backward, as it is written down: cross-correlation, zero padding, stride 1. */
import type { Tensor } from "../models/tensor.js";
import { channelSums, emptyLike, shapeOf, zeros, type Map64 } from "./elementary.js";

/** Whether out-channel o reads in-channel i through the tap (y, x), counted from the kernel's centre before dilation. */
export type Mask = (o: number, i: number, y: number, x: number) => boolean;

export const everything: Mask = () => true;

interface Convolution {
  /** (out, in, kh, kw), odd sides. */
  readonly weight: Tensor;
  readonly mask: Mask;
  readonly dilation: number;
}

/** Calls `visit` with the places of weight, input and output of every multiplication there is. */
const forEachProduct = (
  { weight, mask, dilation }: Convolution,
  input: Tensor,
  visit: (weightAt: number, inputAt: number, outputAt: number) => void,
): void => {
  const [images, inputs, height, width] = shapeOf(input);
  const [outputs, , kernelHeight, kernelWidth] = shapeOf(weight);
  const [up, left] = [(kernelHeight - 1) / 2, (kernelWidth - 1) / 2];
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let y = -up; y <= up; y++) {
        for (let x = -left; x <= left; x++) {
          if (!mask(o, i, y, x)) continue;
          const weightAt = ((o * inputs + i) * kernelHeight + (y + up)) * kernelWidth + (x + left);
          for (let n = 0; n < images; n++) {
            for (let r = 0; r < height; r++) {
              const row = r + dilation * y;
              if (row < 0 || row >= height) continue;
              for (let c = 0; c < width; c++) {
                const column = c + dilation * x;
                if (column < 0 || column >= width) continue;
                const inputAt = ((n * inputs + i) * height + row) * width + column;
                visit(weightAt, inputAt, ((n * outputs + o) * height + r) * width + c);
              }
            }
          }
        }
      }
    }
  }
};

/** y(n, o, r, c) = b(o) + Σ over i, y, x of K(o, i, y, x) · x(n, i, r + δy, c + δx), zero outside the image. */
export const convolve = (convolution: Convolution, input: Tensor, bias: ArrayLike<number>): Map64 => {
  const { data: kernel, shape } = convolution.weight;
  const output = emptyLike(input, shape[0]!);
  const [, outputs, height, width] = shapeOf(output);
  output.data.forEach((_, at) => {
    output.data[at] = bias[Math.floor(at / (height * width)) % outputs]!;
  });
  forEachProduct(convolution, input, (weightAt, inputAt, outputAt) => {
    output.data[outputAt]! += kernel[weightAt]! * input.data[inputAt]!;
  });
  return output;
};

/** The gradients of ⟨δ, convolve(…)⟩: x̄ = Kᵀ δ and K̄ = Σ δ xᵀ over the taps that are read, b̄ = Σ δ; masked taps get 0. */
export const convolveBackward = (
  convolution: Convolution,
  input: Tensor,
  delta: Tensor,
): { readonly input: Map64; readonly weight: Map64; readonly bias: Map64 } => {
  const kernel = convolution.weight.data;
  const inputBar = zeros(input.shape);
  const weightBar = zeros(convolution.weight.shape);
  forEachProduct(convolution, input, (weightAt, inputAt, outputAt) => {
    inputBar.data[inputAt]! += kernel[weightAt]! * delta.data[outputAt]!;
    weightBar.data[weightAt]! += input.data[inputAt]! * delta.data[outputAt]!;
  });
  return { input: inputBar, weight: weightBar, bias: channelSums(delta) };
};
