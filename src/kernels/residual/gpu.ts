import add from "../../../shaders/residual/add.wgsl";
import gate from "../../../shaders/residual/gate.wgsl";
import length from "../../../shaders/residual/length.wgsl";
import lengthTotal from "../../../shaders/residual/length-total.wgsl";
import moments from "../../../shaders/residual/moments.wgsl";
import momentsTotal from "../../../shaders/residual/moments-total.wgsl";
import normalise from "../../../shaders/residual/normalise.wgsl";
import normaliseBackward from "../../../shaders/residual/normalise-backward.wgsl";
import product from "../../../shaders/residual/product.wgsl";
import relu from "../../../shaders/residual/relu.wgsl";
import stepText from "../../../shaders/residual/step.wgsl";
import sums from "../../../shaders/residual/sums.wgsl";
import sumsTotal from "../../../shaders/residual/sums-total.wgsl";
import { composeShader, vectorArray, type Constant } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import { EPSILON } from "../../models/residual.js";
import { rangePart } from "../shader-files.js";
import type { Operation } from "./program.js";
import { PARTS, workOf, type OperationKind, type ResidualShape } from "./shape.js";

const BODIES: Readonly<Record<OperationKind, string>> = {
  product,
  add,
  relu,
  gate,
  moments,
  "moments-total": momentsTotal,
  normalise,
  sums,
  "sums-total": sumsTotal,
  "normalise-backward": normaliseBackward,
  length,
  "length-total": lengthTotal,
};

export const OPERATION_KINDS = Object.keys(BODIES) as readonly OperationKind[];

/** The constants that a body reads, beside the size of a tensor. */
const MORE: Partial<Record<OperationKind, (shape: ResidualShape) => Readonly<Record<string, Constant>>>> = {
  product: ({ height, width, taps }) => ({
    H: height,
    W: width,
    TAP_COUNT: taps.length,
    TAPS: vectorArray("vec2i", taps),
  }),
  "moments-total": () => ({ EPSILON: { type: "f32", value: String(EPSILON) } }),
  length: () => ({ PARTS }),
  "length-total": () => ({ PARTS }),
};

/** residual/<kind>.wgsl. Bindings: the table of steps, the weights, the memory. */
export function residualKernel(kind: OperationKind, shape: ResidualShape): Kernel {
  const file = `residual/${kind}.wgsl`;
  return {
    shader: composeShader({
      label: `residual ${kind}`,
      constants: { ROWS: shape.rows, GROUPS: shape.groups, ...MORE[kind]?.(shape) },
      parts: [rangePart, { file: "residual/step.wgsl", text: stepText }, { file, text: BODIES[kind] }],
    }),
    bindings: ["read", "read", "read-write"],
    stamped: false,
    macsPerItem: workOf(kind, shape).macsPerItem,
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}

const ROW = 8;
const READS = 4;

/** The `steps` buffer of residual/step.wgsl: up to four places that are read, the parameter, the target, in vec4f. */
export const stepTable = (operations: readonly Operation[]): Uint32Array => {
  const table = new Uint32Array(operations.length * ROW);
  operations.forEach(({ reads, parameter, target }, i) => {
    reads.forEach((at, slot) => (table[i * ROW + slot] = at / 4));
    table[i * ROW + READS] = parameter / 4;
    table[i * ROW + READS + 1] = target / 4;
  });
  return table;
};
