/** The CPU engine in a worker: does the jobs that it is told, and hands over the memory that they filled. */
import { SweepfieldError } from "../error.js";
import { CPU_JOBS, type CpuJobName, type DoCpuJob } from "./cpu-jobs.js";
import type { FromWorker, ToWorker } from "./cpu-messages.js";

const running = new Map<number, AbortController>();

const send = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/** The memory behind all arrays of a result. */
function memoryOf(value: unknown, found = new Set<ArrayBuffer>()): ReadonlySet<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
  else if (typeof value === "object" && value !== null) for (const part of Object.values(value)) memoryOf(part, found);
  return found;
}

async function run({ id, name, job }: Extract<ToWorker, { type: "run" }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const result = await (CPU_JOBS[name] as DoCpuJob<CpuJobName>)(job, {
      signal: controller.signal,
      onProgress: (steps, total) => send({ type: "progress", id, steps, total }),
      onPart: (part) => send({ type: "part", id, part }),
    });
    send({ type: "done", id, result }, [...memoryOf(result)]);
  } catch (error) {
    const code = error instanceof SweepfieldError ? error.code : "engine-failed";
    send({ type: "failed", id, code, message: error instanceof Error ? error.message : String(error) });
  } finally {
    running.delete(id);
  }
}

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "cancel") running.get(data.id)?.abort();
  else void run(data);
});

send({ type: "ready" });
