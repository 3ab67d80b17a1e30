import { SweepfieldError } from "../error.js";
import type { ModelSpec } from "../models/spec.js";
import type { ScheduleName } from "../schedule/schedule.js";
import { scheduleFor } from "../schedule/schedules.js";
import type { Trace } from "../trace/trace.js";
import type { FromWorker, ToWorker } from "./cpu-messages.js";
import { cpuTrace, runOnCpu } from "./cpu-run.js";
import type { RunInputs, RunOptions } from "./run.js";

export type CpuDriver = "worker" | "blob worker" | "main thread";

/** The CPU engine as a page uses it, whichever way it is driven. */
export interface CpuRunner {
  readonly driver: CpuDriver;
  run(spec: ModelSpec, schedule: ScheduleName, inputs: RunInputs, options?: RunOptions): Promise<Trace>;
  close(): void;
}

const scheduleOfRun = (spec: ModelSpec, name: ScheduleName, { x }: RunInputs) => {
  const [, , height = 0, width = 0] = x.shape;
  return scheduleFor(spec, name, { height, width });
};

const onThisThread: CpuRunner = {
  driver: "main thread",
  run: (spec, schedule, inputs, options) => runOnCpu(spec, scheduleOfRun(spec, schedule, inputs), inputs, options),
  close: () => undefined,
};

const START_TIMEOUT_MS = 5000;

/** Resolves with the worker once it says it is ready; rejects when it can't be started (a policy, another origin, no file). */
async function started(create: () => Worker): Promise<Worker> {
  const worker = create();
  try {
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener("message", () => resolve(), { once: true });
      worker.addEventListener("error", () => reject(new Error("the worker did not start")), { once: true });
      setTimeout(() => reject(new Error("the worker did not answer")), START_TIMEOUT_MS);
    });
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

const fileWorker = (url: string | URL) => started(() => new Worker(url, { type: "module", name: "sweepfield cpu" }));

async function blobWorker(): Promise<Worker> {
  const { default: script } = await import("worker-source:./cpu-worker.js");
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await started(() => new Worker(url, { name: "sweepfield cpu" }));
  } finally {
    URL.revokeObjectURL(url);
  }
}

function inWorker(worker: Worker, driver: CpuDriver): CpuRunner {
  let nextId = 0;
  const post = (message: ToWorker): void => worker.postMessage(message);
  return {
    driver,
    run(spec, name, inputs, { signal, onProgress } = {}) {
      const id = nextId++;
      const schedule = scheduleOfRun(spec, name, inputs);
      return new Promise<Trace>((resolve, reject) => {
        if (signal?.aborted) return reject(new SweepfieldError("cancelled", "the run was cancelled"));
        const cancel = (): void => post({ type: "cancel", id });
        const listen = ({ data }: MessageEvent<FromWorker>): void => {
          if (data.type === "ready" || data.id !== id) return;
          if (data.type === "progress")
            return onProgress?.(data.steps, schedule.length * (inputs.outputGradient ? 2 : 1));
          worker.removeEventListener("message", listen);
          signal?.removeEventListener("abort", cancel);
          if (data.type === "done") resolve(cpuTrace(spec, schedule, data.result));
          else reject(new SweepfieldError(data.code, data.message));
        };
        worker.addEventListener("message", listen);
        signal?.addEventListener("abort", cancel);
        post({ type: "run", id, spec, schedule: name, inputs });
      });
    },
    close: () => worker.terminate(),
  };
}

/**
 * Opens the CPU engine: in a worker file of the page's own origin, else in a blob worker (CDN, file://, notebooks), else on the
 * main thread in slices under 12 ms (a strict worker-src).
 */
export async function openCpu(workerUrl?: string | URL): Promise<CpuRunner> {
  if (typeof Worker === "undefined") return onThisThread;
  try {
    return inWorker(await fileWorker(workerUrl ?? new URL("./cpu-worker.js", import.meta.url)), "worker");
  } catch {
    try {
      return inWorker(await blobWorker(), "blob worker");
    } catch {
      return onThisThread;
    }
  }
}
