/** Long work on a page's own thread: in slices, between which events come in. */
import { SweepfieldError } from "../error.js";
import type { Sliced } from "../graph/slices.js";

const SLICE_MS = 10;

/** A message comes back sooner than the 4 ms of a nested timeout. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** When this thread last let events in: many small sweeps, as of a training, must not keep them out either. */
let rested = performance.now();

/** Whether events have waited for about 10 ms. */
export const isDue = (): boolean => performance.now() - rested >= SLICE_MS;

/** Lets events in. */
export const rest = async (): Promise<void> => {
  await pause();
  rested = performance.now();
};

export const cancelled = (): SweepfieldError => new SweepfieldError("cancelled", "the run was cancelled");

/** Counts to the end, letting events in about every 10 ms. Rejects with cancelled. */
export async function inSlices<Result>(work: Sliced<Result>, signal?: AbortSignal): Promise<Result> {
  for (;;) {
    if (isDue()) await rest();
    if (signal?.aborted) throw cancelled();
    const next = work.next();
    if (next.done) return next.value;
  }
}
