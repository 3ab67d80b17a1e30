/**
 * The homework's LSTM of one unit, in float64, written as its equations are: forward, every bar of BPTT, and what the
 * gradients come to (domain: i, f, o = σ(…), g = tanh(…), c = f c₋ + i g, h = o tanh c). A bar is dL/d of the value itself.
 */

import type { LstmSpec } from "./sequence.js";
import type { Tensor } from "./tensor.js";

export type Gate = "i" | "f" | "o" | "g";
export const GATES: readonly Gate[] = ["i", "f", "o", "g"];

/** w_xi, w_hi, …; the biases are an addition, 0 in the homework. */
export type ScalarWeights = Readonly<Record<`x${Gate}` | `h${Gate}`, number>> &
  Readonly<Partial<Record<`b${Gate}`, number>>>;

/** One step, forward. */
export type ScalarStep = Readonly<Record<Gate | "c" | "h", number>>;

export interface ScalarInputs {
  readonly weights: ScalarWeights;
  readonly x: readonly number[];
  readonly h0?: number;
  readonly c0?: number;
  /** Gates held at a value, which then depend on nothing. */
  readonly held?: Readonly<Partial<Record<Gate, number>>>;
}

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));
const value = (gate: Gate, a: number): number => (gate === "g" ? Math.tanh(a) : sigmoid(a));
/** dgate/da from the gate's value. */
export const slope = (gate: Gate, y: number): number => (gate === "g" ? 1 - y * y : y * (1 - y));

/** The steps t = 1 … T, in this order. */
export const scalarForward = ({ weights: w, x, h0 = 0, c0 = 0, held = {} }: ScalarInputs): readonly ScalarStep[] => {
  const steps: ScalarStep[] = [];
  let [h, c] = [h0, c0];
  for (const input of x) {
    const gate = (name: Gate): number =>
      held[name] ?? value(name, w[`x${name}`] * input + w[`h${name}`] * h + (w[`b${name}`] ?? 0));
    const { i, f, o, g } = { i: gate("i"), f: gate("f"), o: gate("o"), g: gate("g") };
    c = f * c + i * g;
    h = o * Math.tanh(c);
    steps.push({ i, f, o, g, c, h });
  }
  return steps;
};

/** The same net for the engines: torch's LSTM at size 1. */
export const SCALAR_SPEC: LstmSpec = { kind: "lstm", inputs: 1, hidden: 1, layers: 1 };

/** The order in which torch packs the gates. */
export const TORCH_GATES: readonly Gate[] = ["i", "f", "g", "o"];

/** x (T, 1, 1), h0 and c0 (1, 1, 1), weights (4, 1) and bias (4) by torch's names. */
export const scalarTensors = ({ weights: w, x, h0 = 0, c0 = 0 }: Omit<ScalarInputs, "held">) => {
  const tensor = (shape: readonly number[], data: readonly number[]): Tensor => ({
    shape,
    data: Float64Array.from(data),
  });
  const packed = (prefix: "x" | "h" | "b") => TORCH_GATES.map((gate) => w[`${prefix}${gate}`] ?? 0);
  return {
    x: tensor([x.length, 1, 1], x),
    h0: tensor([1, 1, 1], [h0]),
    c0: tensor([1, 1, 1], [c0]),
    weights: {
      weight_ih_l0: tensor([4, 1], packed("x")),
      weight_hh_l0: tensor([4, 1], packed("h")),
      bias_ih_l0: tensor([4], packed("b")),
    },
  };
};

export interface ScalarSeeds {
  /** ∂ℓ_t/∂h_t for t = 1 … T; 0 where it is missing. */
  readonly losses?: readonly number[];
  /** What h_T and c_T get from beyond T. */
  readonly hT?: number;
  readonly cT?: number;
  /** Truncated BPTT: the bars are carried over at most this many steps, counted in stretches from T. */
  readonly truncate?: number;
}

export interface ScalarGradients {
  /** The bars of every step, t = 1 … T. */
  readonly bars: readonly ScalarStep[];
  /** h̄_0 and c̄_0: the same two recursions, one step further. */
  readonly h0: number;
  readonly c0: number;
  readonly x: readonly number[];
  readonly weights: Readonly<Record<`${"x" | "h" | "b"}${Gate}`, number>>;
}

/** h̄ = δ + Σ_gate gate̅₊ gate′₊ w_h,gate and c̄ = h̄ o (1 − tanh² c) + c̄₊ f₊, from T down; ₊ is the step after. */
export const scalarBackward = (
  inputs: ScalarInputs,
  { losses = [], hT = 0, cT = 0, truncate = Infinity }: ScalarSeeds,
): ScalarGradients => {
  const { weights: w, x, h0 = 0, c0 = 0, held = {} } = inputs;
  const steps = scalarForward(inputs);
  const weights = Object.fromEntries(
    GATES.flatMap((gate) => [`x${gate}`, `h${gate}`, `b${gate}`].map((name) => [name, 0])),
  ) as Record<`${"x" | "h" | "b"}${Gate}`, number>;
  const bars: ScalarStep[] = [];
  const xBar: number[] = [];
  let [hCarry, cCarry] = [hT, cT];
  for (let t = x.length - 1; t >= 0; t--) {
    const step = steps[t]!;
    const { h: hBefore, c: cBefore } = steps[t - 1] ?? { h: h0, c: c0 };
    const tanhC = Math.tanh(step.c);
    const h = (losses[t] ?? 0) + hCarry;
    const c = h * step.o * (1 - tanhC * tanhC) + cCarry;
    const bar: ScalarStep = { h, c, g: c * step.i, o: h * tanhC, f: c * cBefore, i: c * step.g };
    bars.unshift(bar);
    [hCarry, cCarry] = [0, c * step.f];
    let ofX = 0;
    for (const gate of GATES) {
      const delta = gate in held ? 0 : bar[gate] * slope(gate, step[gate]);
      weights[`x${gate}`] += delta * x[t]!;
      weights[`h${gate}`] += delta * hBefore;
      weights[`b${gate}`] += delta;
      hCarry += delta * w[`h${gate}`];
      ofX += delta * w[`x${gate}`];
    }
    xBar.unshift(ofX);
    if ((x.length - t) % truncate === 0) [hCarry, cCarry] = [0, 0];
  }
  return { bars, h0: hCarry, c0: cCarry, x: xBar, weights };
};

/** L = Σ_t ½ (h_t − target_t)² over every step, or the last alone, and its ∂ℓ_t/∂h_t: the losses to go back from. */
export const squaredLoss = (
  steps: readonly ScalarStep[],
  targets: readonly number[],
  at: "every step" | "last step" = "every step",
): { readonly loss: number; readonly losses: readonly number[] } => {
  const losses = steps.map(({ h }, t) => (at === "last step" && t < steps.length - 1 ? 0 : h - targets[t]!));
  return { loss: losses.reduce((sum, error) => sum + 0.5 * error * error, 0), losses };
};

/** dL/dw of one weight by a central difference, for the check beside BPTT; about 10⁻¹⁰ off at the default step. */
export const differenceQuotient = (
  inputs: ScalarInputs,
  weight: keyof ScalarWeights,
  loss: (steps: readonly ScalarStep[]) => number,
  step = 1e-5,
): number => {
  const at = (by: number): number =>
    loss(scalarForward({ ...inputs, weights: { ...inputs.weights, [weight]: (inputs.weights[weight] ?? 0) + by } }));
  return (at(step) - at(-step)) / (2 * step);
};
