/** The masked convolution in float64, as it is written down. The mask is spelt out here, not imported: a witness. */
import type { MaskType, PixelCnnSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { biasOf, emptyLike, phi } from "./elementary.js";

/** Whether the tap (y, x), counted from the centre before dilation, lies in the past: above, or left in the own row. */
const isPast = (spec: PixelCnnSpec, y: number, x: number): boolean =>
  (y < 0 || (y === 0 && x < 0)) && !(spec.context === "quadrant" && x > 0);

/** Whether out-channel o reads in-channel i of its own pixel. */
const readsOwnPixel = (spec: PixelCnnSpec, mask: MaskType, o: number, i: number): boolean => {
  if (spec.colourGroups === 1) return mask === "B";
  return mask === "A" ? i % 3 < o % 3 : i % 3 <= o % 3;
};

/**
 * y(n, o, r, c) = φ(b(o) + Σ over i, y, x of K(o, i, y, x) · x(n, i, r + δy, c + δx)), zero outside the image
 * (van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.4).
 */
const maskedConvolution = (
  spec: PixelCnnSpec,
  index: number,
  input: Tensor,
  weights: Tensors,
): Tensor<Float64Array> => {
  const layer = spec.layers[index]!;
  const weight = weights[`layers.${index}.weight`]!.data;
  const bias = biasOf(weights, index, layer.out);
  const [images, inputs, height, width] = input.shape as [number, number, number, number];
  const { kernel, dilation } = layer;
  const p = (kernel - 1) / 2;
  const output = emptyLike(input, layer.out);
  for (let n = 0; n < images; n++) {
    for (let o = 0; o < layer.out; o++) {
      for (let r = 0; r < height; r++) {
        for (let c = 0; c < width; c++) {
          let sum = bias[o]!;
          for (let y = -p; y <= p; y++) {
            for (let x = -p; x <= p; x++) {
              const row = r + dilation * y;
              const column = c + dilation * x;
              const centre = y === 0 && x === 0;
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              if (!centre && !isPast(spec, y, x)) continue;
              for (let i = 0; i < inputs; i++) {
                if (centre && !readsOwnPixel(spec, layer.mask, o, i)) continue;
                sum +=
                  weight[((o * inputs + i) * kernel + (y + p)) * kernel + (x + p)]! *
                  input.data[((n * inputs + i) * height + row) * width + column]!;
              }
            }
          }
          output.data[((n * layer.out + o) * height + r) * width + c] = phi[layer.activation](sum);
        }
      }
    }
  }
  return output;
};

/** The activations of every layer, (N, C, H, W), first to last. */
export const referencePixelCnn = (spec: PixelCnnSpec, x: Tensor, weights: Tensors): readonly Tensor<Float64Array>[] => {
  const outputs: Tensor<Float64Array>[] = [];
  spec.layers.forEach((_, i) => outputs.push(maskedConvolution(spec, i, outputs[i - 1] ?? x, weights)));
  return outputs;
};
