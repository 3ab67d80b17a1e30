/** The independently computed values in test/fixtures, and what the tests need to use them. */
import { readFileSync } from "node:fs";
import { sizeOf, type Tensor } from "../../src/models/tensor.js";

interface Oracle<Expected> {
  readonly expected: Expected;
  readonly tolerance: number;
}

type Map3 = readonly (readonly (readonly number[])[])[];

export interface Oracles {
  E1: Oracle<
    Record<"k3" | "k5", { d: number[]; rf: number[]; blind: number[] }> & {
      k7A_then_k3B: { d: number[]; rf: number[] };
    }
  >;
  E2: Oracle<Record<string, [dr: number, first: number, last: number][]>>;
  E3: Oracle<{ size: number[][]; pixel_3_3: [number, number][]; pixel_0_0: [] }>;
  E4: Oracle<Record<string, number>>;
  E5: Oracle<{ size: number[]; contains_W: boolean[] }>;
  E6: Oracle<Record<string, { rf: number; row0_missing: number[]; row_minus1_right: number }>>;
  E7: Oracle<Record<string, { pixelcnn_AB: number; pixelcnn_allA: number; mdrnn: number }>>;
  E8: Oracle<
    Record<"A 3->3" | "A 3->6" | "B 3->3" | "B 6->6" | "B 4->4", number> & Record<string, number | number[][]>
  >;
  E9: Oracle<{ y: Map3; layer1: Map3 }>;
  E10: Oracle<{
    pixelcnn3x3_any_depth: number[][];
    gated_d2: number[][];
    quadrant: number[][];
    totals_28x28: Record<
      "pixelcnn_3x3" | "pixelcnn_7x7A_then_3x3" | "gated_3x3_d7" | "gated_7x7A_3x3_d15" | "quadrant" | "full",
      number
    >;
  }>;
  E11: Oracle<{
    sample: number[][];
    jacobi_sweeps_including_check: number;
    wrong_after_sweep: number[];
    bound: number;
  }>;
  E12: Oracle<{ x: number[][]; mu: number[][]; nll: number; jacobi_err: number[]; bound: number }>;
  F1: Oracle<
    Record<
      string,
      { pipelined: number; layerwise: number; peak: number; widths: number[] | null; matvecs: number; util: number }
    >
  >;
  F2: Oracle<{ layer1: Map3; layer2: Map3; loss: number }>;
  F3: Oracle<{ dX: Map3 } & Record<`d${"Wi" | "Ww" | "Wn"}_l${1 | 2}`, number[][]>>;
  F4: Oracle<{ layer2: Map3; steps: number; rf_size_d1_to_6: number[] }>;
  F5: Oracle<Record<"H5W7" | "n32_square", Record<string, number>>>;
  F6: Oracle<
    { h: Map3; c: Map3; dX_00: number[]; db: number[] } & Record<"loss" | "dA_abs" | "dRW_abs" | "dRN_abs", number>
  >;
  F7: Oracle<Record<"row_lstm" | "four_dir", Record<string, number>> & { diag_bilstm: Record<string, number[]> }>;
  F8: Oracle<{
    rows: [dr: number, first: number, last: number][];
    sampling_pixel_steps_28x28: Record<"row_lstm_maskA_inside" | "row_lstm_after_7x7A" | "mdrnn_after_7x7A", number>;
  }>;
  G1: Oracle<{
    pixelcnn: Record<"connections" | "train_steps" | "width" | "rf_interior" | "rf_bounding", number> &
      Record<"sample_naive_matvec_steps" | "sample_wavefront_matvec_steps", number>;
    gated: Record<"train_steps_layers" | "sample_wavefront_layer_steps" | "rf_interior", number>;
    mdrnn: Record<"connections" | "train_pipelined" | "train_layerwise" | "width_peak", number>;
    row_lstm: Record<"train_pipelined" | "train_layerwise" | "sample_pixel_steps", number>;
    diag_bilstm: Record<"train_pipelined" | "train_layerwise", number>;
    attention: Record<"train_steps_layers" | "causal_pairs_inclusive", number>;
  }>;
}

const fixture = (path: string): string => readFileSync(new URL(`../fixtures/${path}`, import.meta.url), "utf8");

export const oracles = JSON.parse(fixture("oracles.json")) as Oracles;

export interface Case {
  readonly name: string;
  readonly model: unknown;
  readonly inputs: { readonly x: Tensor };
  readonly weights: Readonly<Record<string, Tensor>>;
  readonly outputGradients: { readonly y: Tensor };
  readonly expect: {
    readonly outputs: { readonly y: Tensor };
    readonly gradients: Readonly<Record<string, Tensor>>;
  };
  readonly tolerance: { readonly absolute: number; readonly relative: number };
}

export const caseNames = [
  "pixelcnn-1layer-a",
  "pixelcnn-3layer",
  "pixelcnn-dilated",
  "pixelcnn-quadrant",
  "pixelcnn-rgb",
  "mdrnn-1layer",
  "mdrnn-3layer-batch",
  "mdrnn-as-printed",
  "mdlstm-1layer",
  "gated-pixelcnn-2layer",
] as const;

export const conformanceCase = (name: (typeof caseNames)[number]): Case =>
  JSON.parse(fixture(`cases/${name}.json`)) as Case;

/** Fills arrays row-major from one running counter with scale · g(n), as the oracles were made. */
export const filler = (): ((scale: number, shape: readonly number[]) => Tensor<Float64Array>) => {
  let n = 0;
  const g = (): number => {
    const value = ((n * n * 7919 + n * 104729 + 12345) % 65537) / 65537 - 0.5;
    n += 1;
    return value;
  };
  return (scale, shape) => ({ shape, data: Float64Array.from({ length: sizeOf(shape) }, () => scale * g()) });
};

/** The tensor with its axes in another order: axis i of the result is axis order[i] of the argument. */
export const transpose = (tensor: Tensor, order: readonly number[]): Tensor<Float64Array> => {
  const shape = order.map((axis) => tensor.shape[axis]!);
  const strides = tensor.shape.map((_, axis) => sizeOf(tensor.shape.slice(axis + 1)));
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, flat) => {
    let rest = flat;
    let from = 0;
    for (let i = order.length - 1; i >= 0; i--) {
      from += (rest % shape[i]!) * strides[order[i]!]!;
      rest = Math.floor(rest / shape[i]!);
    }
    return tensor.data[from]!;
  });
  return { shape, data };
};

/** A map written as rows of columns of channels, as (1, C, H, W). */
export const imageOf = (map: Map3): Tensor<Float64Array> => {
  const shape = [1, map.length, map[0]!.length, map[0]![0]!.length];
  return transpose({ shape, data: Float64Array.from(map.flat(2)) }, [0, 3, 1, 2]);
};

export const maxDifference = (got: ArrayLike<number>, want: ArrayLike<number>): number => {
  if (got.length !== want.length) return Infinity;
  return Array.from(got).reduce((most, value, i) => Math.max(most, Math.abs(value - want[i]!)), 0);
};
