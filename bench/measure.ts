import { SweepfieldError } from "../src/error.js";
import type { GpuSession } from "../src/gpu/device.js";
import { checkedError, type Contender, type Observed } from "./contender.js";
import { flopsOf, ownContenders, referenceOf } from "./own.js";
import { peerContenders, type OpenPeers, type Skipped } from "./peer-contenders.js";
import { attainableMs, type Probes } from "./probes.js";
import type { Timed, WorkloadReport } from "./report.js";
import { median, quantile, ratioInterval } from "./statistics.js";
import type { Workload } from "./workloads.js";

const WARM_UPS = 3;
/** What takes longer than this is warm after one run. */
const LONG_MS = 2000;
const MIN_ROUNDS = 5;
const MAX_ROUNDS = 200;
/** Every contender runs for at least this long, all rounds together. */
const MIN_MS = 1000;

interface Entrant {
  readonly contender: Contender;
  readonly maxAbsError: number;
  readonly trialsMs: number[];
  readonly observed: Observed | void;
  readonly deviceMs: (number | null)[];
}

/** Runs until everything is compiled, then compares what came out. Throws engine-failed where it is wrong. */
async function admitted(contender: Contender, id: string, reference: ReturnType<typeof referenceOf>): Promise<Entrant> {
  const started = performance.now();
  let observed = await contender.run();
  for (let i = 1; i < WARM_UPS && performance.now() - started < LONG_MS; i++) observed = await contender.run();
  const maxAbsError = checkedError(`${id}, ${contender.name}`, await contender.outputs(), reference);
  return { contender, maxAbsError, observed, trialsMs: [], deviceMs: [] };
}

/**
 * Times one workload: outputs are compared with the float64 reference first, then all contenders run in turn, round after
 * round, another one first each time, so that a machine that slows down slows all of them. A time is that of the whole call,
 * until the device has finished.
 */
export async function measure(
  session: GpuSession,
  workload: Workload,
  peers: OpenPeers,
  probes: Probes,
  onRound: (text: string) => void,
): Promise<WorkloadReport> {
  const { id } = workload;
  const reference = referenceOf(workload);
  onRound("compares the outputs");
  const entrants: Entrant[] = [];
  const skipped: Record<string, Skipped> = {};
  const open: Contender[] = [];
  try {
    for (const contender of await ownContenders(session, workload)) {
      open.push(contender);
      entrants.push(await admitted(contender, id, reference));
    }
    for (const [name, contender] of Object.entries(await peerContenders(peers, workload))) {
      if ("skipped" in contender) {
        skipped[name] = contender;
        continue;
      }
      open.push(contender);
      onRound(`compares ${name}`);
      try {
        entrants.push(await admitted(contender, id, reference));
      } catch (error) {
        // a peer that is wrong or breaks off is told of, and never timed
        skipped[name] = { skipped: error instanceof Error ? error.message : String(error) };
      }
    }
    await interleave(entrants, (round) => onRound(`round ${round}`));
  } finally {
    for (const contender of open) contender.close();
  }
  return reported(workload, entrants, skipped, probes);
}

/** What the one before has left behind, garbage and buffers to be freed, has this long to go. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Another one begins every round, so that nobody always follows the same one. */
export const inTurn = <T>(all: readonly T[], round: number): readonly T[] => {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
};

async function interleave(entrants: readonly Entrant[], onRound: (round: number) => void): Promise<void> {
  const enough = ({ trialsMs }: Entrant): boolean => trialsMs.reduce((sum, ms) => sum + ms, 0) >= MIN_MS;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    onRound(round);
    for (const entrant of inTurn(entrants, round)) {
      await pause();
      const started = performance.now();
      const observed = await entrant.contender.run();
      const elapsed = performance.now() - started;
      if (!(elapsed > 0))
        throw new SweepfieldError("engine-failed", "this browser's clock stands still, so nothing can be compared");
      entrant.trialsMs.push(elapsed);
      entrant.deviceMs.push(observed?.deviceMs ?? null);
    }
    if (round >= MIN_ROUNDS && entrants.every(enough)) return;
  }
}

function reported(
  workload: Workload,
  [first, ...others]: readonly Entrant[],
  skipped: Readonly<Record<string, Skipped>>,
  probes: Probes,
): WorkloadReport {
  const { maxAbsError, trialsMs, observed, deviceMs } = first!;
  const flops = flopsOf(workload);
  const { steps, dispatches } = observed as Observed;
  const medianMs = median(trialsMs);
  const onDevice = deviceMs.filter((ms) => ms !== null);
  const timed = ({ trialsMs: trials, maxAbsError: error }: Entrant): Timed => ({
    medianMs: median(trials),
    maxAbsError: error,
    trialsMs: trials,
  });
  return {
    id: workload.id,
    flops,
    steps,
    dispatches,
    timing: "wall clock",
    ours: {
      medianMs,
      p10Ms: quantile(trialsMs, 0.1),
      p90Ms: quantile(trialsMs, 0.9),
      maxAbsError,
      gflops: flops / (1e6 * medianMs),
      deviceMs: onDevice.length === trialsMs.length ? median(onDevice) : null,
      fractionOfAttainable: workload.device === "gpu" ? attainableMs(probes, flops, dispatches) / medianMs : null,
      trialsMs,
    },
    peers: { ...Object.fromEntries(others.map((entrant) => [entrant.contender.name, timed(entrant)])), ...skipped },
    ratio: Object.fromEntries(
      others.map(({ contender, trialsMs: trials }) => [contender.name, ratioInterval(trials, trialsMs)]),
    ),
  };
}
