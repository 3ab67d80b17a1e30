/** Oracles D1 to D4, and the small stacks that tests of residual blocks share. */
import { readFileSync } from "node:fs";
import { residualShapes, type PlacementName, type ResidualSpec } from "../../src/models/residual.js";
import { sizeOf, type Tensor } from "../../src/models/tensor.js";
import { filler } from "./oracles.js";

interface Small {
  readonly out_row0: readonly number[];
  readonly act_norms: readonly number[];
  readonly grad_norms_block0_to_L: readonly number[];
  readonly dx_row0: readonly number[];
}
type Letter = "a" | "b" | "c" | "d" | "e";

interface ResidualOracles {
  readonly D1: { readonly expected: Readonly<Record<Letter | "plain", Small>>; readonly tolerance: number };
  readonly D2: {
    readonly input: { readonly L: readonly number[] };
    readonly expected: { readonly ratio_sq: readonly number[]; readonly plain_per_block_sq: number };
  };
  readonly D3: {
    readonly expected: Readonly<
      Record<
        "c_ReLU_before_add" | "e_full_preact" | "d" | "a" | "b_BN_after_add" | "plain" | "b_per_block_norm_factor",
        readonly [number, number]
      >
    > & { readonly e_without_BN_min: number };
  };
  readonly D4: { readonly expected: Readonly<Record<string, readonly [number, number]>> };
}

export const residualOracles = JSON.parse(
  readFileSync(new URL("../fixtures/residual-oracles.json", import.meta.url), "utf8"),
) as ResidualOracles;

/** The letters of domain §4 and of the oracles. */
export const LETTERS: Readonly<Record<PlacementName, Letter | "plain">> = {
  original: "a",
  "bn-after-addition": "b",
  "relu-before-addition": "c",
  "relu-only-preactivation": "d",
  "full-preactivation": "e",
  plain: "plain",
};

export const stackOf = (placement: PlacementName, change: Partial<ResidualSpec> = {}): ResidualSpec => ({
  kind: "residual",
  placement,
  blocks: 3,
  width: 6,
  weight: "dense",
  norm: true,
  ...change,
});

const transposed = (matrix: Tensor): Tensor<Float64Array> => {
  const [rows = 0, columns = 0] = matrix.shape;
  return {
    shape: [columns, rows],
    data: Float64Array.from(
      { length: rows * columns },
      (_, i) => matrix.data[(i % rows) * columns + Math.floor(i / rows)]!,
    ),
  };
};

/** D1: z = x W there, weights (out, in) here; its counter starts at 1591. */
export function smallCase() {
  const fill = filler();
  fill(1, [1591]);
  const x = fill(2, [8, 6]);
  const weights = Object.fromEntries(
    [0, 1, 2].flatMap((l) => [0, 1].map((j) => [`blocks.${l}.weights.${j}.weight`, transposed(fill(2, [6, 6]))])),
  );
  return { x, weights, outputGradient: fill(1, [8, 6]) };
}

/** Smooth, seeded inputs for any stack, γ and β included. */
export function inputsOf(spec: ResidualSpec, shape: readonly number[], shift = 0) {
  const fill = filler();
  fill(1, [31 + shift]);
  const normal = 3.4641;
  const x = fill(normal, shape);
  const weights = Object.fromEntries(
    Object.entries(residualShapes(spec)).map(([name, wanted]) => {
      if (name.includes(".norms.")) {
        const tensor = fill(0.8, wanted);
        const centre = name.endsWith("weight") ? 1 : 0;
        return [name, { shape: wanted, data: tensor.data.map((value) => centre + value) }];
      }
      return [name, fill(normal * Math.sqrt(2 / (sizeOf(wanted) / spec.width)), wanted)];
    }),
  );
  return { x, weights, outputGradient: fill(normal, shape) };
}
