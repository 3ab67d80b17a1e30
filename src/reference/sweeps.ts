/** Stacks of layers that sweep: every layer one sweep or more, each perhaps mirrored or shifted, and their sum. */
import type { Offset } from "../models/mask.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import { biasOf, plus, type Map64 } from "./elementary.js";
import { lstmBackward, lstmForward, type LstmRun } from "./lstm.js";
import { mirrored, shiftedDown } from "./move.js";
import { gradientsOf, type Recurrence } from "./recurrence.js";
import type { ReferenceGradients, ReferenceRun } from "./result.js";
import { rnnBackward, rnnForward } from "./rnn.js";

/** A read by the name of its weight within the layer; `tap` of a kernel (out, in, 1, k). */
export interface PlannedRead {
  readonly name: string;
  readonly at: Offset;
  readonly tap?: number;
}

export type Cell =
  | { readonly kind: "rnn"; readonly activation: "tanh" | "relu" }
  | { readonly kind: "lstm"; readonly forgets: readonly Offset[] };

/** One sweep of a layer, as seen after mirroring: from north-west to south-east. */
export interface Sweep {
  readonly hidden: number;
  readonly cell: Cell;
  readonly bias: string;
  readonly fromInput: readonly PlannedRead[];
  readonly fromState: readonly PlannedRead[];
  readonly mirror: { readonly rows: boolean; readonly columns: boolean };
  /** Rows by which its h is shifted down in the layer's output. */
  readonly down: number;
}

export const UNMIRRORED = { rows: false, columns: false } as const;

interface SweepRun extends Pick<LstmRun, "h"> {
  readonly recurrence: Recurrence;
  /** Of LSTM cells: what the way back needs. */
  readonly lstm?: LstmRun;
}

const partsOf = ({ cell }: Sweep): number => (cell.kind === "rnn" ? 1 : 3 + cell.forgets.length);

const run = (sweep: Sweep, layer: number, below: Tensor, weights: Tensors): SweepRun => {
  const named = (read: PlannedRead) => {
    const name = `layers.${layer}.${read.name}`;
    return { name, weight: weights[name]!, at: read.at, tap: read.tap ?? 0 };
  };
  const bias = `layers.${layer}.${sweep.bias}`;
  const recurrence: Recurrence = {
    x: mirrored(below, sweep.mirror),
    hidden: sweep.hidden,
    bias: { name: bias, data: biasOf(weights, bias, partsOf(sweep) * sweep.hidden) },
    fromInput: sweep.fromInput.map(named),
    fromState: sweep.fromState.map(named),
  };
  if (sweep.cell.kind === "rnn") return { recurrence, h: rnnForward(recurrence, sweep.cell.activation) };
  const lstm = lstmForward(recurrence, sweep.cell.forgets);
  return { recurrence, h: lstm.h, lstm };
};

interface StackRun extends ReferenceRun {
  readonly runs: readonly (readonly SweepRun[])[];
}

const runStack = (layers: readonly (readonly Sweep[])[], x: Tensor, weights: Tensors): StackRun => {
  const outputs: Map64[] = [];
  const maps: Map64[] = [];
  const runs = layers.map((sweeps, layer) => {
    const below = outputs[layer - 1] ?? x;
    const ran = sweeps.map((sweep) => run(sweep, layer, below, weights));
    const values = ran.map(({ h }, i) => mirrored(h, sweeps[i]!.mirror));
    maps.push(...values);
    outputs.push(values.map((value, i) => shiftedDown(value, sweeps[i]!.down)).reduce(plus));
    return ran;
  });
  return { maps, outputs, runs };
};

export const sweepsForward = (layers: readonly (readonly Sweep[])[], x: Tensor, weights: Tensors): ReferenceRun => {
  const { maps, outputs } = runStack(layers, x, weights);
  return { maps, outputs };
};

const deltaOf = ({ cell }: Sweep, { recurrence, h, lstm }: SweepRun, direct: Tensor): Map64 =>
  cell.kind === "rnn"
    ? rnnBackward(recurrence, cell.activation, h, direct)
    : lstmBackward(recurrence, cell.forgets, lstm!, direct);

/** From the last layer down. Every sweep of a layer gets the gradient of their sum; what they give back adds up. */
export const sweepsBackward = (
  layers: readonly (readonly Sweep[])[],
  x: Tensor,
  weights: Tensors,
  outputGradient: Tensor,
): ReferenceGradients => {
  const { runs } = runStack(layers, x, weights);
  const gradients: Record<string, Map64> = {};
  const deltas: Map64[] = [];
  let bar: Tensor = outputGradient;
  for (let layer = layers.length - 1; layer >= 0; layer--) {
    const sweeps = layers[layer]!;
    const back = sweeps.map((sweep, i) => {
      const ran = runs[layer]![i]!;
      const delta = deltaOf(sweep, ran, mirrored(shiftedDown(bar, -sweep.down), sweep.mirror));
      const { x: below, weights: ofWeights } = gradientsOf(ran.recurrence, ran.h, delta);
      Object.assign(gradients, ofWeights);
      return { delta: mirrored(delta, sweep.mirror), below: mirrored(below, sweep.mirror) };
    });
    deltas.unshift(...back.map(({ delta }) => delta));
    bar = back.map(({ below }) => below).reduce(plus);
  }
  return { gradients: { ...gradients, x: { shape: x.shape, data: Float64Array.from(bar.data) } }, deltas };
};
