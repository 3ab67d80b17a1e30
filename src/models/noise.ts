/** The noise from which an image is drawn: frozen before it starts, so that every method and every device draws the same. */
import { randomNormal } from "d3-random";
import { sourceOf } from "./initialise.js";
import type { Conditional } from "./spec.js";
import { sizeOf, type Tensor } from "./tensor.js";

/** log(u / (1 − u)): a pixel is 1 where its logit is above it, which is to say u < σ(logit). */
export const logistic = (u: number): number => Math.log(u / (1 - u));

/** Standard noise of a shape: logistic for a Bernoulli, normal for a Gaussian. The same seed gives the same numbers everywhere. */
export const frozenNoise = (conditional: Conditional, shape: readonly number[], seed: number): Tensor<Float32Array> => {
  const source = sourceOf(seed, `noise ${conditional.kind}`);
  const normal = randomNormal.source(source)(0, 1);
  // a source may give 0, whose logistic is −∞
  const draw = conditional.kind === "bernoulli" ? () => logistic((source() * 0xffffffff + 0.5) / 0x100000000) : normal;
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, draw) };
};
