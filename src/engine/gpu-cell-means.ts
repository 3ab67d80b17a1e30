import { keepingBuffers, type Buffers } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import { runPlan } from "../gpu/runner.js";
import { largestMeanKernel } from "../kernels/layer-stack/gpu.js";
import type { Trace } from "../trace/trace.js";
import { bound } from "./gpu-model.js";

/** Where a run on the GPU can leave its cell means for a shader that draws them: they never come back to the processor. */
interface MeansSource {
  readonly session: GpuSession;
  /** Reduces the maps into a buffer by cell, made in `holder`. */
  means(holder: Buffers): Promise<GPUBuffer>;
}

const sources = new WeakMap<Trace, MeansSource>();

/** For the engine: a trace with its way to the cell means. */
export function withGpuMeans(trace: Trace, source: MeansSource): Trace {
  sources.set(trace, source);
  return trace;
}

export interface GpuCellMeans {
  readonly session: GpuSession;
  /** The mean over the channels by cell, float32. */
  readonly means: GPUBuffer;
  /** The largest |mean| by map, float32. */
  readonly largest: GPUBuffer;
  /** After this the buffers may not be bound any more. */
  release(): void;
  readonly isReleased: boolean;
}

/** The cell means of a run on the GPU as buffers of its device; null for a run on the processor. Throws device-lost. */
export async function gpuCellMeans(trace: Trace): Promise<GpuCellMeans | null> {
  const source = sources.get(trace);
  if (!source) return null;
  const { session } = source;
  const { layers, height, width } = trace.schedule.grid;
  return keepingBuffers(session.device, async (own) => {
    const means = await source.means(own);
    const largest = own.storage("largest means", layers * 4);
    const kernel = await bound(session.device, largestMeanKernel(height * width), [means, largest]);
    await runPlan(session, { label: "largest means", steps: 1, work: () => [{ kernel, first: 0, count: layers }] });
    return {
      session,
      means,
      largest,
      release: own.release,
      get isReleased() {
        return own.isReleased;
      },
    };
  });
}
