/** What a convolutional net costs on an image: by layer and in total, exact at any size (domain.md §3). */
import { MAX_LAYERS, type InputSize } from "./layers.js";
import { resolve, type CnnLayer, type Resolved } from "./resolve.js";
import { unitsOf, type Shape } from "./shape.js";
import type { CnnSpec } from "./spec.js";

export interface CnnCount {
  readonly input: Shape;
  readonly output: Shape;
  /** The layers in their branches. */
  readonly parts: readonly Resolved[];
  /** The layers in a row: a body before its shortcut, branch after branch, then their sum or what is joined. */
  readonly layers: readonly CnnRow[];
  readonly total: CnnTotal;
  /** Layers with weights on the longest way through the net: matrix-vector products, one after the other. */
  readonly chain: number;
}

export interface CnnTotal {
  /** Trainable numbers. */
  readonly parameters: bigint;
  /** Those of them that are biases. */
  readonly biases: bigint;
  /** Stored and not trained: running means and variances. */
  readonly buffers: bigint;
  /** Units of convolutions and fully connected layers. */
  readonly neurons: bigint;
  readonly connections: bigint;
  readonly macs: bigint;
  /** What pooling windows read, without weights. */
  readonly unweighted: bigint;
  /** Numbers that training keeps: outputs of convolutions, pooling, batch normalisation and fully connected layers, and sums. */
  readonly kept: bigint;
}

export const shapeOf = ([channels, height, width]: InputSize): Shape => ({
  channels: BigInt(channels),
  height: BigInt(height),
  width: BigInt(width),
  flat: false,
});

/** A layer with the branches and names that it stands in, outermost first: ["body"], ["branch 2"], ["@stem"]. */
export interface CnnRow extends CnnLayer {
  readonly within: readonly string[];
}

const rowsOf = (parts: readonly Resolved[], within: readonly string[] = []): readonly CnnRow[] =>
  parts.flatMap((part) => {
    const inside = (label: string, inner: readonly Resolved[]) => rowsOf(inner, [...within, label]);
    switch (part.kind) {
      case "layer":
        return [{ ...part.count, within }];
      case "residual":
        return [...inside("body", part.body), ...inside("shortcut", part.shortcut), { ...part.end, within }];
      case "concat":
        return [...part.branches.flatMap((branch, i) => inside(`branch ${i + 1}`, branch)), { ...part.end, within }];
      case "named":
        return inside(part.name, part.layers);
      case "shared":
        return inside(`@${part.name}`, part.layers);
    }
  });

const chainOf = (parts: readonly Resolved[]): number =>
  parts.reduce((sum, part) => {
    switch (part.kind) {
      case "layer":
        return sum + (part.count.connections > 0n ? 1 : 0);
      case "residual":
        return sum + Math.max(chainOf(part.body), chainOf(part.shortcut));
      case "concat":
        return sum + Math.max(...part.branches.map(chainOf));
      default:
        return sum + chainOf(part.layers);
    }
  }, 0);

/** Whether a layer's output is a copy that training keeps, not a view or a function that can be done in place. */
const isKept = ({ layer: { type }, neurons }: CnnLayer): boolean =>
  neurons !== null || type === "bn" || type === "add" || type === "concat";

const isPooling = ({ unweighted }: CnnLayer): boolean => unweighted > 0n;

/** Counts a net of up to `most` layers. @throws LayerError where it has more or shapes do not go together. */
export const countCnn = (spec: Pick<CnnSpec, "input" | "layers">, most = MAX_LAYERS): CnnCount => {
  const input = shapeOf(spec.input);
  const { parts, output } = resolve(spec.layers, input, most);
  const layers = rowsOf(parts);
  const sum = (of: (layer: CnnLayer) => bigint): bigint => layers.reduce((all, layer) => all + of(layer), 0n);
  const total: CnnTotal = {
    parameters: sum(({ parameters }) => parameters),
    biases: sum(({ biases, shares }) => (shares === null ? biases : 0n)),
    buffers: sum(({ buffers }) => buffers),
    neurons: sum((layer) => (isPooling(layer) ? 0n : (layer.neurons ?? 0n))),
    connections: sum(({ connections }) => connections),
    macs: sum(({ macs }) => macs),
    unweighted: sum(({ unweighted }) => unweighted),
    kept: sum((layer) => (isKept(layer) ? unitsOf(layer.output) : 0n)),
  };
  return { input, output, parts, layers, total, chain: chainOf(parts) };
};
