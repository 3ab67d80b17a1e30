/** Parameters, connections and multiply-adds of a residual stack, block by block. */
import { totalOf, type Counts, type ImageSize } from "./count.js";
import { blockOperations, residualShapes, type ResidualSpec } from "./residual.js";
import { sizeOf } from "./tensor.js";

export interface ResidualBlockCount extends Counts {
  /** The placement and the width: "original-256". */
  readonly name: string;
  /** (C, H, W); one position where the weights are matrices. */
  readonly output: readonly [number, number, number];
}

export interface ResidualCount extends Counts {
  readonly layers: readonly ResidualBlockCount[];
  /** Products on the longest chain: two a block, one after the other. */
  readonly steps: number;
  /** Bytes of the float32 outputs of every operation and every addition, for one image or one vector. */
  readonly memory: bigint;
}

const BYTES = 4n;
const KERNEL = 3;

/** Σ over the taps of a 3×3 kernel of the positions whose neighbour lies in the image. */
const tapPositions = ({ height, width }: ImageSize): bigint => {
  const along = (side: number): bigint => BigInt(side + 2 * Math.max(0, side - 1));
  return along(height) * along(width);
};

/** Counts of a stack; the size of the image is for convolutions, a matrix reads one vector. */
export const countResidual = (spec: ResidualSpec, size: ImageSize): ResidualCount => {
  const { blocks, width, weight, placement } = spec;
  const isConv = weight === "conv";
  const positions = isConv ? BigInt(size.height) * BigInt(size.width) : 1n;
  const { branch, after, skip } = blockOperations(spec);
  const operations = [...branch, ...after];
  const pairs = BigInt(width) ** 2n * BigInt(operations.filter(({ kind }) => kind === "weight").length);
  const one = residualShapes({ ...spec, blocks: 1 });
  const block: ResidualBlockCount = {
    name: `${placement}-${width}`,
    output: isConv ? [width, size.height, size.width] : [width, 1, 1],
    parameters: Object.values(one).reduce((sum, shape) => sum + BigInt(sizeOf(shape)), 0n),
    connections: pairs * (isConv ? tapPositions(size) : 1n),
    macs: pairs * (isConv ? BigInt(KERNEL ** 2) * positions : 1n),
  };
  const layers = Array.from({ length: blocks }, () => block);
  const kept = operations.length + (skip ? 1 : 0);
  return {
    ...totalOf(layers),
    layers,
    steps: 2 * blocks,
    memory: BigInt(kept * blocks) * BigInt(width) * positions * BYTES,
  };
};
