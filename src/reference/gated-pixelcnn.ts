/** Gated PixelCNN in float64 (van den Oord et al. 2016, "Conditional Image Generation with PixelCNN Decoders", §2.3; domain.md §15). */
import type { GatedPixelCnnSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { convolve, convolveBackward, everything, type Mask } from "./convolution.js";
import { biasOf, emptyLike, plus, shapeOf, sigmoid, type Map64 } from "./elementary.js";
import type { ReferenceGradients, ReferenceRun } from "./result.js";

/** v of the first layer drops the own row, later ones keep it: what v hands over to h of the same row lies above. */
const vertical =
  (layer: number): Mask =>
  (_o, _i, y) =>
    layer === 0 ? y < 0 : y <= 0;

/** h of the first layer drops the own pixel, later ones keep it. */
const horizontal =
  (layer: number): Mask =>
  (_o, _i, _y, x) =>
    layer === 0 ? x < 0 : x <= 0;

/** The four convolutions of a layer. */
const convolutionsOf = (weights: Tensors, layer: number) => {
  const weight = (name: string): Tensor => weights[`layers.${layer}.${name}.weight`]!;
  return {
    v: { weight: weight("v"), mask: vertical(layer), dilation: 1 },
    h: { weight: weight("h"), mask: horizontal(layer), dilation: 1 },
    vToH: { weight: weight("v_to_h"), mask: everything, dilation: 1 },
    out: { weight: weight("out"), mask: everything, dilation: 1 },
  };
};

/** y = tanh(a[:K]) ⊙ σ(a[K:]) for a with 2K channels. */
const gated = (a: Map64): Map64 => {
  const [, channels, height, width] = shapeOf(a);
  const y = emptyLike(a, channels / 2);
  const half = (channels / 2) * height * width;
  y.data.forEach((_, i) => {
    const at = i + Math.floor(i / half) * half;
    y.data[i] = Math.tanh(a.data[at]!) * sigmoid(a.data[at + half]!);
  });
  return y;
};

/** ā of y = tanh(a[:K]) ⊙ σ(a[K:]), from ȳ. */
const gatedBackward = (a: Map64, yBar: Tensor): Map64 => {
  const [, channels, height, width] = shapeOf(a);
  const aBar = emptyLike(a, channels);
  const half = (channels / 2) * height * width;
  yBar.data.forEach((bar, i) => {
    const at = i + Math.floor(i / half) * half;
    const [t, s] = [Math.tanh(a.data[at]!), sigmoid(a.data[at + half]!)];
    aBar.data[at] = bar * (1 - t * t) * s;
    aBar.data[at + half] = bar * t * s * (1 - s);
  });
  return aBar;
};

interface GatedLayerRun {
  readonly aV: Map64;
  readonly v: Map64;
  readonly aH: Map64;
  readonly g: Map64;
  readonly h: Map64;
}

/** a_v = conv_v(v) + b_v, a_h = conv_h(h) + b_h + W_vh a_v, h′ = W_out g + b_out (+ h from the second layer on). */
const layerForward = (layer: number, vIn: Tensor, hIn: Tensor, weights: Tensors): GatedLayerRun => {
  const { v: convV, h: convH, vToH, out } = convolutionsOf(weights, layer);
  const wide = convV.weight.shape[0]!;
  const bias = (name: string, outputs: number): ArrayLike<number> =>
    biasOf(weights, `layers.${layer}.${name}.bias`, outputs);
  const aV = convolve(convV, vIn, bias("v", wide));
  const aH = plus(convolve(convH, hIn, bias("h", wide)), convolve(vToH, aV, new Float64Array(wide)));
  const g = gated(aH);
  const projected = convolve(out, g, bias("out", wide / 2));
  return { aV, v: gated(aV), aH, g, h: layer === 0 ? projected : plus(projected, hIn) };
};

const runLayers = (spec: GatedPixelCnnSpec, x: Tensor, weights: Tensors): readonly GatedLayerRun[] => {
  const runs: GatedLayerRun[] = [];
  spec.layers.forEach((_, i) => runs.push(layerForward(i, runs[i - 1]?.v ?? x, runs[i - 1]?.h ?? x, weights)));
  return runs;
};

export const referenceGatedPixelCnn = (spec: GatedPixelCnnSpec, x: Tensor, weights: Tensors): ReferenceRun => {
  const runs = runLayers(spec, x, weights);
  return { maps: runs.flatMap(({ v, g, h }) => [v, g, h]), outputs: runs.map(({ h }) => h) };
};

/** From the last layer down; its v is read by nobody. Deltas in the order of the maps: ā_v, ā_h, h̄′. */
export const gatedPixelCnnBackward = (
  spec: GatedPixelCnnSpec,
  x: Tensor,
  weights: Tensors,
  outputGradient: Tensor,
): ReferenceGradients => {
  const runs = runLayers(spec, x, weights);
  const gradients: Record<string, Map64> = {};
  const deltas: Map64[] = [];
  let hBar: Map64 = { shape: outputGradient.shape, data: Float64Array.from(outputGradient.data) };
  let vBar = emptyLike(outputGradient, shapeOf(outputGradient)[1]);
  for (let layer = spec.layers.length - 1; layer >= 0; layer--) {
    const { aV, aH, g } = runs[layer]!;
    const { v, h, vToH, out } = convolutionsOf(weights, layer);
    const throughOut = convolveBackward(out, g, hBar);
    const aHBar = gatedBackward(aH, throughOut.input);
    const throughVToH = convolveBackward(vToH, aV, aHBar);
    const aVBar = plus(gatedBackward(aV, vBar), throughVToH.input);
    const throughH = convolveBackward(h, runs[layer - 1]?.h ?? x, aHBar);
    const throughV = convolveBackward(v, runs[layer - 1]?.v ?? x, aVBar);
    deltas.unshift(aVBar, aHBar, hBar);
    Object.assign(gradients, {
      [`layers.${layer}.v.weight`]: throughV.weight,
      [`layers.${layer}.v.bias`]: throughV.bias,
      [`layers.${layer}.h.weight`]: throughH.weight,
      [`layers.${layer}.h.bias`]: throughH.bias,
      [`layers.${layer}.v_to_h.weight`]: throughVToH.weight,
      [`layers.${layer}.out.weight`]: throughOut.weight,
      [`layers.${layer}.out.bias`]: throughOut.bias,
    });
    vBar = throughV.input;
    hBar = layer === 0 ? throughH.input : plus(throughH.input, hBar);
  }
  return { gradients: { ...gradients, x: plus(vBar, hBar) }, deltas };
};
