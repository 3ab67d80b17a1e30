/** Stacks of residual blocks of constant width: where batch norm and ReLU stand, what the weights are, how they start. */
import { randomNormal } from "d3-random";
import { SweepfieldError } from "../error.js";
import { fields, integer, oneOf } from "./checks.js";
import { sourceOf } from "./initialise.js";
import { checkWeights, type Shapes } from "./parameters.js";
import { LIMITS } from "./rules.js";
import { sizeOf, type Tensor, type Tensors } from "./tensor.js";

/** "weight" is a matrix product or a 3×3 convolution, without bias; "norm" is batch norm with batch statistics. */
export type ResidualOperation = "weight" | "norm" | "relu";

export type PlacementName =
  | "original"
  | "bn-after-addition"
  | "relu-before-addition"
  | "relu-only-preactivation"
  | "full-preactivation"
  | "plain";

/**
 * Where the operations of a block stand: x' = after(skip · x + branch(x)).
 * He, Zhang, Ren & Sun 2016, "Identity Mappings in Deep Residual Networks", figure 4 (a) to (e); the homework draws two of them.
 */
export interface Placement {
  readonly name: PlacementName;
  readonly title: string;
  /** What lies on the branch, first to last. */
  readonly branch: readonly ResidualOperation[];
  /** What follows the addition, on the path of both. */
  readonly after: readonly ResidualOperation[];
  /** Whether x is added to the branch. */
  readonly skip: boolean;
  /** Test error in % on CIFAR-10 of ResNet-110 and ResNet-164, He et al. 2016, table 2. */
  readonly published: readonly [resNet110: number, resNet164: number] | null;
}

export const PLACEMENTS: readonly Placement[] = [
  {
    name: "original",
    title: "Original",
    branch: ["weight", "norm", "relu", "weight", "norm"],
    after: ["relu"],
    skip: true,
    published: [6.61, 5.93],
  },
  {
    name: "bn-after-addition",
    title: "BN after addition",
    branch: ["weight", "norm", "relu", "weight"],
    after: ["norm", "relu"],
    skip: true,
    published: [8.17, 6.5],
  },
  {
    name: "relu-before-addition",
    title: "ReLU before addition",
    branch: ["weight", "norm", "relu", "weight", "norm", "relu"],
    after: [],
    skip: true,
    published: [7.84, 6.14],
  },
  {
    name: "relu-only-preactivation",
    title: "ReLU-only pre-activation",
    branch: ["relu", "weight", "norm", "relu", "weight", "norm"],
    after: [],
    skip: true,
    published: [6.71, 5.91],
  },
  {
    name: "full-preactivation",
    title: "Full pre-activation",
    branch: ["norm", "relu", "weight", "norm", "relu", "weight"],
    after: [],
    skip: true,
    published: [6.37, 5.46],
  },
  {
    name: "plain",
    title: "Plain, no skip",
    branch: ["weight", "norm", "relu", "weight", "norm", "relu"],
    after: [],
    skip: false,
    published: null,
  },
];

export const PLACEMENT_NAMES: readonly PlacementName[] = PLACEMENTS.map(({ name }) => name);

export const placementOf = (name: PlacementName): Placement => PLACEMENTS.find((placement) => placement.name === name)!;

export interface ResidualSpec {
  readonly kind: "residual";
  readonly placement: PlacementName;
  /** Blocks of two weights each. */
  readonly blocks: number;
  /** Units of a layer, or maps where the weights are convolutions. */
  readonly width: number;
  /** "dense": a matrix (width, width). "conv": a kernel (width, width, 3, 3), zero padding, stride 1. */
  readonly weight: "dense" | "conv";
  /** Without it, every norm of the placement is left out. */
  readonly norm: boolean;
}

/** The ε of every norm, PyTorch's. */
export const EPSILON = 1e-5;

export const RESIDUAL_LIMITS = { blocks: LIMITS.depth, width: LIMITS.channels } as const;

/**
 * Checks a residual stack and fills the defaults: weight "dense", norm true.
 * @throws SweepfieldError "spec-invalid" with the path, the value that was read and the fix.
 */
export const validateResidualSpec = (value: unknown): ResidualSpec => {
  const spec = fields(value, "spec", ["kind", "placement", "blocks", "width", "weight", "norm"]);
  return {
    kind: oneOf(spec.get("kind"), "kind", ["residual"]),
    placement: oneOf(spec.get("placement"), "placement", PLACEMENT_NAMES),
    blocks: integer(spec.get("blocks"), "blocks", 1, RESIDUAL_LIMITS.blocks),
    width: integer(spec.get("width"), "width", 1, RESIDUAL_LIMITS.width),
    weight: oneOf(spec.get("weight"), "weight", ["dense", "conv"], "dense"),
    norm: oneOf(spec.get("norm"), "norm", [true, false], true),
  };
};

/** One operation of a block; `index` counts the weights, or the norms, of the block from 0. */
export interface PlacedOperation {
  readonly kind: ResidualOperation;
  readonly index: number;
}

/** The operations of one block as the spec has them: without norms where there are none. */
export const blockOperations = ({
  placement,
  norm,
}: Pick<ResidualSpec, "placement" | "norm">): {
  readonly branch: readonly PlacedOperation[];
  readonly after: readonly PlacedOperation[];
  readonly skip: boolean;
} => {
  const { branch, after, skip } = placementOf(placement);
  const counts = { weight: 0, norm: 0, relu: 0 };
  const placed = (kinds: readonly ResidualOperation[]): readonly PlacedOperation[] =>
    kinds.filter((kind) => norm || kind !== "norm").map((kind) => ({ kind, index: counts[kind]++ }));
  return { branch: placed(branch), after: placed(after), skip };
};

const weightName = (block: number, index: number): string => `blocks.${block}.weights.${index}.weight`;
const gammaName = (block: number, index: number): string => `blocks.${block}.norms.${index}.weight`;
const betaName = (block: number, index: number): string => `blocks.${block}.norms.${index}.bias`;
export const residualNames = { weight: weightName, gamma: gammaName, beta: betaName };

const blockShapes = (spec: ResidualSpec, l: number): Shapes => {
  const { width, weight } = spec;
  const { branch, after } = blockOperations(spec);
  const matrix = weight === "dense" ? [width, width] : [width, width, 3, 3];
  return Object.fromEntries(
    [...branch, ...after].flatMap(({ kind, index }): [string, readonly number[]][] => {
      if (kind === "weight") return [[weightName(l, index), matrix]];
      if (kind === "relu") return [];
      return [
        [gammaName(l, index), [width]],
        [betaName(l, index), [width]],
      ];
    }),
  );
};

/**
 * `blocks.{l}.weights.{0|1}.weight` (width, width) or (width, width, 3, 3), and of every norm γ and β,
 * `blocks.{l}.norms.{j}.weight|bias` (width), named as PyTorch's modules hold them.
 */
export const residualShapes = (spec: ResidualSpec): Shapes =>
  Object.assign({}, ...Array.from({ length: spec.blocks }, (_, l) => blockShapes(spec, l))) as Shapes;

/**
 * Checks names, shapes, lengths and finiteness, a block after each step of the generator. A γ or β may be missing, which means 1 or 0.
 * @throws SweepfieldError "weights-invalid" naming the tensor.
 */
export function* checkResidualWeights(spec: ResidualSpec, weights: Tensors): Generator<number, void> {
  const isOptional = (name: string): boolean => name.includes(".norms.");
  const names = new Set(Object.keys(residualShapes(spec)));
  const unknown = Object.entries(weights).filter(([name]) => !names.has(name));
  if (unknown.length > 0) checkWeights(spec.kind, residualShapes(spec), Object.fromEntries(unknown), () => true);
  for (let l = 0; l < spec.blocks; l++) {
    const shapes = blockShapes(spec, l);
    const own = Object.keys(shapes).flatMap((name) =>
      Object.hasOwn(weights, name) ? [[name, weights[name]!] as const] : [],
    );
    checkWeights(spec.kind, shapes, Object.fromEntries(own), isOptional);
    yield l;
  }
}

/** 1 GiB of float32. */
const MOST_WEIGHTS = 2 ** 28;

/** Throws limit-exceeded where a stack has more than 2²⁸ weights. */
export const requireResidualMemory = ({ blocks, width, weight }: ResidualSpec): void => {
  const total = 2 * blocks * width * width * (weight === "conv" ? 9 : 1);
  if (total > MOST_WEIGHTS) {
    throw new SweepfieldError(
      "limit-exceeded",
      `the stack has ${total} weights, more than ${MOST_WEIGHTS}; lower blocks or width`,
    );
  }
};

const normal = (seed: number, name: string, shape: readonly number[], deviation = 1): Tensor<Float32Array> => {
  const draw = randomNormal.source(sourceOf(seed, name))(0, deviation);
  return { shape, data: Float32Array.from({ length: sizeOf(shape) }, draw) };
};

/**
 * He et al. 2015, "Delving Deep into Rectifiers", eq. 10: N(0, 2 / fan-in), in pieces of one tensor each. γ = 1 and β = 0 are left
 * out. The numbers depend on the seed and the place alone: all placements of a seed get the same weights.
 */
export function* drawResidualWeights(spec: ResidualSpec, seed: number): Generator<void, Tensors> {
  requireResidualMemory(spec);
  const weights: Record<string, Tensor<Float32Array>> = {};
  for (const [name, shape] of Object.entries(residualShapes(spec))) {
    if (name.includes(".norms.")) continue;
    weights[name] = normal(seed, name, shape, Math.sqrt(2 / (sizeOf(shape) / spec.width)));
    yield;
  }
  return weights;
}

/** The same at once. */
export const initialResidualWeights = (spec: ResidualSpec, seed: number): Tensors => {
  const drawing = drawResidualWeights(spec, seed);
  for (;;) {
    const { done, value } = drawing.next();
    if (done) return value;
  }
};

/** x_0 and g_L = dL/dx_L, independent and N(0, 1), with no stem before and no head behind. */
export const residualSignals = (
  shape: readonly number[],
  seed: number,
): { readonly x: Tensor<Float32Array>; readonly outputGradient: Tensor<Float32Array> } => ({
  x: normal(seed, "x", shape),
  outputGradient: normal(seed, "gradient", shape),
});
