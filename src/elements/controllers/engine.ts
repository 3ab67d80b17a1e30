import type { CpuRunner } from "../../engine/cpu-runner.js";
import type { EngineKind } from "../../engine/kind.js";
import type { RunModel } from "../../engine/run-models.js";
import { SweepfieldError } from "../../error.js";
import type { ErrorCode } from "../../error.js";
import { sharedGpu } from "../../gpu/device.js";
import type { DeviceKind } from "../../trace/trace.js";

/** What computes for an element: the page's GPU or, where there is none, the processor. `Run` is what it is asked to do. */
export interface Engine<Run = RunModel> {
  readonly device: DeviceKind;
  /** The adapter's name, or how the processor is driven. */
  readonly name: string;
  /** A software adapter: a GPU by name only. */
  readonly isSoftware: boolean;
  /** Why this is not the GPU; null where it is, or where the reader chose the processor. */
  readonly reason: SweepfieldError | null;
  /** Resolves with the reason when the device, or the processor's worker, is gone. */
  readonly lost: Promise<string>;
  readonly run: Run;
}

const NO_GPU: ReadonlySet<ErrorCode> = new Set([
  "insecure-context",
  "no-webgpu",
  "no-adapter",
  "device-refused",
  "device-lost",
]);

/** Opens the page's shared GPU; without one, the processor with the reason why. */
export async function openEngine<Run>(device: "auto" | "cpu", kind: EngineKind<Run>): Promise<Engine<Run>> {
  if (device === "cpu") return openProcessor(null, kind);
  try {
    // only the engine that is there is loaded
    const [session, runOn] = await Promise.all([sharedGpu(), kind.onGpu()]);
    return {
      device: "gpu",
      name: session.adapterName,
      isSoftware: session.isFallback,
      reason: null,
      lost: session.lost.then(({ message, reason }) => message || reason || "no reason given"),
      run: runOn(session),
    };
  } catch (error) {
    if (error instanceof SweepfieldError && NO_GPU.has(error.code)) return openProcessor(error, kind);
    throw error;
  }
}

/** One worker for all elements of the page, as there is one GPU device. */
let processor: Promise<CpuRunner> | undefined;

/** The page's worker, also for work that is none of an engine's. */
export const sharedProcessor = (): Promise<CpuRunner> =>
  (processor ??= import("../../engine/cpu-runner.js").then(async ({ openCpu }) => {
    const opened = await openCpu();
    void opened.lost.then(() => (processor = undefined));
    return opened;
  }));

export async function openProcessor<Run>(reason: SweepfieldError | null, kind: EngineKind<Run>): Promise<Engine<Run>> {
  const [cpu, runOn] = await Promise.all([sharedProcessor(), kind.onCpu()]);
  return {
    device: "cpu",
    name: cpu.driver,
    isSoftware: true,
    reason,
    lost: cpu.lost,
    run: runOn(cpu),
  };
}
