/** Runs that record who ran when, for tests. */
import { readFloats, keepingBuffers } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import type { ModelSpec } from "../models/spec.js";
import { cellCount, type Schedule } from "../schedule/schedule.js";
import type { Trace } from "../trace/trace.js";
import { prepareOnGpu } from "./gpu-run.js";
import type { RunInputs } from "./run.js";

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
  return keepingBuffers(device, async (own) => {
    const stamps = {
      forward: own.storage("forward stamps", cells * 8),
      backward: own.storage("backward stamps", cells * 8),
    };
    const read = async (buffer: GPUBuffer): Promise<Stamps> => {
      const words = new Uint32Array((await readFloats(device, buffer, 0, cells * 2)).buffer);
      return {
        stepOfCell: words.filter((_, i) => i % 2 === 0),
        writesOfCell: words.filter((_, i) => i % 2 === 1),
      };
    };
    const trace = await (await prepareOnGpu(session, spec, schedule, inputs, own, stamps))();
    return { trace, forward: await read(stamps.forward), backward: await read(stamps.backward) };
  });
}
