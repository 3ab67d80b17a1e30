import type { RunInputs, RunOptions } from "../engine/run.js";
import type { ModelSpec } from "../models/spec.js";
import type { Schedule } from "../schedule/schedule.js";
import type { DeviceKind, Trace } from "../trace/trace.js";

/** What runs the models of one command: the GPU through Dawn, or this thread. */
export interface Device {
  readonly kind: DeviceKind;
  run(spec: ModelSpec, schedule: Schedule, inputs: RunInputs, options: RunOptions): Promise<Trace>;
  close(): Promise<void>;
}

/** Opens the device, loading only what it needs. Throws the typed reasons of `openGpu` and `openDawn`. */
export async function openDevice(kind: DeviceKind): Promise<Device> {
  if (kind === "cpu") {
    const { runOnCpu } = await import("../engine/cpu-run.js");
    return { kind, run: runOnCpu, close: async () => {} };
  }
  const [{ openDawn, closeDawn }, { openGpu }, { runOnGpu }] = await Promise.all([
    import("./machine/dawn.js"),
    import("../gpu/device.js"),
    import("../engine/gpu-run.js"),
  ]);
  const session = await openGpu(await openDawn());
  return {
    kind,
    run: (spec, schedule, inputs, options) => runOnGpu(session, spec, schedule, inputs, options),
    close: async () => {
      session.close();
      closeDawn();
    },
  };
}
