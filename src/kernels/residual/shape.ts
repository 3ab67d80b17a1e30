/** How a residual stack lies in memory: both engines and the program agree on it. */
import type { ResidualSpec } from "../../models/residual.js";

export interface ResidualShape {
  readonly batch: number;
  /** Of the image; 1 × 1 where the weights are matrices. */
  readonly height: number;
  readonly width: number;
  /** Examples, or positions of all images. */
  readonly rows: number;
  readonly channels: number;
  /** Groups of four channels, the last padded with zeros. */
  readonly groups: number;
  readonly taps: readonly (readonly [dr: number, dc: number])[];
}

const REACH = [-1, 0, 1];

export const residualShapeOf = (spec: ResidualSpec, x: readonly number[]): ResidualShape => {
  const [batch = 1, , height = 1, width = 1] = x;
  return {
    batch,
    height,
    width,
    rows: batch * height * width,
    channels: spec.width,
    groups: Math.ceil(spec.width / 4),
    taps: spec.weight === "dense" ? [[0, 0]] : REACH.flatMap((dr) => REACH.map((dc) => [dr, dc] as const)),
  };
};

/** As in the shaders: rows of a chunk, parts of a tensor, rows of an invocation of the product. */
export const CHUNK = 16;
export const PARTS = 64;
export const TILE = 8;

export const chunksOfRows = ({ rows }: ResidualShape): number => Math.ceil(rows / CHUNK);

/** Numbers of a padded row, and of a padded tensor. */
export const rowSize = ({ groups }: ResidualShape): number => 4 * groups;
export const tensorSize = (shape: ResidualShape): number => shape.rows * rowSize(shape);
/** Numbers of a padded weight, all taps. */
export const matrixSize = (shape: ResidualShape): number => shape.taps.length * rowSize(shape) ** 2;

export type OperationKind =
  | "product"
  | "add"
  | "relu"
  | "gate"
  | "moments"
  | "moments-total"
  | "normalise"
  | "sums"
  | "sums-total"
  | "normalise-backward"
  | "length"
  | "length-total";

interface Work {
  readonly items: number;
  /** Multiply-adds, or what takes as long. */
  readonly macsPerItem: number;
}

/** How much there is to do in one operation, in items of the shader of that name. */
export const workOf = (kind: OperationKind, shape: ResidualShape): Work => {
  const { rows, groups, taps } = shape;
  const elements: Work = { items: rows * groups, macsPerItem: 16 };
  const chunks: Work = { items: chunksOfRows(shape) * groups, macsPerItem: 8 * CHUNK };
  const totals: Work = { items: groups, macsPerItem: 16 * chunksOfRows(shape) };
  switch (kind) {
    case "product":
      return { items: Math.ceil(rows / TILE) * groups, macsPerItem: 4 * TILE * rowSize(shape) * taps.length };
    case "moments":
    case "sums":
      return chunks;
    case "moments-total":
    case "sums-total":
      return totals;
    case "length":
      return { items: PARTS, macsPerItem: Math.ceil((8 * rows * groups) / PARTS) };
    case "length-total":
      return { items: 1, macsPerItem: 8 * PARTS };
    default:
      return elements;
  }
};
