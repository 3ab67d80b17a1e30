/** How each dispatch learns which items of which step are its own: shaders/lib/range.wgsl, or range-immediate.wgsl. */
import type { Buffers } from "./buffers.js";

/** Bytes of a range: first, count, step. */
export const RANGE_BYTES = 12;

const able = new WeakSet<GPUDevice>();

/** Notes whether a device of `gpu` has immediates: some browsers have the limit and the call, but not yet the language. */
export function noteImmediates(device: GPUDevice, gpu: GPU): void {
  const limits = device.limits as Partial<GPUSupportedLimits>;
  const languages = gpu.wgslLanguageFeatures as WGSLLanguageFeatures | undefined;
  if ((limits.maxImmediateSize ?? 0) >= RANGE_BYTES && languages?.has("immediate_address_space")) able.add(device);
}

export const hasImmediates = (device: GPUDevice): boolean => able.has(device);

/** The ranges of the dispatches of one pass after another. */
export interface Ranges {
  /** Gives dispatch `index` of the pass its range. */
  give(pass: GPUComputePassEncoder, index: number, first: number, count: number, step: number): void;
  /** Before a submit: sends the ranges of its first `count` dispatches to the device. */
  send(count: number): void;
}

function immediates(): Ranges {
  const numbers = new Uint32Array(3);
  return {
    give(pass, _index, ...range) {
      numbers.set(range);
      pass.setImmediates(0, numbers);
    },
    send: () => undefined,
  };
}

function uniforms(own: Buffers, layout: GPUBindGroupLayout, label: string, room: number): Ranges {
  const { device } = own;
  const stride = Math.max(16, device.limits.minUniformBufferOffsetAlignment);
  const numbers = new Uint32Array((room * stride) / 4);
  const buffer = own.make({
    label: `${label} ranges`,
    size: numbers.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  const group = device.createBindGroup({
    label: buffer.label,
    layout,
    entries: [{ binding: 0, resource: { buffer, size: 16 } }],
  });
  return {
    give(pass, index, ...range) {
      numbers.set(range, (index * stride) / 4);
      pass.setBindGroup(1, group, [index * stride]);
    },
    send: (count) => device.queue.writeBuffer(buffer, 0, numbers, 0, (count * stride) / 4),
  };
}

/** For passes of at most `room` dispatches; `layout` is that of group 1, null on a device with immediates. */
export const openRanges = (own: Buffers, layout: GPUBindGroupLayout | null, label: string, room: number): Ranges =>
  layout === null ? immediates() : uniforms(own, layout, label, room);
