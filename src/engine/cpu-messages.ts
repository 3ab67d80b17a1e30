import type { ErrorCode } from "../error.js";
import type { ModelSpec } from "../models/spec.js";
import type { ScheduleName } from "../schedule/schedule.js";
import type { CpuResult } from "./cpu-run.js";
import type { RunInputs } from "./run.js";

/** What the page tells the CPU worker. */
export type ToWorker =
  | {
      readonly type: "run";
      readonly id: number;
      readonly spec: ModelSpec;
      readonly schedule: ScheduleName;
      readonly inputs: RunInputs;
    }
  | { readonly type: "cancel"; readonly id: number };

/** What the CPU worker tells the page; `ready` comes once, before anything else. */
export type FromWorker =
  | { readonly type: "ready" }
  | { readonly type: "progress"; readonly id: number; readonly steps: number }
  | { readonly type: "done"; readonly id: number; readonly result: CpuResult }
  | { readonly type: "failed"; readonly id: number; readonly code: ErrorCode; readonly message: string };
