import { keepingBuffers, type Buffers } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import { runPlan } from "../gpu/runner.js";
import type { ModelSpec } from "../models/spec.js";
import type { Schedule } from "../schedule/schedule.js";
import type { Trace } from "../trace/trace.js";
import { sumOfTerms } from "./activations.js";
import { prepareCells } from "./gpu-cells.js";
import { withGpuMeans } from "./gpu-cell-means.js";
import { mapTensor, meansBuffer, meansOf, type GpuModel, type Placement } from "./gpu-model.js";
import { preparePixelCnn } from "./gpu-pixelcnn.js";
import { checkInputs } from "./inputs.js";
import type { RunInputs, RunOptions } from "./run.js";

/** Lays a model out on the device, in buffers of `own`. */
export const prepareModel = (spec: ModelSpec, inputs: RunInputs, place: Placement, own: Buffers): Promise<GpuModel> =>
  spec.kind === "pixelcnn" ? preparePixelCnn(spec, inputs, place, own) : prepareCells(spec, inputs, place, own);

/**
 * Runs a model on the GPU, step by step as the schedule says; with an output gradient in the inputs, backward too. Activations
 * stay on the device until the trace is released. Progress counts forward and backward steps together.
 * Throws shape-invalid, weights-invalid, limit-exceeded, engine-failed, device-lost or cancelled.
 */
export const runOnGpu = (
  session: GpuSession,
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
  options: RunOptions = {},
): Promise<Trace> =>
  keepingBuffers(session.device, async (own) => (await prepareOnGpu(session, spec, schedule, inputs, own))(options));

/** What lies ready on the device and can be run again and again: a later run overwrites what an earlier one left. */
export type PreparedRun<Result> = (options?: RunOptions) => Promise<Result>;

/**
 * Uploads the inputs to buffers of `own` and compiles the kernels of a run, also with stamp buffers, which the test variants of the
 * kernels fill; nothing is computed before it is run. Throws as runOnGpu does.
 */
export async function prepareOnGpu(
  session: GpuSession,
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
  own: Buffers,
  stamps?: Placement["stamps"],
): Promise<PreparedRun<Trace>> {
  const shape = checkInputs(spec, schedule, inputs);
  const { device } = session;
  const model = await prepareModel(spec, inputs, { device, schedule, shape, ...(stamps ? { stamps } : {}) }, own);
  return async (options = {}) => {
    const total = schedule.length * (model.backward ? 2 : 1);
    const told = (offset: number): RunOptions => ({
      ...options,
      onProgress: (done) => options.onProgress?.(offset + done, total),
    });
    const record = await runPlan(session, model.forward, told(0));
    const backward =
      model.backward &&
      (await (
        await import("./gpu-backward.js")
      ).runBackward(session, model.backward, schedule, shape, told(schedule.length)));
    const trace: Trace = {
      spec,
      schedule,
      device: "gpu",
      adapter: session.adapterName,
      ...record,
      backward,
      async activations(layer) {
        const terms = model.outputs[layer];
        if (!terms) throw new RangeError(`layer ${layer} of ${model.outputs.length}`);
        const maps = await Promise.all(terms.map(({ map }) => mapTensor(device, model.maps, map, shape)));
        return sumOfTerms(terms, maps);
      },
      mapValues: (map) => mapTensor(device, model.maps, map, shape),
      cellMeans: () => meansOf(session, model.maps, shape.height * shape.width),
      release: own.release,
    };
    return withGpuMeans(trace, {
      session,
      means: (holder) => meansBuffer(session, model.maps, shape.height * shape.width, holder),
    });
  };
}
