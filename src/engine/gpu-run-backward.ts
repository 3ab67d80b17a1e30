import type { GpuSession } from "../gpu/device.js";
import { runPlan } from "../gpu/runner.js";
import { reversed } from "../schedule/reversed.js";
import type { Schedule } from "../schedule/schedule.js";
import type { BackwardTrace } from "../trace/trace.js";
import type { RunShape } from "./activations.js";
import { mapTensor, meansOf, type GpuBackward } from "./gpu-model.js";
import type { RunOptions } from "./run.js";

/** Runs a prepared backward pass after the forward pass: the sweep, then what follows it. */
export async function runBackward(
  session: GpuSession,
  backward: GpuBackward,
  schedule: Schedule,
  shape: RunShape,
  options: RunOptions,
): Promise<BackwardTrace> {
  const record = await runPlan(session, backward.sweep, options);
  let productDispatches = 0;
  for (const plan of [backward.ofImage, ...backward.ofWeights]) {
    const { signal } = options;
    productDispatches += (await runPlan(session, plan, signal ? { signal } : {})).dispatches;
  }
  return {
    schedule: reversed(schedule),
    ...record,
    productDispatches,
    gradients: backward.gradients,
    deltas: (map) => mapTensor(session.device, backward.deltas, map, shape),
    cellMeans: () => meansOf(session, backward.deltas, schedule.grid.height * schedule.grid.width),
  };
}
