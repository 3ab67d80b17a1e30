/** How far a gradient reaches back through an LSTM and through plain RNNs, run on the engine (domain.md §2.3). */
import type { RunSequence } from "../../../engine/run-sequences.js";
import { forgetGateNet, openGatesNet, reachingBack } from "../../../models/forget-gate.js";
import { SCALAR_SPEC, scalarTensors, type ScalarInputs, type ScalarStep } from "../../../models/scalar-lstm.js";
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
  /** h̄ at t = 0 … T of h(t) = w h(t−1) and of h(t) = tanh(1.1 h(t−1)) from h(0) = ½. */
  readonly linear: readonly number[];
  readonly tanh: readonly number[];
  /** The largest relative difference to float64, over what float32 can hold. */
  readonly difference: number;
  readonly ran: Ran;
}

/** The weight of the tanh RNN that stands beside. */
export const TANH_WEIGHT = 1.1;
/** Below, float32 loses digits. */
const SMALLEST = 1e-36;

const one = (value: number): Tensor => ({ shape: [1, 1, 1], data: Float64Array.of(value) });

export const netOf = ({ biasI, biasF, biasO, horizon, open }: LstmState): ScalarInputs =>
  open ? openGatesNet(horizon) : forgetGateNet({ i: biasI, f: biasF, o: biasO }, horizon);

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
      passes.push({ name: `LSTM from ∂L/∂${seed} = 1, backward`, ...recordOf(trace.backward!) });
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
      passes.push({ name: `${activation === "tanh" ? "tanh" : "linear"} RNN, backward`, ...recordOf(trace.backward!) });
      return [gradients["h0"]!.data[0]!, ...bars.h.data];
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
    linear: await plain("none", state.recurrent, 1),
    tanh: await plain("tanh", TANH_WEIGHT, 0.5),
    difference: differenceOf(reach, exact),
    ran: { device: fromC.device, adapter: fromC.adapter, passes },
  };
}

function differenceOf(reach: ForgetRun["reach"], exact: ForgetRun["exact"]): number {
  let most = 0;
  for (const seed of SEEDS)
    exact[seed].forEach((want, t) => {
      for (const name of ["h", "c"] as const) {
        const got = reach[seed][name][t]!;
        if (Math.abs(want[name]) > SMALLEST) most = Math.max(most, Math.abs(got / want[name] - 1));
      }
    });
  return most;
}

/** dL/dc at step t: what the engine computed or, below what float32 holds, the equation's. */
export const barAt = (run: ForgetRun, seed: Seed, name: "h" | "c", t: number): number =>
  Math.abs(run.exact[seed][t]![name]) > SMALLEST ? run.reach[seed][name][t]! : run.exact[seed][t]![name];

/** Steps after which (1 − ε)^T is one half, for the forget gate of the run. */
export const halfLife = ({ last }: ForgetRun): number => Math.LN2 / -Math.log(last.f);
