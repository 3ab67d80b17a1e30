import type { Tensors } from "../models/tensor.js";
import type { Map64 } from "./elementary.js";

/** What a model computes. */
export interface ReferenceRun {
  /** The value of every map, (N, K, H, W), in the order of the access map. */
  readonly maps: readonly Map64[];
  /** What every layer puts out, (N, K, H, W): one of the maps, or a sum of some. */
  readonly outputs: readonly Map64[];
}

/** The gradients of Σ outputGradient ⊙ output. */
export interface ReferenceGradients {
  /** Of `x` and of every weight by its name, shaped as these. */
  readonly gradients: Tensors;
  /** dL/da of every map's pre-activations a, (N, parts · K, H, W): 2K for the gated maps, a row for every gate of an LSTM. */
  readonly deltas: readonly Map64[];
}
