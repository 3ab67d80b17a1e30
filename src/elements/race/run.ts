import type { ModelSpec } from "../../models/spec.js";
import { layerChannels } from "../../models/layers.js";
import { drawWeights } from "../../models/initialise.js";
import type { Tensor, Tensors } from "../../models/tensor.js";
import type { ScheduleName } from "../../schedule/schedule.js";
import type { DeviceKind, Trace } from "../../trace/trace.js";
import { inSlices } from "../controllers/slices.js";
import type { FigureEngine } from "../figure/marks.js";
import type { Lane } from "./lanes.js";
import { layerScales } from "./picture.js";

/** What one run counted and measured. */
export interface LaneResult {
  readonly model: ModelSpec["kind"];
  readonly schedule: ScheduleName;
  readonly depth: number;
  /** Sequential steps that were executed. */
  readonly steps: number;
  readonly dispatches: number;
  readonly milliseconds: number | null;
  readonly timing: Trace["timing"];
  readonly device: DeviceKind;
  readonly adapter: string;
}

/** A result with what the pictures need: the mean over the channels at every cell, and each layer's largest |mean|. */
export interface LaneRun {
  readonly result: LaneResult;
  readonly means: Float32Array;
  readonly scales: Float32Array;
}

export interface RunReports {
  onProgress(lane: number, done: number, total: number): void;
  onDone(lane: number, run: LaneRun): void;
}

/** Runs the lanes one after another, so that each has the machine to itself when it is measured. */
export async function runLanes(
  engine: FigureEngine,
  lanes: readonly Lane[],
  x: Tensor<Float32Array>,
  seed: number,
  signal: AbortSignal,
  { onProgress, onDone }: RunReports,
): Promise<void> {
  const weights = new Map<ModelSpec, Tensors>();
  for (const [index, { spec, plan }] of lanes.entries()) {
    const known = weights.get(spec) ?? (await inSlices(drawWeights(spec, seed), signal));
    weights.set(spec, known);
    const trace = await engine.run(
      spec,
      plan,
      { x, weights: known },
      { signal, onProgress: (done, total) => onProgress(index, done, total) },
    );
    try {
      const means = await trace.cellMeans();
      signal.throwIfAborted();
      onDone(index, { result: resultOf(trace), means, scales: layerScales(means, plan.grid.layers) });
    } finally {
      trace.release();
    }
  }
}

const resultOf = ({ spec, schedule, steps, dispatches, milliseconds, timing, device, adapter }: Trace): LaneResult => ({
  model: spec.kind,
  schedule: schedule.name,
  depth: layerChannels(spec).length,
  steps,
  dispatches,
  milliseconds,
  timing,
  device,
  adapter,
});

/** The largest difference between the last layers of runs of the same model: orders differ, activations must not. */
export function largestDifference(runs: readonly LaneRun[]): number {
  const [first, ...others] = runs;
  let most = 0;
  for (const { means } of others)
    for (let i = 0; i < means.length; i++) most = Math.max(most, Math.abs((means[i] ?? 0) - (first?.means[i] ?? 0)));
  return most;
}
