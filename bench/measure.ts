import { runOnGpu } from "../src/engine/gpu-run.js";
import { SweepfieldError } from "../src/error.js";
import type { GpuSession } from "../src/gpu/device.js";
import { countModel } from "../src/models/count.js";
import type { Tensor } from "../src/models/tensor.js";
import { referenceForward } from "../src/reference/forward.js";
import type { ScheduleName } from "../src/schedule/schedule.js";
import { gridOf, scheduleOf } from "../src/schedule/schedules.js";
import type { Trace } from "../src/trace/trace.js";
import type { Timed, WorkloadReport } from "./report.js";
import { median, medianInterval, quantile } from "./statistics.js";
import { inputsOf, type Workload } from "./workloads.js";

const WARM_UPS = 3;
const MIN_ROUNDS = 5;
const MAX_ROUNDS = 200;
/** Every contender runs for at least this long, all rounds together. */
const MIN_MS = 1000;
/** |got − want| ≤ this · (0.1 + |want|), or nothing is timed. */
const TOLERANCE = 1e-4;

interface Contender {
  readonly name: string;
  readonly schedule: ScheduleName;
  readonly trialsMs: number[];
}

/**
 * Times one workload: outputs are compared with the float64 reference first, then all contenders run in turn, round after
 * round, so that a machine that slows down slows all of them.
 */
export async function measure(
  session: GpuSession,
  workload: Workload,
  onRound: (round: number) => void,
): Promise<WorkloadReport> {
  const { spec, side } = workload;
  const size = { height: side, width: side };
  const inputs = inputsOf(workload);
  const reference = referenceForward(spec, inputs.x, inputs.weights);
  const run = ({ schedule }: Contender): Promise<Trace> =>
    runOnGpu(session, spec, scheduleOf(schedule, gridOf(spec, size)), inputs);

  const contenders: readonly Contender[] = Object.entries({ ours: workload.schedule, ...workload.rivals }).map(
    ([name, schedule]) => ({ name, schedule, trialsMs: [] }),
  );
  const errors: number[] = [];
  let first: Trace | undefined;
  for (const contender of contenders) {
    for (let i = 1; i < WARM_UPS; i++) (await run(contender)).release();
    const trace = await run(contender);
    errors.push(await checkedError(`${workload.id}, ${contender.name}`, trace, reference));
    first ??= trace;
    trace.release();
  }
  await interleave(contenders, run, onRound);

  const { macs } = countModel(spec, size);
  const timed = contenders.map(({ trialsMs }, i): Timed => ({
    medianMs: median(trialsMs),
    maxAbsError: errors[i]!,
    trialsMs,
  }));
  const [ours, ...rivals] = timed;
  const names = contenders.slice(1).map(({ name }) => name);
  return {
    id: workload.id,
    flops: 2 * Number(macs),
    steps: first!.steps,
    dispatches: first!.dispatches,
    timing: first!.timing,
    ours: {
      ...ours!,
      p10Ms: quantile(ours!.trialsMs, 0.1),
      p90Ms: quantile(ours!.trialsMs, 0.9),
      gflops: (2 * Number(macs)) / (1e6 * ours!.medianMs),
    },
    peers: Object.fromEntries(names.map((name, i) => [name, rivals[i]!])),
    ratio: Object.fromEntries(
      names.map((name, i) => [
        name,
        medianInterval(rivals[i]!.trialsMs.map((ms, round) => ms / ours!.trialsMs[round]!)),
      ]),
    ),
  };
}

/** The largest difference over all layers, or an error that keeps a wrong run from being timed. */
async function checkedError(what: string, trace: Trace, reference: readonly Tensor[]): Promise<number> {
  let largest = 0;
  for (const [layer, want] of reference.entries()) {
    const got = await trace.activations(layer);
    want.data.forEach((value: number, i: number) => {
      const error = Math.abs(got.data[i]! - value);
      if (!(error <= TOLERANCE * (0.1 + Math.abs(value))))
        throw new SweepfieldError(
          "engine-failed",
          `${what}: layer ${layer} differs from the float64 reference by ${error} on ${trace.adapter}, so nothing was timed`,
        );
      largest = Math.max(largest, error);
    });
  }
  return largest;
}

async function interleave(
  contenders: readonly Contender[],
  run: (contender: Contender) => Promise<Trace>,
  onRound: (round: number) => void,
): Promise<void> {
  const timings = new Set<Trace["timing"]>();
  const enough = ({ trialsMs }: Contender): boolean => trialsMs.reduce((sum, ms) => sum + ms, 0) >= MIN_MS;
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    onRound(round);
    for (const contender of contenders) {
      const trace = await run(contender);
      trace.release();
      timings.add(trace.timing);
      if (trace.milliseconds === null || timings.size > 1)
        throw new SweepfieldError(
          "engine-failed",
          `${trace.adapter} gives no steady clock, so nothing can be compared`,
        );
      contender.trialsMs.push(trace.milliseconds);
    }
    if (round >= MIN_ROUNDS && contenders.every(enough)) return;
  }
}
