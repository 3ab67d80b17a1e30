/** How far a gradient reaches back through an LSTM and through plain RNNs, run on the engine (domain.md §2.3). */
import type { RunSequence } from "../../../engine/run-sequences.js";
import { forgetGateNet, openGatesNet, plainRnnBars, reachingBack } from "../../../models/forget-gate.js";
import {
  SCALAR_SPEC,
  scalarForward,
  scalarTensors,
  type ScalarInputs,
  type ScalarStep,
} from "../../../models/scalar-lstm.js";
import type { RnnSpec } from "../../../models/sequence.js";
import type { Tensor } from "../../../models/tensor.js";
import { sequenceSchedule } from "../../../schedule/sequence.js";
import type { RunHooks } from "../../controllers/engine-run.js";
import { recordOf } from "../scalar-run.js";
import type { LstmState, Ran } from "../view.js";

export const SEEDS = ["c", "h"] as const;
export type Seed = (typeof SEEDS)[number];

/** Bars at t = 0 … T. */
export interface Reach {
  readonly h: readonly number[];
  readonly c: readonly number[];
  /** dL/dw_xi. */
  readonly ofInput: number;
}

export interface ForgetRun {
  readonly inputs: ScalarInputs;
  readonly steps: number;
  /** By what the gradient starts from. */
  readonly reach: Readonly<Record<Seed, Reach>>;
  /** The same by the equations in float64, which hold numbers that float32 cannot. */
  readonly exact: Readonly<Record<Seed, readonly Pick<ScalarStep, "h" | "c">[]>>;
  /** What the engine's gates are at the last step. */
  readonly last: Readonly<Record<"i" | "f" | "o" | "g" | "c", number>>;
  /** The forget gate of the last step in float64, which keeps the digits of 1 − f. */
  readonly forget: number;
  /** h̄ at t = 0 … T of h(t) = w h(t−1), with its w, and of h(t) = tanh(1.1 h(t−1)) from h(0) = ½. */
  readonly recurrent: number;
  readonly linear: readonly number[];
  readonly tanh: readonly number[];
  /** The largest relative difference of the LSTM's bars to float64, over what float32 can hold. */
  readonly difference: number;
  readonly ran: Ran;
}

/** The weight of the tanh RNN that stands beside. */
export const TANH_WEIGHT = 1.1;
/** Magnitudes that float32 holds with all its digits. */
const [SMALLEST, LARGEST] = [1e-36, 3e38];
/** So far back open gates stay below what float64 holds. */
const MOST_OPEN = 600;

const one = (value: number): Tensor => ({ shape: [1, 1, 1], data: Float64Array.of(value) });

export const netOf = ({ biasI, biasF, biasO, horizon, open }: LstmState): ScalarInputs =>
  open ? openGatesNet(Math.min(horizon, MOST_OPEN)) : forgetGateNet({ i: biasI, f: biasF, o: biasO }, horizon);

export async function runForget(
  run: RunSequence,
  state: LstmState,
  { signal }: Partial<RunHooks> = {},
): Promise<ForgetRun> {
  const inputs = netOf(state);
  const steps = inputs.x.length;
  const options = signal ? { signal } : {};
  const passes: Ran["passes"][number][] = [];
  const reachFrom = async (seed: Seed) => {
    const schedule = sequenceSchedule(SCALAR_SPEC, "pipelined", steps);
    const outputGradients = seed === "c" ? { cT: one(1) } : { hT: one(1) };
    const trace = await run(SCALAR_SPEC, schedule, { ...scalarTensors(inputs), outputGradients }, options);
    try {
      const [states, bars, gradients] = [
        await trace.states(0),
        await trace.backward!.bars(0),
        await trace.backward!.gradients(),
      ];
      const { productDispatches: products } = trace.backward!;
      passes.push({ name: `LSTM from ∂L/∂${seed} = 1, backward`, ...recordOf(trace.backward!), products });
      const read = (name: "i" | "f" | "o" | "g" | "c"): number => states[name]!.data[steps - 1]!;
      return {
        last: { i: read("i"), f: read("f"), o: read("o"), g: read("g"), c: read("c") },
        reach: {
          h: [gradients["h0"]!.data[0]!, ...bars.h.data],
          c: [gradients["c0"]!.data[0]!, ...bars.c!.data],
          ofInput: gradients["weight_ih_l0"]!.data[0]!,
        },
        adapter: trace.adapter,
        device: trace.device,
      };
    } finally {
      trace.release();
    }
  };
  const plain = async (activation: RnnSpec["activation"], weight: number, h0: number) => {
    const spec: RnnSpec = { kind: "rnn", inputs: 1, hidden: 1, layers: 1, activation };
    const weights = {
      weight_ih_l0: { shape: [1, 1], data: Float64Array.of(0) },
      weight_hh_l0: { shape: [1, 1], data: Float64Array.of(weight) },
    };
    const x: Tensor = { shape: [steps, 1, 1], data: new Float64Array(steps) };
    const seeds = { x, weights, h0: one(h0), outputGradients: { hT: one(1) } };
    const trace = await run(spec, sequenceSchedule(spec, "pipelined", steps), seeds, options);
    try {
      const [bars, gradients] = [await trace.backward!.bars(0), await trace.backward!.gradients()];
      const { productDispatches: products } = trace.backward!;
      passes.push({
        name: activation === "tanh" ? "tanh RNN, backward" : "linear RNN, backward",
        ...recordOf(trace.backward!),
        products,
      });
      const exact = plainRnnBars(weight, steps, { activation, h0 });
      return [gradients["h0"]!.data[0]!, ...bars.h.data].map((bar, t) => heldOr(bar, exact[t]!));
    } finally {
      trace.release();
    }
  };
  const fromC = await reachFrom("c");
  const fromH = await reachFrom("h");
  const reach = { c: fromC.reach, h: fromH.reach };
  const exact = { c: reachingBack(inputs, { hT: 0, cT: 1 }), h: reachingBack(inputs, { hT: 1, cT: 0 }) };
  return {
    inputs,
    steps,
    reach,
    exact,
    last: fromC.last,
    forget: scalarForward(inputs).at(-1)!.f,
    recurrent: state.recurrent,
    linear: await plain("none", state.recurrent, 1),
    tanh: await plain("tanh", TANH_WEIGHT, 0.5),
    difference: differenceOf(reach, exact),
    ran: { device: fromC.device, adapter: fromC.adapter, passes },
  };
}

/** What the engine computed, where float32 holds such a number; else what the equation gives. */
const heldOr = (got: number, exact: number): number => (isHeld(exact) ? got : exact);
const isHeld = (exact: number): boolean => Math.abs(exact) > SMALLEST && Math.abs(exact) < LARGEST;

function differenceOf(reach: ForgetRun["reach"], exact: ForgetRun["exact"]): number {
  let most = 0;
  for (const seed of SEEDS)
    exact[seed].forEach((want, t) => {
      for (const name of ["h", "c"] as const) {
        const got = reach[seed][name][t]!;
        if (isHeld(want[name])) most = Math.max(most, Math.abs(got / want[name] - 1));
      }
    });
  return most;
}

/** h̄ or c̄ at step t. */
export const barAt = (run: ForgetRun, seed: Seed, name: "h" | "c", t: number): number =>
  heldOr(run.reach[seed][name][t]!, run.exact[seed][t]![name]);

/** Whether the gates are where the claim is made: f near 1, i and o near 0. */
export const isInLimit = ({ last: { i, f, o } }: ForgetRun): boolean => 1 - f < 0.01 && i < 0.01 && o < 0.01;

/** |c̄_1 / c̄_2|, all paths together, from ∂L/∂c = 1 at the last step; c_0 alone has one path less, since h_0 is given. */
export const measuredFactor = (run: ForgetRun): number => {
  const t = Math.min(1, run.steps - 1);
  return Math.abs(barAt(run, "c", "c", t) / barAt(run, "c", "c", t + 1));
};

/** Steps after which (1 − ε)^T is one half, for the forget gate of the run. */
export const halfLife = ({ forget }: ForgetRun): number => Math.LN2 / -Math.log(forget);
