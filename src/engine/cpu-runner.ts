import { SweepfieldError } from "../error.js";
import type { CpuJob, CpuJobName, CpuJobResult, DoCpuJob } from "./cpu-jobs.js";
import type { FromWorker, ToWorker } from "./cpu-messages.js";
import type { RunOptions } from "./run.js";

export type CpuDriver = "worker" | "blob worker" | "main thread";

/** The CPU engine as a page uses it, whichever way it is driven. */
export interface CpuRunner {
  readonly driver: CpuDriver;
  /** Resolves with the reason when the worker has died; its runs reject. Never without a worker. */
  readonly lost: Promise<string>;
  /** Does a job of that name in a worker or, where there is none, with `here` on this thread. Rejects as `here` does. */
  run<Name extends CpuJobName>(
    name: Name,
    job: CpuJob<Name>,
    here: DoCpuJob<Name>,
    options?: RunOptions,
  ): Promise<CpuJobResult<Name>>;
  close(): void;
}

const onThisThread: CpuRunner = {
  driver: "main thread",
  lost: new Promise(() => {}),
  run: (_, job, here, options = {}) => here(job, options),
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

/** Bundlers know this form and build the worker with it. A bundle in one file has no address, and no file beside it: it throws here. */
const fileWorker = () =>
  started(() => new Worker(new URL("./cpu-worker.js", import.meta.url), { type: "module", name: "sweepfield cpu" }));

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
  const waiting = new Set<(error: SweepfieldError) => void>();
  const fail = (error: SweepfieldError): void => {
    for (const reject of waiting) reject(error);
    waiting.clear();
  };
  const lost = new Promise<string>((resolve) => {
    const die = (why: string): void => {
      fail(new SweepfieldError("device-lost", `the CPU engine's worker stopped (${why}); run again`));
      resolve(why);
    };
    worker.addEventListener("error", ({ message }) => die(message || "no reason given"));
    worker.addEventListener("messageerror", () => die("a message could not be read"));
  });
  return {
    driver,
    lost,
    run<Name extends CpuJobName>(
      name: Name,
      job: CpuJob<Name>,
      _: DoCpuJob<Name>,
      { signal, onProgress, onPart }: RunOptions = {},
    ) {
      const id = nextId++;
      return new Promise<CpuJobResult<Name>>((resolve, reject) => {
        if (signal?.aborted) return reject(new SweepfieldError("cancelled", "the run was cancelled"));
        const cancel = (): void => post({ type: "cancel", id });
        const end = (): void => {
          waiting.delete(reject);
          worker.removeEventListener("message", listen);
          signal?.removeEventListener("abort", cancel);
        };
        const listen = ({ data }: MessageEvent<FromWorker>): void => {
          if (data.type === "ready" || data.id !== id) return;
          if (data.type === "progress") return onProgress?.(data.steps, data.total);
          if (data.type === "part") return onPart?.(data.part);
          end();
          if (data.type === "done") resolve(data.result as CpuJobResult<Name>);
          else reject(new SweepfieldError(data.code, data.message));
        };
        waiting.add(reject);
        worker.addEventListener("message", listen);
        signal?.addEventListener("abort", cancel);
        post({ type: "run", id, name, job });
      });
    },
    close() {
      worker.terminate();
      fail(new SweepfieldError("cancelled", "the CPU engine was closed"));
    },
  };
}

/**
 * Opens the CPU engine: in a worker file of the page's own origin, else in a blob worker (CDN, file://, notebooks), else on the
 * main thread in slices under 12 ms (a strict worker-src).
 */
export async function openCpu(): Promise<CpuRunner> {
  if (typeof Worker === "undefined") return onThisThread;
  try {
    return inWorker(await fileWorker(), "worker");
  } catch {
    try {
      return inWorker(await blobWorker(), "blob worker");
    } catch {
      return onThisThread;
    }
  }
}
