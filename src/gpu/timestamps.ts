import type { Buffers } from "./buffers.js";

/** Times compute passes with timestamp queries where the device has them, and tells when a pass has finished in any case. */
export interface PassTimer {
  /** What a pass descriptor needs to be timed. */
  writes(): Pick<GPUComputePassDescriptor, "timestampWrites">;
  /** Encodes the resolve of the pass that just ended. */
  resolve(encoder: GPUCommandEncoder): void;
  /** Resolves when the submitted pass has finished, with its milliseconds on the device or null. */
  finished(): Promise<number | null>;
  /** Milliseconds of all passes so far, or null when the device can't tell. */
  total(): number | null;
  close(): void;
}

function plainTimer(device: GPUDevice): PassTimer {
  return {
    writes: () => ({}),
    resolve: () => undefined,
    finished: async () => {
      await device.queue.onSubmittedWorkDone();
      return null;
    },
    total: () => null,
    close: () => undefined,
  };
}

export function openTimer(own: Buffers): PassTimer {
  const { device } = own;
  if (!device.features.has("timestamp-query")) return plainTimer(device);
  const resolved = own.make({
    label: "pass timer",
    size: 16,
    usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC,
  });
  const staging = own.make({
    label: "pass timer read-back",
    size: 16,
    usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
  });
  const querySet = device.createQuerySet({ label: "pass timer", type: "timestamp", count: 2 });
  let nanoseconds = 0n;
  let broken = false;
  return {
    writes: () => ({ timestampWrites: { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 } }),
    resolve(encoder) {
      encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16);
    },
    async finished() {
      await staging.mapAsync(GPUMapMode.READ);
      const [begin = 0n, end = 0n] = new BigUint64Array(staging.getMappedRange());
      staging.unmap();
      // some drivers return zeros or run backwards: then no time is better than a wrong one
      if (end < begin || end === 0n) broken = true;
      if (broken) return null;
      nanoseconds += end - begin;
      return Number(end - begin) / 1e6;
    },
    total: () => (broken || nanoseconds === 0n ? null : Number(nanoseconds) / 1e6),
    close: () => querySet.destroy(),
  };
}
