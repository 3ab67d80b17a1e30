import { readFloats, storageBuffer, uploadBuffer } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import { compiledKernel, sharedLayouts } from "../gpu/pipelines.js";
import { bindKernel, runPlan, type BoundKernel, type Plan } from "../gpu/runner.js";
import type { Kernel } from "../gpu/kernel.js";
import { packImage } from "../kernels/channel-layout.js";
import { cellMeanKernel } from "../kernels/cell-mean/gpu.js";
import { maskedConvKernel } from "../kernels/masked-conv/gpu.js";
import { packPixelCnn } from "../kernels/masked-conv/layer.js";
import { layerTable, mdrnnKernel } from "../kernels/mdrnn/gpu.js";
import { packMdrnn } from "../kernels/mdrnn/layers.js";
import type { MdrnnSpec, ModelSpec, PixelCnnSpec } from "../models/spec.js";
import type { Tensor } from "../models/tensor.js";
import { runOrder } from "../schedule/order.js";
import { cellCount, type Schedule } from "../schedule/schedule.js";
import type { Trace } from "../trace/trace.js";
import { floatsOf, layerTensor, type RunShape, type StoredLayer } from "./activations.js";
import { checkInputs } from "./inputs.js";
import type { RunInputs, RunOptions } from "./run.js";

/** A model on the device: what to run, and where the maps of its layers will lie. */
interface Prepared {
  readonly plan: Plan;
  readonly layers: readonly (StoredLayer & { readonly buffer: GPUBuffer })[];
  readonly buffers: readonly GPUBuffer[];
}

interface Placement {
  readonly device: GPUDevice;
  readonly schedule: Schedule;
  readonly shape: RunShape;
  /** The stamp buffer of the test variant. */
  readonly stamp?: GPUBuffer;
}

async function bind(place: Placement, kernel: Kernel, buffers: readonly GPUBuffer[]): Promise<BoundKernel> {
  const { device, stamp } = place;
  const bound = bindKernel(await compiledKernel(device, kernel), device, buffers);
  if (!stamp) return bound;
  const layout = sharedLayouts(device).stamp;
  const entries = [{ binding: 0, resource: { buffer: stamp } }];
  return { ...bound, stamp: device.createBindGroup({ label: "stamp", layout, entries }) };
}

/** One buffer and one kernel per layer; step l runs all pixels of layer l. */
async function preparePixelCnn(spec: PixelCnnSpec, { x, weights }: RunInputs, place: Placement): Promise<Prepared> {
  const { device, schedule, shape } = place;
  const packed = packPixelCnn(spec, weights);
  const image = new Float32Array(shape.batch * shape.height * shape.width * packed[0]!.input.groups * 4);
  packImage(packed[0]!.input, x.shape, x.data, image);
  const buffers: GPUBuffer[] = [];
  const keep = (buffer: GPUBuffer): GPUBuffer => (buffers.push(buffer), buffer);
  let below = keep(uploadBuffer(device, "image", image));
  const layers: Prepared["layers"][number][] = [];
  const kernels: Promise<BoundKernel>[] = [];
  packed.forEach((layer, l) => {
    const stored = { layout: layer.output, offset: 0 };
    const buffer = keep(storageBuffer(device, `activations of layer ${l}`, floatsOf(stored, shape) * 4));
    const weight = keep(uploadBuffer(device, `weights of layer ${l}`, layer.weight));
    const bias = keep(uploadBuffer(device, `bias of layer ${l}`, layer.bias));
    kernels.push(bind(place, maskedConvKernel(layer, l, shape, Boolean(place.stamp)), [below, weight, bias, buffer]));
    layers.push({ ...stored, buffer });
    below = buffer;
  });
  const bound = await Promise.all(kernels);
  const work = (step: number) => ({ kernel: bound[step]!, first: 0, count: schedule.width(step) });
  return { plan: { label: "pixelcnn", steps: schedule.length, work }, layers, buffers };
}

/** One kernel for the whole sweep; step s runs the cells that the schedule names, of all layers at once. */
async function prepareMdrnn(spec: MdrnnSpec, { x, weights }: RunInputs, place: Placement): Promise<Prepared> {
  const { device, schedule, shape } = place;
  const packed = packMdrnn(spec, weights, { batch: shape.batch, pixels: shape.height * shape.width });
  const input = packed.layers[0]!.input;
  const image = new Float32Array(shape.batch * shape.height * shape.width * input.groups * 4);
  packImage(input, x.shape, x.data, image);
  const { order, starts } = runOrder(schedule);
  const activations = storageBuffer(device, "activations of all layers", packed.activations * 4);
  device.queue.writeBuffer(activations, 0, image);
  const buffers = [
    uploadBuffer(device, "run order", order),
    uploadBuffer(device, "layer table", layerTable(packed)),
    uploadBuffer(device, "weights", packed.weights),
    activations,
  ];
  const kernel = await bind(place, mdrnnKernel(packed, shape, Boolean(place.stamp)), buffers);
  const work = (step: number) => ({ kernel, first: starts[step]!, count: starts[step + 1]! - starts[step]! });
  const layers = packed.layers.map(({ output, target }) => ({ layout: output, offset: target, buffer: activations }));
  return { plan: { label: `mdrnn ${schedule.name}`, steps: schedule.length, work }, layers, buffers };
}

const prepare = (spec: ModelSpec, inputs: RunInputs, place: Placement): Promise<Prepared> =>
  spec.kind === "pixelcnn" ? preparePixelCnn(spec, inputs, place) : prepareMdrnn(spec, inputs, place);

async function cellMeansOf(session: GpuSession, prepared: Prepared, schedule: Schedule): Promise<Float32Array> {
  const { device } = session;
  const pixels = schedule.grid.height * schedule.grid.width;
  const sources = prepared.layers.map(({ offset }) => offset);
  const means = storageBuffer(device, "cell means", cellCount(schedule.grid) * 4);
  try {
    const kernels = await Promise.all(
      prepared.layers.map(async ({ layout, buffer }) =>
        bindKernel(await compiledKernel(device, cellMeanKernel(layout, sources, pixels)), device, [buffer, means]),
      ),
    );
    const work = (step: number) => ({ kernel: kernels[step]!, first: 0, count: pixels });
    await runPlan(session, { label: "cell means", steps: kernels.length, work });
    return await readFloats(device, means, 0, cellCount(schedule.grid));
  } finally {
    means.destroy();
  }
}

/**
 * Runs a model on the GPU, step by step as the schedule says. Activations stay on the device until the trace is released.
 * Throws shape-invalid, weights-invalid, limit-exceeded, engine-failed, device-lost or cancelled.
 */
export async function runOnGpu(
  session: GpuSession,
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
  options: RunOptions = {},
): Promise<Trace> {
  return (await runPlaced(session, spec, schedule, inputs, options)).trace;
}

/**
 * The same run with the stamped variants of the kernels, for tests: also gives, per cell, the step that wrote it (1-based, 0 for
 * never) and how often it was written.
 */
export async function runStamped(
  session: GpuSession,
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
): Promise<{ trace: Trace; stepOfCell: Uint32Array; writesOfCell: Uint32Array }> {
  const cells = cellCount(schedule.grid);
  const stamp = storageBuffer(session.device, "stamp", cells * 8);
  const { trace } = await runPlaced(session, spec, schedule, inputs, {}, stamp);
  const stamps = new Uint32Array((await readFloats(session.device, stamp, 0, cells * 2)).buffer);
  stamp.destroy();
  return {
    trace,
    stepOfCell: stamps.filter((_, i) => i % 2 === 0),
    writesOfCell: stamps.filter((_, i) => i % 2 === 1),
  };
}

async function runPlaced(
  session: GpuSession,
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
  options: RunOptions,
  stamp?: GPUBuffer,
): Promise<{ trace: Trace }> {
  const shape = checkInputs(spec, schedule, inputs);
  const { device } = session;
  const place = { device, schedule, shape, ...(stamp ? { stamp } : {}) };
  const prepared = await prepare(spec, inputs, place);
  const release = (): void => prepared.buffers.forEach((buffer) => buffer.destroy());
  try {
    const record = await runPlan(session, prepared.plan, options);
    const trace: Trace = {
      spec,
      schedule,
      device: "gpu",
      adapter: session.adapterName,
      ...record,
      async activations(layer): Promise<Tensor<Float32Array>> {
        const stored = prepared.layers[layer];
        if (!stored) throw new RangeError(`layer ${layer} of ${prepared.layers.length}`);
        const packed = await readFloats(device, stored.buffer, stored.offset, floatsOf(stored, shape));
        return layerTensor(stored, shape, packed);
      },
      cellMeans: () => cellMeansOf(session, prepared, schedule),
      release,
    };
    return { trace };
  } catch (error) {
    release();
    throw error;
  }
}
