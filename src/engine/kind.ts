import type { GpuSession } from "../gpu/device.js";
import type { CpuRunner } from "./cpu-runner.js";

/** Something that an engine runs, as a function `Run`, on either device; only the code for the device that is there is loaded. */
export interface EngineKind<Run> {
  onGpu(): Promise<(session: GpuSession) => Run>;
  onCpu(): Promise<(cpu: CpuRunner) => Run>;
}
