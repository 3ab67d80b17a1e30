const SLICE_MS = 8;

/** Lets input and painting in. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Runs a generator to its end in tasks of about 8 ms, so that a page stays responsive. Rejects when the signal aborts. */
export async function inSlices<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    await nextTask();
    signal.throwIfAborted();
    const started = performance.now();
    do {
      const next = work.next();
      if (next.done) return next.value;
    } while (performance.now() - started < SLICE_MS);
  }
}
