/**
 * Causal self-attention over the pixels, for comparison: counted from who reads whom, not executed. A layer multiplies every
 * pixel by W_q, W_k, W_v and W_o, and every pixel's query by the keys, and its weights by the values, of itself and all
 * pixels before it (Vaswani et al. 2017, "Attention Is All You Need", §3.2; one head as wide as the layer).
 */
import { integer } from "./checks.js";
import { totalOf, type Counts, type ImageSize, type LayerCount, type ModelCount } from "./count.js";
import { LIMITS } from "./rules.js";

export interface AttentionOptions {
  readonly depth: number;
  readonly channels: number;
  readonly inputs?: number;
}

export interface AttentionCount extends ModelCount {
  /** Pairs (pixel, itself or a pixel before it): who reads whom in one layer. */
  readonly pairs: bigint;
  readonly steps: {
    /** Layers, each at all pixels at once. */
    readonly layers: number;
    /** Matrix-vector products on the longest chain: project, compare, mix and project, in every layer. */
    readonly chain: number;
  };
  /** Bytes that training keeps: queries, keys, values, their mixture and the output of every pixel, and the weight of every pair. */
  readonly memory: bigint;
  /** Every pixel sees all before it, so they are drawn one by one. */
  readonly sampling: { readonly naive: number; readonly cached: number; readonly wavefront: number };
}

/** W_q, W_k, W_v from the layer below, W_o within. */
const PROJECTIONS = 3n;
const CHAIN = 4;
/** q, k, v, the mixture of the values, and W_o times it. */
const KEPT = 5n;

/**
 * Counts of a stack of causal attention layers, softmax and residual connections free. Parameters count the biases.
 * @throws SweepfieldError "spec-invalid" for a depth or width out of range.
 */
export const countAttention = (options: AttentionOptions, { height, width }: ImageSize): AttentionCount => {
  const depth = integer(options.depth, "depth", 1, LIMITS.depth);
  const channels = integer(options.channels, "channels", 1, LIMITS.channels);
  const inputs = integer(options.inputs, "inputs", 1, LIMITS.channels, channels);
  const pixels = BigInt(height) * BigInt(width);
  const pairs = (pixels * (pixels + 1n)) / 2n;
  const k = BigInt(channels);
  const layers = Array.from({ length: depth }, (_, i): LayerCount => {
    const below = BigInt(i === 0 ? inputs : channels);
    const projected = pixels * (PROJECTIONS * below * k + k * k);
    const counts: Counts = {
      parameters: PROJECTIONS * (below * k + k) + k * k + k,
      connections: projected + 2n * k * pairs,
      macs: projected + 2n * k * pairs,
    };
    return { name: `Attention-${channels}`, output: [channels, height, width], ...counts };
  });
  const drawn = height * width;
  return {
    ...totalOf(layers),
    layers,
    pairs,
    steps: { layers: depth, chain: CHAIN * depth },
    memory: 4n * BigInt(depth) * (KEPT * k * pixels + pairs),
    sampling: { naive: drawn, cached: drawn, wavefront: drawn },
  };
};
