import { SweepfieldError } from "../error.js";

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** A storage buffer of `bytes`, readable back. Throws limit-exceeded where the device can't bind it. */
export function storageBuffer(
  device: GPUDevice,
  label: string,
  bytes: number,
  fix = "lower the image size, the depth or the channels",
): GPUBuffer {
  const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (bytes > limit) {
    throw new SweepfieldError(
      "limit-exceeded",
      `${label} needs ${mebibytes(bytes)}, this device binds at most ${mebibytes(limit)}; ${fix}`,
    );
  }
  return device.createBuffer({
    label,
    // a binding is never empty, and sizes are multiples of 16 so that vec4f arrays fit
    size: Math.max(16, Math.ceil(bytes / 16) * 16),
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC,
  });
}

/** A storage buffer with contents. */
export function uploadBuffer(device: GPUDevice, label: string, data: Float32Array | Uint32Array): GPUBuffer {
  const buffer = storageBuffer(device, label, data.byteLength);
  device.queue.writeBuffer(buffer, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  return buffer;
}

/** Reads `length` float32 values that start `offset` floats into a buffer. */
export async function readFloats(
  device: GPUDevice,
  buffer: GPUBuffer,
  offset: number,
  length: number,
): Promise<Float32Array> {
  const staging = device.createBuffer({
    label: `read-back of ${buffer.label}`,
    size: length * 4,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder({ label: staging.label });
  encoder.copyBufferToBuffer(buffer, offset * 4, staging, 0, length * 4);
  device.queue.submit([encoder.finish()]);
  try {
    await staging.mapAsync(GPUMapMode.READ);
    return new Float32Array(staging.getMappedRange()).slice();
  } finally {
    staging.destroy();
  }
}
