import { readFloats, storageBuffer } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import { runPlan } from "../gpu/runner.js";
import { layoutOfParts, unpackImage } from "../kernels/channel-layout.js";
import type { ModelSpec } from "../models/spec.js";
import type { Tensor } from "../models/tensor.js";
import { reversed } from "../schedule/reversed.js";
import { cellCount, type Schedule } from "../schedule/schedule.js";
import type { BackwardTrace, Trace } from "../trace/trace.js";
import type { RunShape } from "./activations.js";
import { sumOfTerms } from "./activations.js";
import { prepareCells } from "./gpu-cells.js";
import { withGpuMeans } from "./gpu-cell-means.js";
import { meansBuffer, meansOf, type GpuBackward, type GpuModel, type Placement, type StoredMap } from "./gpu-model.js";
import { preparePixelCnn } from "./gpu-pixelcnn.js";
import { checkInputs } from "./inputs.js";
import type { RunInputs, RunOptions } from "./run.js";

/** Lays a model out on the device. What it allocated before a failure is freed. */
export async function prepareModel(spec: ModelSpec, inputs: RunInputs, place: Placement): Promise<GpuModel> {
  const buffers: GPUBuffer[] = [];
  const keep = (buffer: GPUBuffer): GPUBuffer => (buffers.push(buffer), buffer);
  try {
    const model =
      spec.kind === "pixelcnn"
        ? await preparePixelCnn(spec, inputs, place, keep)
        : await prepareCells(spec, inputs, place, keep);
    return { ...model, buffers };
  } catch (error) {
    buffers.forEach((buffer) => buffer.destroy());
    throw error;
  }
}

/** One map as a tensor (N, parts · C, H, W). */
async function mapTensor(
  device: GPUDevice,
  maps: readonly StoredMap[],
  index: number,
  { batch, height, width }: RunShape,
): Promise<Tensor<Float32Array>> {
  const map = maps[index];
  if (!map) throw new RangeError(`map ${index} of ${maps.length}`);
  const layout = layoutOfParts(map.layout, map.parts);
  const packed = await readFloats(device, map.buffer, map.offset, batch * height * width * layout.groups * 4);
  const dimensions = [batch, layout.channels, height, width];
  return { shape: dimensions, data: unpackImage(layout, dimensions, packed) };
}

async function runBackward(
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
): Promise<Trace> => runPlaced(session, spec, schedule, inputs, options);

/** Per cell, the step that wrote it (1-based, 0 for never) and how often it was written. */
export interface Stamps {
  readonly stepOfCell: Uint32Array;
  readonly writesOfCell: Uint32Array;
}

/** The same run with the stamped variants of the kernels, for tests. */
export async function runStamped(
  session: GpuSession,
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
): Promise<{ trace: Trace; forward: Stamps; backward: Stamps }> {
  const { device } = session;
  const cells = cellCount(schedule.grid);
  const stamps = {
    forward: storageBuffer(device, "forward stamps", cells * 8),
    backward: storageBuffer(device, "backward stamps", cells * 8),
  };
  const read = async (buffer: GPUBuffer): Promise<Stamps> => {
    const words = new Uint32Array((await readFloats(device, buffer, 0, cells * 2)).buffer);
    buffer.destroy();
    return {
      stepOfCell: words.filter((_, i) => i % 2 === 0),
      writesOfCell: words.filter((_, i) => i % 2 === 1),
    };
  };
  const trace = await runPlaced(session, spec, schedule, inputs, {}, stamps);
  return { trace, forward: await read(stamps.forward), backward: await read(stamps.backward) };
}

async function runPlaced(
  session: GpuSession,
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
  options: RunOptions,
  stamps?: Placement["stamps"],
): Promise<Trace> {
  const shape = checkInputs(spec, schedule, inputs);
  const { device } = session;
  const model = await prepareModel(spec, inputs, { device, schedule, shape, ...(stamps ? { stamps } : {}) });
  const release = (): void => model.buffers.forEach((buffer) => buffer.destroy());
  try {
    const total = schedule.length * (model.backward ? 2 : 1);
    const told = (offset: number): RunOptions => ({
      ...options,
      onProgress: (done) => options.onProgress?.(offset + done, total),
    });
    const record = await runPlan(session, model.forward, told(0));
    const backward =
      model.backward && (await runBackward(session, model.backward, schedule, shape, told(schedule.length)));
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
      release,
    };
    return withGpuMeans(trace, {
      session,
      means: () => meansBuffer(session, model.maps, shape.height * shape.width),
    });
  } catch (error) {
    release();
    throw error;
  }
}
