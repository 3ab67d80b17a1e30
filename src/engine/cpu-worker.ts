/** The CPU engine in a worker: runs what it is told, one run after the other, and hands the activations over. */
import { SweepfieldError } from "../error.js";
import { scheduleFor } from "../schedule/schedules.js";
import type { FromWorker, ToWorker } from "./cpu-messages.js";
import { driveCpuRun, prepareCpuRun } from "./cpu-run.js";

const running = new Map<number, AbortController>();

const send = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

async function run({ id, spec, schedule, inputs }: Extract<ToWorker, { type: "run" }>): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const [, , height = 0, width = 0] = inputs.x.shape;
    const steps = scheduleFor(spec, schedule, { height, width });
    const result = await driveCpuRun(prepareCpuRun(spec, steps, inputs), steps, {
      signal: controller.signal,
      onProgress: (done) => send({ type: "progress", id, steps: done }),
    });
    const floats = [...result.maps, ...(result.backward?.deltas ?? [])].map(({ data }) => data.buffer as ArrayBuffer);
    send({ type: "done", id, result }, [...new Set(floats)]);
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
