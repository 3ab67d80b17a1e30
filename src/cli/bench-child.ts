/**
 * A process of its own for the benchmark under Dawn with other libraries: they are made for browsers, look for the GPU where one has
 * it, and hold devices that nobody closes, so that Node would not end. It takes its options as a message and answers with messages.
 */
import { availableParallelism } from "node:os";
import type * as Bundle from "../../bench/index.js";
import { openDawn } from "./machine/dawn.js";

/** What the child is given: options of the benchmark that can be told. */
export type ChildOptions = Omit<Bundle.BenchOptions, "onProgress" | "onWorkload" | "signal">;

export type ChildMessage =
  | { readonly progress: string }
  | { readonly report: Bundle.BenchReport }
  | { readonly code: string; readonly message: string };

const tell = (message: ChildMessage): Promise<void> =>
  new Promise((resolve) => process.send!(message, undefined, undefined, () => resolve()));

process.once("message", (options: ChildOptions) => {
  void answer(options)
    .then(
      (report) => tell({ report }),
      (error: { readonly code?: string; readonly message: string }) =>
        tell({ code: error.code ?? "engine-failed", message: error.message }),
    )
    .then(() => process.exit());
});

async function answer(options: ChildOptions): Promise<Bundle.BenchReport> {
  const { runBench } = (await import(new URL("../browser/bench.js", import.meta.url).href)) as typeof Bundle;
  const gpu = await openDawn();
  const value = { gpu, userAgent: "Node", hardwareConcurrency: availableParallelism() };
  Object.defineProperty(globalThis, "navigator", { value, configurable: true });
  return runBench(gpu, { ...options, onProgress: (progress) => void tell({ progress }) });
}
