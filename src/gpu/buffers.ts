import { SweepfieldError } from "../error.js";

/** Buffers with one owner: what is made here is destroyed here, all of it at once. */
export interface Buffers {
  readonly device: GPUDevice;
  /** After this the buffers may not be bound any more, and there will be no others. */
  readonly isReleased: boolean;
  /** As `device.createBuffer`. Throws usage after the release: work that goes on beside failed work makes nothing more. */
  make(descriptor: GPUBufferDescriptor): GPUBuffer;
  /** A storage buffer of `bytes`, readable back. Throws limit-exceeded where the device can't bind it. */
  storage(label: string, bytes: number, fix?: string): GPUBuffer;
  /** A storage buffer with contents. */
  upload(label: string, data: Float32Array | Uint32Array): GPUBuffer;
  release(): void;
}

export function ownBuffers(device: GPUDevice): Buffers {
  const held: GPUBuffer[] = [];
  let isReleased = false;
  const own: Buffers = {
    device,
    get isReleased() {
      return isReleased;
    },
    make(descriptor) {
      if (isReleased) throw new SweepfieldError("usage", `${descriptor.label} came after the release; run again`);
      const buffer = device.createBuffer(descriptor);
      held.push(buffer);
      return buffer;
    },
    storage(label, bytes, fix = "lower the image size, the depth or the channels") {
      const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
      if (bytes > limit) {
        throw new SweepfieldError(
          "limit-exceeded",
          `${label} needs ${mebibytes(bytes)}, this device binds at most ${mebibytes(limit)}; ${fix}`,
        );
      }
      return own.make({
        label,
        // a binding is never empty, and sizes are multiples of 16 so that vec4f arrays fit
        size: Math.max(16, Math.ceil(bytes / 16) * 16),
        usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
      });
    },
    upload(label, data) {
      const buffer = own.storage(label, data.byteLength);
      device.queue.writeBuffer(buffer, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
      return buffer;
    },
    release() {
      isReleased = true;
      for (const buffer of held.splice(0)) buffer.destroy();
    },
  };
  return own;
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** Work with buffers of its own: however it ends, they are destroyed. */
export async function withBuffers<Result>(device: GPUDevice, work: (own: Buffers) => Promise<Result>): Promise<Result> {
  const own = ownBuffers(device);
  try {
    return await work(own);
  } finally {
    own.release();
  }
}

/** Work whose result keeps its buffers until it releases them; where it fails, they are destroyed. */
export async function keepingBuffers<Result>(
  device: GPUDevice,
  work: (own: Buffers) => Promise<Result>,
): Promise<Result> {
  const own = ownBuffers(device);
  try {
    return await work(own);
  } catch (error) {
    own.release();
    throw error;
  }
}

/** Reads `length` float32 values that start `offset` floats into a buffer; the copy is queued at once. */
export const readFloats = (
  device: GPUDevice,
  buffer: GPUBuffer,
  offset: number,
  length: number,
): Promise<Float32Array> =>
  withBuffers(device, async (own) => {
    const staging = own.make({
      label: `read-back of ${buffer.label}`,
      size: length * 4,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const encoder = device.createCommandEncoder({ label: staging.label });
    encoder.copyBufferToBuffer(buffer, offset * 4, staging, 0, length * 4);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return new Float32Array(staging.getMappedRange()).slice();
  });
