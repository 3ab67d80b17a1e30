import type { RunInputs, RunOptions } from "../engine/run.js";
import type { SequenceInputs } from "../engine/sequence.js";
import type { SequenceSpec } from "../models/sequence.js";
import type { ModelSpec } from "../models/spec.js";
import type { Schedule } from "../schedule/schedule.js";
import type { SequenceTrace } from "../trace/sequence-trace.js";
import type { DeviceKind, Trace } from "../trace/trace.js";

/** What runs the models of one command: the GPU through Dawn, or this thread. */
export interface Device {
  readonly kind: DeviceKind;
  run(spec: ModelSpec, schedule: Schedule, inputs: RunInputs, options: RunOptions): Promise<Trace>;
  runSequence(
    spec: SequenceSpec,
    schedule: Schedule,
    inputs: SequenceInputs,
    options: RunOptions,
  ): Promise<SequenceTrace>;
  close(): Promise<void>;
}

/** Opens the device, loading only what it needs. Throws the typed reasons of `openGpu` and `openDawn`. */
export async function openDevice(kind: DeviceKind): Promise<Device> {
  if (kind === "cpu") {
    const [{ runOnCpu }, { runSequenceOnCpu }] = await Promise.all([
      import("../engine/cpu-run.js"),
      import("../engine/cpu-sequence.js"),
    ]);
    return { kind, run: runOnCpu, runSequence: runSequenceOnCpu, close: async () => {} };
  }
  const [{ openDawn, closeDawn }, { openGpu }, { runOnGpu }, { runSequenceOnGpu }] = await Promise.all([
    import("./machine/dawn.js"),
    import("../gpu/device.js"),
    import("../engine/gpu-run.js"),
    import("../engine/gpu-sequence.js"),
  ]);
  const session = await openGpu(await openDawn());
  return {
    kind,
    run: (spec, schedule, inputs, options) => runOnGpu(session, spec, schedule, inputs, options),
    runSequence: (spec, schedule, inputs, options) => runSequenceOnGpu(session, spec, schedule, inputs, options),
    close: async () => {
      session.close();
      closeDawn();
    },
  };
}
