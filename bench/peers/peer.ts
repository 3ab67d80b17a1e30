/**
 * What a peer is given and what it gives back. A peer is another library that computes the same numbers, written as a good user
 * of it would write it: weights uploaded and code compiled beforehand, nothing read back while the clock runs.
 */
import type { Tensor } from "../../src/models/tensor.js";

/** Weights as torch names and packs them; those of a convolution with zeros where the mask hides. */
export type PeerTask =
  | {
      readonly kind: "pixelcnn";
      /** (1, C, H, W). */
      readonly x: Tensor;
      /** Odd kernels (out, in, k, k), zero padding, relu. */
      readonly layers: readonly { readonly weight: Tensor; readonly bias: Tensor }[];
    }
  | {
      readonly kind: "mdrnn";
      /** (1, C, H, W). */
      readonly x: Tensor;
      /** Matrices (out, in), tanh. */
      readonly layers: readonly {
        readonly input: Tensor;
        readonly west: Tensor;
        readonly north: Tensor;
        readonly bias: Tensor;
      }[];
    }
  | {
      readonly kind: "lstm";
      /** (T, N, I). */
      readonly x: Tensor;
      /** (4H, I) and (4H, H), gates i, f, g, o; the sum of both biases. */
      readonly inputWeight: Tensor;
      readonly stateWeight: Tensor;
      readonly bias: Tensor;
      /** dL/dy (T, N, H); where it is given, the pass goes back through time too. */
      readonly outputGradient: Tensor | null;
    };

/** Values by name: `y`, and of a pass back through time `x`, `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`. */
export type PeerOutputs = Readonly<Record<string, ArrayLike<number>>>;

/** A task with its weights in place. */
export interface PreparedTask {
  /** Computes it once; resolves when the device has finished. */
  run(): Promise<void>;
  /** What the last run gave. */
  outputs(): Promise<PeerOutputs>;
  close(): void;
}

export interface Peer {
  /** The adapter that it found; null on the CPU. */
  readonly adapter: string | null;
  /** Throws Unsupported for what the library has no operation for. */
  prepare(task: PeerTask): Promise<PreparedTask>;
}

/** Why a peer does not run a task: a fact about the library, no failure. */
export class Unsupported extends Error {}
