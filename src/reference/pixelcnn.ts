/** PixelCNN in float64. The mask is spelt out here, not imported: a witness (van den Oord et al. 2016, "Pixel Recurrent Neural Networks", §3.4). */
import type { PixelCnnSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { convolve, convolveBackward, type Mask } from "./convolution.js";
import { biasOf, phi, slope, type Map64 } from "./elementary.js";
import type { ReferenceGradients, ReferenceRun } from "./result.js";

/** The past: above, or left in the own row, in a quadrant not to the right; of the own pixel what mask and colours allow. */
const maskOf = (spec: PixelCnnSpec, index: number): Mask => {
  const { mask } = spec.layers[index]!;
  return (o, i, y, x) => {
    if (y !== 0 || x !== 0) return (y < 0 || (y === 0 && x < 0)) && !(spec.context === "quadrant" && x > 0);
    if (spec.colourGroups === 1) return mask === "B";
    return mask === "A" ? i % 3 < o % 3 : i % 3 <= o % 3;
  };
};

const convolutionOf = (spec: PixelCnnSpec, index: number, weights: Tensors) => ({
  weight: weights[`layers.${index}.weight`]!,
  mask: maskOf(spec, index),
  dilation: spec.layers[index]!.dilation,
});

export const referencePixelCnn = (spec: PixelCnnSpec, x: Tensor, weights: Tensors): ReferenceRun => {
  const outputs: Map64[] = [];
  spec.layers.forEach(({ activation, out }, i) => {
    const bias = biasOf(weights, `layers.${i}.bias`, out);
    const a = convolve(convolutionOf(spec, i, weights), outputs[i - 1] ?? x, bias);
    outputs.push({ shape: a.shape, data: a.data.map(phi[activation]) });
  });
  return { maps: outputs, outputs };
};

/** δ = φ′(a) ⊙ ȳ from the last layer down; ȳ of the layer below is x̄ of the convolution. */
export const pixelCnnBackward = (
  spec: PixelCnnSpec,
  x: Tensor,
  weights: Tensors,
  outputGradient: Tensor,
): ReferenceGradients => {
  const { outputs } = referencePixelCnn(spec, x, weights);
  const gradients: Record<string, Map64> = {};
  const deltas: Map64[] = [];
  let bar = outputGradient;
  for (let i = spec.layers.length - 1; i >= 0; i--) {
    const { data } = outputs[i]!;
    const derivative = slope[spec.layers[i]!.activation];
    const delta = { shape: bar.shape, data: Float64Array.from(bar.data, (value, j) => value * derivative(data[j]!)) };
    const below = convolveBackward(convolutionOf(spec, i, weights), outputs[i - 1] ?? x, delta);
    gradients[`layers.${i}.weight`] = below.weight;
    gradients[`layers.${i}.bias`] = below.bias;
    deltas[i] = delta;
    bar = below.input;
  }
  return { gradients: { ...gradients, x: { shape: x.shape, data: bar.data } }, deltas };
};
