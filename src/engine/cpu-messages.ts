import type { ErrorCode } from "../error.js";
import type { CpuJob, CpuJobName, CpuJobResult } from "./cpu-jobs.js";

/** What the page tells the CPU worker. */
export type ToWorker =
  | { readonly type: "run"; readonly id: number; readonly name: CpuJobName; readonly job: CpuJob<CpuJobName> }
  | { readonly type: "cancel"; readonly id: number };

/** What the CPU worker tells the page; `ready` comes once, before anything else. */
export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "progress"; readonly id: number; readonly steps: number; readonly total: number }
  | { readonly type: "part"; readonly id: number; readonly part: Float32Array }
  | { readonly type: "done"; readonly id: number; readonly result: CpuJobResult<CpuJobName> }
  | { readonly type: "failed"; readonly id: number; readonly code: ErrorCode; readonly message: string };
