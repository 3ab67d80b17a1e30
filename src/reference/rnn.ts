/** The plain recurrent cell: h = φ(a) (Graves et al. 2007, "Multi-Dimensional Recurrent Neural Networks", §2). */
import { emptyLike, phi, shapeOf, slope, type Map64 } from "./elementary.js";
import { addFromReaders, forEachCell, preActivation, type Recurrence } from "./recurrence.js";
import type { Tensor } from "../models/tensor.js";

export const rnnForward = (layer: Recurrence, activation: "tanh" | "relu"): Map64 => {
  const h = emptyLike(layer.x, layer.hidden);
  const [, units, height, width] = shapeOf(h);
  forEachCell(h, "forward", (n, r, c) => {
    preActivation(layer, h, n, r, c).forEach((a, k) => {
      h.data[((n * units + k) * height + r) * width + c] = phi[activation](a);
    });
  });
  return h;
};

/** δ(r, c) = φ′(a) ⊙ h̄(r, c), h̄(r, c) = direct + W_westᵀ δ(r, c+1) + W_northᵀ δ(r+1, c): the sweep backwards. */
export const rnnBackward = (layer: Recurrence, activation: "tanh" | "relu", h: Map64, direct: Tensor): Map64 => {
  const delta = emptyLike(h, layer.hidden);
  const [, units, height, width] = shapeOf(h);
  forEachCell(h, "backward", (n, r, c) => {
    const at = (k: number): number => ((n * units + k) * height + r) * width + c;
    const bar = Float64Array.from({ length: units }, (_, k) => direct.data[at(k)]!);
    addFromReaders(bar, layer.fromState, delta, n, r, c);
    bar.forEach((value, k) => {
      delta.data[at(k)] = slope[activation](h.data[at(k)]!) * value;
    });
  });
  return delta;
};
