/** One step of training in float64: the mean nats of a batch, their gradient, and Adam (Kingma & Ba 2015, algorithm 1). */
import type { Conditional, ModelSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { referenceBackward } from "./backward.js";
import { referenceForward } from "./forward.js";
import { referenceNats, referenceSlope } from "./loss.js";

export interface ReferenceAdam {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** Global norm that the gradient is clipped to; 0 for no clipping. */
  readonly clip: number;
}

/** Weights, first and second moments, and the steps done. */
export interface ReferenceTraining {
  readonly weights: Readonly<Record<string, Tensor<Float64Array>>>;
  readonly m: Readonly<Record<string, Float64Array>>;
  readonly v: Readonly<Record<string, Float64Array>>;
  readonly step: number;
}

export const startTraining = (weights: Tensors): ReferenceTraining => {
  const map = <T>(make: (tensor: Tensor) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [name, make(tensor)]));
  const nothing = map(({ data }) => new Float64Array(data.length));
  return {
    weights: map(({ shape, data }) => ({ shape, data: Float64Array.from(data) })),
    m: nothing,
    v: nothing,
    step: 0,
  };
};

/** The mean of −log p over images, pixels and channels, and its gradient by the outputs. */
export const meanNats = (conditional: Conditional, y: Tensor, x: Tensor): { loss: number; gradient: Tensor } => {
  const count = y.data.length;
  let loss = 0;
  const data = Float64Array.from(y.data, (output, i) => {
    loss += referenceNats(conditional, output, x.data[i]!) / count;
    return referenceSlope(conditional, output, x.data[i]!) / count;
  });
  return { loss, gradient: { shape: y.shape, data } };
};

/** Gives the loss before the step, the gradient of every weight, and what the step makes of the training. */
export const referenceStep = (
  spec: ModelSpec & { readonly conditional: Conditional },
  x: Tensor,
  { weights, m, v, step }: ReferenceTraining,
  { learningRate, beta1, beta2, epsilon, clip }: ReferenceAdam,
): { readonly loss: number; readonly gradients: Tensors; readonly next: ReferenceTraining } => {
  const y = referenceForward(spec, x, weights).at(-1)!;
  const { loss, gradient } = meanNats(spec.conditional, y, x);
  const { x: _, ...gradients } = referenceBackward(spec, x, weights, gradient).gradients;
  const norm = Math.sqrt(
    Object.values(gradients).reduce((sum, { data }) => sum + Array.from(data).reduce((part, g) => part + g * g, 0), 0),
  );
  const scale = clip > 0 ? Math.min(1, clip / (norm + 1e-6)) : 1;
  const t = step + 1;
  const next = { weights: { ...weights }, m: { ...m }, v: { ...v }, step: t };
  for (const [name, { data }] of Object.entries(gradients)) {
    const before = weights[name]!;
    next.m[name] = m[name]!.map((value, i) => beta1 * value + (1 - beta1) * data[i]! * scale);
    next.v[name] = v[name]!.map((value, i) => beta2 * value + (1 - beta2) * (data[i]! * scale) ** 2);
    const moved = before.data.map((value, i) => {
      const mHat = next.m[name]![i]! / (1 - beta1 ** t);
      const vHat = next.v[name]![i]! / (1 - beta2 ** t);
      return value - (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
    });
    next.weights[name] = { shape: before.shape, data: moved };
  }
  return { loss, gradients, next };
};
