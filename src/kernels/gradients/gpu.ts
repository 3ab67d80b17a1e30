import outputDelta from "../../../shaders/gradients/output-delta.wgsl";
import sum from "../../../shaders/gradients/sum.wgsl";
import weights from "../../../shaders/gradients/weights.wgsl";
import { composeShader } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import type { Activation } from "../../models/spec.js";
import { activationCode, activationPart, executionPart, rangePart } from "../shader-files.js";

/** One tap's weight gradient, starts in floats; a null source is a constant one (a bias). */
export interface GradientProduct {
  readonly dr: number;
  readonly dc: number;
  readonly source: number | null;
  readonly inGroups: number;
  readonly delta: number;
  readonly outGroups: number;
  readonly result: number;
}

export interface GradientShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** Positions that one invocation adds up: few enough to fill a GPU, enough that the partial sums stay small. */
export const chunksOf = ({ batch, height, width }: GradientShape): number =>
  Math.min(64, Math.max(1, Math.ceil((batch * height * width) / 128)));

/** gradients/weights.wgsl: step t is product t, items are (chunk, in-group, out-group). Bindings: products, source, delta, partial. */
export function weightGradientKernel(shape: GradientShape, resultSize: number): Kernel {
  const positions = shape.batch * shape.height * shape.width;
  const chunks = chunksOf(shape);
  return {
    shader: composeShader({
      label: "weight gradients",
      constants: {
        H: shape.height,
        W: shape.width,
        BATCH: shape.batch,
        POSITIONS: Math.ceil(positions / chunks),
        PARTIAL: resultSize / 4,
      },
      parts: [rangePart, { file: "gradients/weights.wgsl", text: weights }],
    }),
    bindings: ["read", "read", "read", "read-write"],
    stamped: false,
    macsPerItem: 16 * Math.ceil(positions / chunks),
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}

/** gradients/sum.wgsl; items are groups of four results. Bindings: partial, total. */
export function gradientSumKernel(shape: GradientShape, resultSize: number): Kernel {
  const chunks = chunksOf(shape);
  return {
    shader: composeShader({
      label: "sum of gradients",
      constants: { CHUNKS: chunks, PARTIAL: resultSize / 4 },
      parts: [rangePart, { file: "gradients/sum.wgsl", text: sum }],
    }),
    bindings: ["read", "read-write"],
    stamped: false,
    macsPerItem: 4 * chunks,
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}

/** Items of a product, for every chunk: its blocks of weights, `groups` groups of four on a side. */
export const productItems = (product: GradientProduct, shape: GradientShape, groups = 1): number =>
  chunksOf(shape) * Math.ceil(product.inGroups / groups) * Math.ceil(product.outGroups / groups);

const ONES = 0xffffffff;

/** The `products` buffer of weights.wgsl. */
export const productTable = (products: readonly GradientProduct[]): Uint32Array =>
  Uint32Array.from(
    products.flatMap((p) => [
      p.dr >>> 0,
      p.dc >>> 0,
      p.source === null ? ONES : p.source / 4,
      p.inGroups,
      p.delta / 4,
      p.outGroups,
      p.result / 4,
      0,
    ]),
  );

/** gradients/output-delta.wgsl; items are pixels. Bindings: gradient of the output, values of the last layer, its deltas. */
export function outputDeltaKernel(
  groups: number,
  activation: Activation,
  layer: number,
  shape: GradientShape,
  stamp = false,
): Kernel {
  return {
    shader: composeShader({
      label: "delta of the output",
      constants: {
        H: shape.height,
        W: shape.width,
        GROUPS: groups,
        LAYER: layer,
        ACTIVATION: activationCode[activation],
      },
      parts: [
        rangePart,
        activationPart,
        executionPart(stamp),
        { file: "gradients/output-delta.wgsl", text: outputDelta },
      ],
    }),
    bindings: ["read", "read", "read-write"],
    stamped: stamp,
    macsPerItem: groups * 4 * shape.batch,
    workgroups: (count) => [Math.ceil((count * groups) / WORKGROUP_SIZE), shape.batch],
  };
}
