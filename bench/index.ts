/**
 * The benchmark as one bundle, dist/browser/bench.js: the same code runs under Dawn in Node and on a page in Chrome.
 * Start it with `sweepfield bench`.
 */
import { SweepfieldError } from "../src/error.js";
import { openGpu } from "../src/gpu/device.js";
import { nearest } from "../src/models/nearest.js";
import { measure } from "./measure.js";
import { openPeers, type OpenPeers, type PeersPlace } from "./peer-contenders.js";
import { runProbes } from "./probes.js";
import type { BenchReport, Runtime, WorkloadReport } from "./report.js";
import { SEED, WORKLOADS, type Workload } from "./workloads.js";

export type { BenchReport, WorkloadReport } from "./report.js";
export { median, quantile } from "./statistics.js";
export { runStudy, STUDIES } from "./study.js";
export type { StudyName, StudyOptions, StudyReport } from "./study.js";
export type { PeersPlace } from "./peer-contenders.js";

export interface BenchOptions {
  /** Workload ids; all but the tiny ones when empty. */
  readonly ids: readonly string[];
  readonly runtime: Runtime;
  /** Where the other libraries lie, or why they are not there; null to leave them out. */
  readonly peers: PeersPlace | null;
  readonly versions: BenchReport["versions"];
  readonly machine: BenchReport["machine"];
  readonly onProgress?: (text: string) => void;
  /** Told of every workload as soon as it is done. */
  readonly onWorkload?: (report: WorkloadReport) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Throws "usage" for an id that does not exist. */
export function workloadsOf(ids: readonly string[]): readonly Workload[] {
  if (ids.length === 0) return WORKLOADS.filter(({ onlyIfNamed }) => onlyIfNamed !== true);
  const known = WORKLOADS.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const near = nearest(unknown, known);
    throw new SweepfieldError(
      "usage",
      `there is no workload ${unknown}${near === undefined ? `; use ${known.join(", ")}` : `; did you mean ${near}?`}`,
    );
  }
  return WORKLOADS.filter(({ id }) => ids.includes(id));
}

/** Opens a device of its own on `gpu`, probes it, and runs the workloads one after the other. */
export async function runBench(gpu: GPU | undefined, options: BenchOptions): Promise<BenchReport> {
  const chosen = workloadsOf(options.ids);
  const session = await openGpu(gpu);
  try {
    options.onProgress?.("probes");
    const probes = await runProbes(session.device);
    const workloads: WorkloadReport[] = [];
    const peers: OpenPeers = options.peers === null ? new Map() : await openPeers(options.peers);
    for (const workload of chosen) {
      const report = await measure(session, workload, peers, probes, (text) => {
        if (options.signal?.aborted) throw new SweepfieldError("cancelled", "the benchmark was cancelled");
        options.onProgress?.(`${workload.id}: ${text}`);
      });
      workloads.push(report);
      options.onWorkload?.(report);
    }
    return {
      schema: "sweepfield-bench/1",
      adapter: session.adapterName,
      runtime: options.runtime,
      seed: SEED,
      versions: options.versions,
      machine: options.machine,
      probes,
      workloads,
    };
  } finally {
    session.close();
  }
}
