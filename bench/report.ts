import type { Probes } from "./probes.js";
import type { Interval } from "./statistics.js";

/** Where the numbers come from. */
export type Runtime = "dawn" | "chrome";

export interface Timed {
  readonly medianMs: number;
  /** Largest difference to the float64 reference over all activations, checked before anything is timed. */
  readonly maxAbsError: number;
  /** Every round, in the order in which they ran. */
  readonly trialsMs: readonly number[];
}

export interface WorkloadReport {
  readonly id: string;
  /** Two per multiply-add of a live tap. */
  readonly flops: number;
  /** Executed sequential steps of ours. */
  readonly steps: number;
  readonly dispatches: number;
  readonly timing: "gpu timestamps" | "wall clock" | "none";
  readonly ours: Timed & { readonly p10Ms: number; readonly p90Ms: number; readonly gflops: number };
  readonly peers: Readonly<Record<string, Timed | { readonly skipped: string }>>;
  /** Peer ÷ ours, round by round, with a 95 % interval of the median. */
  readonly ratio: Readonly<Record<string, Interval>>;
}

export interface BenchReport {
  readonly schema: "sweepfield-bench/1";
  readonly adapter: string;
  readonly runtime: Runtime;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  /** The load average is that of the last minute before the start: on a busy machine no time means much. */
  readonly machine: { readonly cores: number; readonly loadAverage: number };
  readonly probes: Probes;
  readonly workloads: readonly WorkloadReport[];
}
