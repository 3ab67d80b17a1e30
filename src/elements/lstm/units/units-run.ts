/** A stacked LSTM over a batch of sequences: torch's layout, run on the engine, read back for one layer. */
import { randomLcg, randomNormal } from "d3-random";
import type { RunSequence } from "../../../engine/run-sequences.js";
import { initialSequenceWeights } from "../../../models/initialise-sequence.js";
import type { LstmSpec } from "../../../models/sequence.js";
import type { Tensor, Tensors } from "../../../models/tensor.js";
import type { Schedule } from "../../../schedule/schedule.js";
import { sequenceSchedule, sequenceStepFormula, type SequenceScheduleName } from "../../../schedule/sequence.js";
import type { LayerSteps } from "../../../trace/sequence-trace.js";
import type { SweepRecord } from "../../../trace/trace.js";
import type { RunHooks } from "../../controllers/engine-run.js";
import { recordOf } from "../scalar-run.js";
import type { LstmState, Ran } from "../view.js";

export interface UnitsRun {
  readonly spec: LstmSpec;
  readonly schedule: Schedule;
  readonly weights: Tensors;
  readonly steps: number;
  readonly batch: number;
  /** 0-based. */
  readonly layer: number;
  readonly values: LayerSteps;
  /** dL/dvalue, with L the sum of every h of the last layer. */
  readonly bars: LayerSteps;
  /** By cell, layer · T + t: the mean of h over the units, first sequence. */
  readonly means: Float32Array;
  readonly record: SweepRecord;
  /** The closed forms: of this order, and of both. */
  readonly formula: { readonly text: string; readonly steps: number };
  readonly other: { readonly name: SequenceScheduleName; readonly text: string; readonly steps: number };
  readonly ran: Ran;
}

export const specOf = ({ inputs, units, layers }: LstmState): LstmSpec => ({
  kind: "lstm",
  inputs,
  hidden: units,
  layers,
});

/** Sequences of noise, N(0, 1). */
const noise = (shape: readonly [number, number, number], seed: number): Tensor => {
  const next = randomNormal.source(randomLcg(((seed * 7919 + 1) % 1_000_003) / 1_000_003))();
  return { shape, data: Float32Array.from({ length: shape[0] * shape[1] * shape[2] }, next) };
};

export async function runUnits(run: RunSequence, state: LstmState, hooks: Partial<RunHooks> = {}): Promise<UnitsRun> {
  const spec = specOf(state);
  const { steps, batch, order, seed, forgetBias } = state;
  const schedule = sequenceSchedule(spec, order, steps);
  const weights = initialSequenceWeights(spec, seed, { forgetBias });
  const y: Tensor = { shape: [steps, batch, spec.hidden], data: new Float32Array(steps * batch * spec.hidden).fill(1) };
  const { signal, onProgress } = hooks;
  const trace = await run(
    spec,
    schedule,
    { x: noise([steps, batch, spec.inputs], seed), weights, outputGradients: { y } },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  try {
    const layer = Math.min(state.layer, spec.layers) - 1;
    const [record, backward] = [recordOf(trace), recordOf(trace.backward!)];
    const formulaOf = (name: SequenceScheduleName) => {
      const { text, value } = sequenceStepFormula(spec, name);
      return { name, text, steps: value(steps) };
    };
    return {
      spec,
      schedule,
      weights,
      steps,
      batch,
      layer,
      values: await trace.states(layer),
      bars: await trace.backward!.bars(layer),
      means: await trace.cellMeans(),
      record,
      formula: formulaOf(order),
      other: formulaOf(order === "pipelined" ? "layerwise" : "pipelined"),
      ran: {
        device: trace.device,
        adapter: trace.adapter,
        passes: [
          { name: "forward", ...record },
          { name: "backward", ...backward },
        ],
      },
    };
  } finally {
    trace.release();
  }
}

/** (H, T) of one value or bar of one sequence of the batch. */
export function unitsOverTime(
  { values, bars, spec, steps, batch }: UnitsRun,
  { show, bars: isBars, sequence }: Pick<LstmState, "show" | "bars" | "sequence">,
): Float32Array {
  const { data } = (isBars ? bars : values)[show]!;
  const row = Math.min(sequence, batch) - 1;
  return Float32Array.from(
    { length: spec.hidden * steps },
    (_, i) => data[((i % steps) * batch + row) * spec.hidden + Math.floor(i / steps)]!,
  );
}
