/** Drawing in float64 as it is written down: pixel after pixel, colour after colour, the whole model each time. */
import type { TrainableSpec } from "../src/models/spec.js";
import type { Tensor, Tensors } from "../src/models/tensor.js";
import { referenceForward } from "../src/reference/forward.js";

/** Gives the images and how near the nearest draw came to turning out otherwise. */
export const drawByHand = (
  spec: TrainableSpec,
  weights: Tensors,
  noise: Tensor,
): { readonly values: Tensor<Float64Array>; readonly margin: number } => {
  const [batch, channels, height, width] = noise.shape as [number, number, number, number];
  const { conditional } = spec;
  const pixels = height * width;
  const colours = spec.kind === "pixelcnn" ? spec.colourGroups : 1;
  const data = new Float64Array(noise.data.length).fill(conditional.kind === "bernoulli" ? -1 : 0);
  let margin = Infinity;
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let colour = 0; colour < colours; colour++) {
      const y = referenceForward(spec, { shape: noise.shape, data }, weights).at(-1)!.data;
      for (let n = 0; n < batch; n++) {
        for (let j = colour; j < channels; j += colours) {
          const i = (n * channels + j) * pixels + pixel;
          if (conditional.kind === "bernoulli") {
            margin = Math.min(margin, Math.abs(y[i]! - noise.data[i]!));
            data[i] = y[i]! > noise.data[i]! ? 1 : -1;
            continue;
          }
          const x = y[i]! + conditional.sigma * noise.data[i]!;
          if (conditional.levels === undefined) {
            data[i] = x;
            continue;
          }
          const last = conditional.levels - 1;
          const place = ((x + 1) * last) / 2;
          margin = Math.min(margin, Math.abs(place - Math.floor(place) - 0.5));
          data[i] = (2 * Math.min(last, Math.max(0, Math.floor(place + 0.5)))) / last - 1;
        }
      }
    }
  }
  return { values: { shape: noise.shape, data }, margin };
};
