/** The homework's LSTM of one unit, run on the engine: every value, every bar, and what each step gives to each weight. */
import type { RunSequence } from "../../engine/run-sequences.js";
import {
  GATES,
  SCALAR_SPEC,
  scalarBackward,
  scalarForward,
  scalarTensors,
  squaredLoss,
  TORCH_GATES,
  type Gate,
  type ScalarInputs,
  type ScalarStep,
  type ScalarWeights,
} from "../../models/scalar-lstm.js";
import type { Tensor } from "../../models/tensor.js";
import { sequenceSchedule } from "../../schedule/sequence.js";
import type { LayerSteps, SequenceTrace } from "../../trace/sequence-trace.js";
import type { SweepRecord } from "../../trace/trace.js";
import type { RunHooks } from "../controllers/engine-run.js";
import { parseNumbers, SEQUENCE, WEIGHTS } from "./numbers.js";
import type { LstmState, Ran } from "./view.js";

/** As the homework lists them. */
export const WEIGHT_NAMES = ["xi", "hi", "xf", "hf", "xo", "ho", "xg", "hg"] as const;
export type WeightName = (typeof WEIGHT_NAMES)[number];

export interface ScalarRun {
  readonly inputs: ScalarInputs & { readonly h0: number; readonly c0: number };
  readonly targets: readonly number[];
  readonly at: LstmState["loss"];
  /** What the engine computed, t = 1 … T. */
  readonly steps: readonly ScalarStep[];
  readonly bars: readonly ScalarStep[];
  /** h̄_0 and c̄_0. */
  readonly initial: { readonly h: number; readonly c: number };
  readonly loss: number;
  /** δ_t = ∂ℓ_t/∂h_t, t = 1 … T. */
  readonly losses: readonly number[];
  readonly gradients: Readonly<Record<WeightName, number>>;
  /** What step t adds to the gradient of a weight: δ of its gate times x_t or h_{t−1}. */
  readonly shares: Readonly<Record<WeightName, readonly number[]>>;
  /** The largest difference between all of these and the equations in float64. */
  readonly difference: number;
  readonly forward: SweepRecord;
  readonly backward: SweepRecord;
  readonly ran: Ran;
}

/** The net that the settings describe; targets are 0 where there are none. */
export function scalarNet({ x, targets, weights, h0, c0 }: LstmState): {
  readonly inputs: ScalarRun["inputs"];
  readonly targets: readonly number[];
} {
  const numbers = parseNumbers(x, SEQUENCE) ?? [];
  const given = parseNumbers(targets, SEQUENCE) ?? [];
  const values = parseNumbers(weights, WEIGHTS) ?? [];
  const named = Object.fromEntries(WEIGHT_NAMES.map((name, i) => [name, values[i] ?? 0])) as ScalarWeights;
  return { inputs: { weights: named, x: numbers, h0, c0 }, targets: numbers.map((_, t) => given[t] ?? 0) };
}

const NAMES = [...GATES, "c", "h"] as const;

const stepsOf = (layer: LayerSteps): readonly ScalarStep[] =>
  Array.from(layer.h.data, (_, t) => Object.fromEntries(NAMES.map((name) => [name, layer[name]!.data[t]!])) as never);

export const recordOf = ({ steps, dispatches, milliseconds, timing }: SweepRecord): SweepRecord => ({
  steps,
  dispatches,
  milliseconds,
  timing,
});

/** Runs it forward, takes the loss of what came out, and runs it forward and backward with that. */
export async function runScalar(
  run: RunSequence,
  state: LstmState,
  { signal, onProgress }: Partial<RunHooks> = {},
): Promise<ScalarRun> {
  const { inputs, targets } = scalarNet(state);
  const schedule = sequenceSchedule(SCALAR_SPEC, "pipelined", inputs.x.length);
  const tensors = scalarTensors(inputs);
  const options = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  const first = await run(SCALAR_SPEC, schedule, tensors, options);
  const taken = {
    name: "forward, to take the loss",
    ...recordOf(first),
    products: first.projectionDispatches,
  } as const;
  const found = squaredLoss(await readSteps(first), targets, state.loss === "last" ? "last step" : "every step");
  const y: Tensor = { shape: tensors.x.shape, data: Float64Array.from(found.losses) };
  const trace = await run(SCALAR_SPEC, schedule, { ...tensors, outputGradients: { y } }, options);
  try {
    const whole = await readRun(trace, state.loss, inputs, targets, found);
    return { ...whole, ran: { ...whole.ran, passes: [taken, ...whole.ran.passes] } };
  } finally {
    trace.release();
  }
}

async function readSteps(trace: SequenceTrace): Promise<readonly ScalarStep[]> {
  try {
    return stepsOf(await trace.states(0));
  } finally {
    trace.release();
  }
}

async function readRun(
  trace: SequenceTrace,
  at: LstmState["loss"],
  inputs: ScalarRun["inputs"],
  targets: readonly number[],
  { loss, losses }: ReturnType<typeof squaredLoss>,
): Promise<ScalarRun> {
  const { backward } = trace;
  if (!backward) throw new Error("the engine gave no backward pass");
  const steps = stepsOf(await trace.states(0));
  const bars = stepsOf(await backward.bars(0));
  const deltas = (await backward.deltas(0)).data;
  const all = await backward.gradients();
  const initial = { h: all["h0"]!.data[0]!, c: all["c0"]!.data[0]! };
  const of = <T>(give: (kind: "x" | "h", gate: Gate, row: number) => T) =>
    Object.fromEntries(
      WEIGHT_NAMES.map((name) => {
        const [kind, gate] = [name[0] as "x" | "h", name[1] as Gate];
        return [name, give(kind, gate, TORCH_GATES.indexOf(gate))];
      }),
    ) as Record<WeightName, T>;
  const gradients = of((kind, _, row) => all[kind === "x" ? "weight_ih_l0" : "weight_hh_l0"]!.data[row]!);
  const shares = of((kind, _, row) =>
    inputs.x.map((x, t) => deltas[4 * t + row]! * (kind === "x" ? x : (steps[t - 1]?.h ?? inputs.h0))),
  );
  const [forwardRecord, backwardRecord] = [recordOf(trace), recordOf(backward)];
  return {
    inputs,
    targets,
    at,
    steps,
    bars,
    initial,
    loss,
    losses,
    gradients,
    shares,
    difference: differenceOf(inputs, losses, { steps, bars, gradients, initial }),
    forward: forwardRecord,
    backward: backwardRecord,
    ran: {
      device: trace.device,
      adapter: trace.adapter,
      passes: [
        { name: "forward", ...forwardRecord, products: trace.projectionDispatches },
        { name: "backward", ...backwardRecord, products: backward.productDispatches },
      ],
    },
  };
}

/** From the same losses: the engine's numbers against the equations as they are written. */
function differenceOf(
  inputs: ScalarInputs,
  losses: readonly number[],
  got: Pick<ScalarRun, "steps" | "bars" | "gradients" | "initial">,
): number {
  const steps = scalarForward(inputs);
  const exact = scalarBackward(inputs, { losses });
  const pairs = [
    ...steps.flatMap((step, t) => NAMES.map((name) => [got.steps[t]![name], step[name]] as const)),
    ...exact.bars.flatMap((bar, t) => NAMES.map((name) => [got.bars[t]![name], bar[name]] as const)),
    ...WEIGHT_NAMES.map((name) => [got.gradients[name], exact.weights[name]] as const),
    [got.initial.h, exact.h0] as const,
    [got.initial.c, exact.c0] as const,
  ];
  return pairs.reduce((most, [a, b]) => Math.max(most, Math.abs(a - b)), 0);
}
