import { readFloats, withBuffers, type Buffers } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import type { Kernel } from "../gpu/kernel.js";
import { compiledKernel, sharedLayouts } from "../gpu/pipelines.js";
import { bindKernel, runPlan, type BoundKernel, type Plan } from "../gpu/runner.js";
import { cellMeanKernel } from "../kernels/cell-mean/gpu.js";
import { layoutOfParts, unpackImage, type ChannelLayout } from "../kernels/channel-layout.js";
import type { OutputTerm } from "../models/maps.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import type { Schedule } from "../schedule/schedule.js";
import type { RunShape } from "./activations.js";

/** Where the numbers of one map lie on the device: [N, H·W, groups of four] from `offset` floats on. */
export interface StoredMap {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly layout: ChannelLayout;
  /** Vectors per position: 1 for values, more for the deltas of gated and LSTM maps. */
  readonly parts: number;
}

/** A backward pass on the device. */
export interface GpuBackward {
  readonly sweep: Plan;
  /** What follows the sweep: the gradient of x; the weight gradients and their sums. */
  readonly ofImage: Plan;
  readonly ofWeights: readonly Plan[];
  /** Where the gradient of the output is read, from `offset` floats on. */
  readonly outputGradient: { readonly buffer: GPUBuffer; readonly offset: number };
  /** The sums of the weight gradients, as the products lay them out. */
  readonly result: GPUBuffer;
  /** The transposed weights, in the order of `parameterPlaces`. */
  readonly transposed: readonly GPUBuffer[];
  readonly deltas: readonly StoredMap[];
  gradients(): Promise<Tensors>;
}

/** A model on the device: what to run, where its maps will lie, how to go back. */
export interface GpuModel {
  readonly forward: Plan;
  /** The image lies at its start. */
  readonly image: GPUBuffer;
  /** The weights of the forward pass, in the order of `parameterPlaces`. */
  readonly weights: readonly GPUBuffer[];
  readonly maps: readonly StoredMap[];
  readonly outputs: readonly (readonly OutputTerm[])[];
  readonly backward: GpuBackward | null;
}

/** Floats of a map [N, H·W, groups of four]. */
export const floatsOf = ({ batch, height, width }: RunShape, groups: number): number =>
  batch * height * width * groups * 4;

/** What a model is prepared for. */
export interface Placement {
  readonly device: GPUDevice;
  readonly schedule: Schedule;
  readonly shape: RunShape;
  /** The stamp buffers of the test variant. */
  readonly stamps?: { readonly forward: GPUBuffer; readonly backward: GPUBuffer };
}

/** Compiles a kernel and binds its buffers; stamped kernels also get their stamp buffer. */
export async function bound(
  device: GPUDevice,
  kernel: Kernel,
  buffers: readonly GPUBuffer[],
  stamp?: GPUBuffer,
): Promise<BoundKernel> {
  const plain = bindKernel(await compiledKernel(device, kernel), device, buffers);
  if (!stamp) return plain;
  const layout = sharedLayouts(device).stamp;
  const entries = [{ binding: 0, resource: { buffer: stamp } }];
  return { ...plain, stamp: device.createBindGroup({ label: "stamp", layout, entries }) };
}

/** The mean over the channels of every cell of these maps, first image of the batch, in a buffer of `own`. */
export async function meansBuffer(
  session: GpuSession,
  maps: readonly StoredMap[],
  pixels: number,
  own: Buffers,
): Promise<GPUBuffer> {
  const { device } = session;
  const shape = { sources: maps.map(({ offset }) => offset), pixels };
  const means = own.storage("cell means", maps.length * pixels * 4);
  const kernels = await Promise.all(
    maps.map((map) => bound(device, cellMeanKernel(map.layout, map.parts, shape), [map.buffer, means])),
  );
  const work = (step: number) => [{ kernel: kernels[step]!, first: 0, count: pixels }];
  await runPlan(session, { label: "cell means", steps: kernels.length, work });
  return means;
}

/** The same, read back. */
export const meansOf = (session: GpuSession, maps: readonly StoredMap[], pixels: number): Promise<Float32Array> =>
  withBuffers(session.device, async (own) =>
    readFloats(session.device, await meansBuffer(session, maps, pixels, own), 0, maps.length * pixels),
  );

/** One map as a tensor (N, parts · C, H, W). */
export async function mapTensor(
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
