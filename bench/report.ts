import type { Probes } from "./probes.js";
import type { Interval } from "./statistics.js";

/** Where the numbers come from. */
export type Runtime = "dawn" | "chrome";

export interface Timed {
  readonly medianMs: number;
  /** Largest difference to the float64 reference over all outputs, checked before anything is timed. */
  readonly maxAbsError: number;
  /** Every round, in the order in which they ran. */
  readonly trialsMs: readonly number[];
}

export interface OursTimed extends Timed {
  readonly p10Ms: number;
  readonly p90Ms: number;
  readonly gflops: number;
  /** Median of the sweeps alone on the device's own clock; null where it has none. */
  readonly deviceMs: number | null;
  /** What the probes of this machine would allow ÷ what it took; null on the CPU. */
  readonly fractionOfAttainable: number | null;
}

export interface WorkloadReport {
  readonly id: string;
  /** Two per multiply-add of a live tap. */
  readonly flops: number;
  /** Executed sequential steps of ours. */
  readonly steps: number;
  readonly dispatches: number;
  /** All times are from the call until the device has finished; nothing is compiled, uploaded or read back meanwhile. */
  readonly timing: "wall clock";
  readonly ours: OursTimed;
  readonly peers: Readonly<Record<string, Timed | { readonly skipped: string }>>;
  /** Peer's median ÷ ours, with a 95 % bootstrap interval over the rounds. */
  readonly ratio: Readonly<Record<string, Interval>>;
}

export interface BenchReport {
  readonly schema: "sweepfield-bench/1";
  readonly adapter: string;
  readonly runtime: Runtime;
  readonly seed: number;
  readonly versions: Readonly<Record<string, string>>;
  /** The load average is that of the last minute before the start: on a busy machine no time means much. */
  readonly machine: { readonly cores: number; readonly loadAverage: number | null };
  readonly probes: Probes;
  readonly workloads: readonly WorkloadReport[];
}
