/** How far a gradient reaches back through an LSTM, and through a plain RNN: the extra credit of the homework (domain.md §2.3). */
import { scalarBackward, type ScalarInputs, type ScalarSeeds, type ScalarStep } from "./scalar-lstm.js";

/** The bars at t = 0, 1 … T from a seed (h̄_T, c̄_T), with no other loss. Of t = 0 there are h̄ and c̄ alone. */
export const reachingBack = (
  inputs: ScalarInputs,
  seed: Required<Pick<ScalarSeeds, "hT" | "cT">>,
): readonly Pick<ScalarStep, "h" | "c">[] => {
  const { bars, h0, c0 } = scalarBackward(inputs, seed);
  return [{ h: h0, c: c0 }, ...bars];
};

export interface GateBiases {
  readonly i: number;
  readonly f: number;
  readonly o: number;
}

/** The net of the demonstration: w_h· = 1, w_xg = ½, x = 1 at every step, so that the gates' biases are all that is left. */
export const forgetGateNet = (biases: GateBiases, steps: number, c0 = 0.5): ScalarInputs => ({
  weights: { xi: 0, hi: 1, xf: 0, hf: 1, xo: 0, ho: 1, xg: 0.5, hg: 1, bi: biases.i, bf: biases.f, bo: biases.o },
  x: Array.from({ length: steps }, () => 1),
  c0,
});

/** Where the claim does not hold: gates that are open, w_hg = 2, and c near 0, where tanh is steep. x = 0, so that c stays there. */
export const openGatesNet = (steps: number): ScalarInputs => ({
  weights: { xi: 0, hi: 0, xf: 0, hf: 0, xo: 0, ho: 0, xg: 0, hg: 2, bi: 10, bf: 10, bo: 10 },
  x: Array.from({ length: steps }, () => 0),
  c0: 0,
});

/** h̄ at t = 0 … T of h(t) = φ(w h(t−1)) from h̄_T = 1: a factor w for every step where φ is linear. */
export const plainRnnBars = (
  w: number,
  steps: number,
  { activation, h0 }: { readonly activation: "tanh" | "none"; readonly h0: number },
): readonly number[] => {
  const factors: number[] = [];
  let h = h0;
  for (let t = 0; t < steps; t++) {
    h = activation === "tanh" ? Math.tanh(w * h) : w * h;
    factors.push(activation === "tanh" ? w * (1 - h * h) : w);
  }
  const bars = [1];
  for (const by of factors.reverse()) bars.unshift(by * bars[0]!);
  return bars;
};
