import type { CpuRunner } from "../../engine/cpu-runner.js";
import type { RunInputs, RunOptions } from "../../engine/run.js";
import { SweepfieldError } from "../../error.js";
import type { ErrorCode } from "../../error.js";
import { sharedGpu } from "../../gpu/device.js";
import type { ModelSpec } from "../../models/spec.js";
import type { Schedule } from "../../schedule/schedule.js";
import type { DeviceKind, Trace } from "../../trace/trace.js";

/** What runs a model for an element: the page's GPU or, where there is none, the processor. */
export interface Engine {
  readonly device: DeviceKind;
  /** The adapter's name, or how the processor is driven. */
  readonly name: string;
  /** A software adapter: a GPU by name only. */
  readonly isSoftware: boolean;
  /** Why this is not the GPU; null where it is, or where the reader chose the processor. */
  readonly reason: SweepfieldError | null;
  /** Resolves with the reason when the device is gone; never on the processor. */
  readonly lost: Promise<string>;
  run(spec: ModelSpec, schedule: Schedule, inputs: RunInputs, options: RunOptions): Promise<Trace>;
}

const NO_GPU: ReadonlySet<ErrorCode> = new Set([
  "insecure-context",
  "no-webgpu",
  "no-adapter",
  "device-refused",
  "device-lost",
]);

/** Opens the page's shared GPU; without one, the processor with the reason why. */
export async function openEngine(device: "auto" | "cpu"): Promise<Engine> {
  if (device === "cpu") return openProcessor(null);
  try {
    // only the engine that is there is loaded
    const [session, { runOnGpu }] = await Promise.all([sharedGpu(), import("../../engine/gpu-run.js")]);
    return {
      device: "gpu",
      name: session.adapterName,
      isSoftware: session.isFallback,
      reason: null,
      lost: session.lost.then(({ message, reason }) => message || reason || "no reason given"),
      run: (spec, schedule, inputs, options) => runOnGpu(session, spec, schedule, inputs, options),
    };
  } catch (error) {
    if (error instanceof SweepfieldError && NO_GPU.has(error.code)) return openProcessor(error);
    throw error;
  }
}

/** One worker for all elements of the page, as there is one GPU device. */
let processor: Promise<CpuRunner> | undefined;

export async function openProcessor(reason: SweepfieldError | null): Promise<Engine> {
  const cpu = await (processor ??= import("../../engine/cpu-runner.js").then(({ openCpu }) => openCpu()));
  return {
    device: "cpu",
    name: cpu.driver,
    isSoftware: true,
    reason,
    lost: new Promise(() => {}),
    run: (spec, schedule, inputs, options) => cpu.run(spec, schedule.name, inputs, options),
  };
}
