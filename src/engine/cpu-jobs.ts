/** What the CPU engine can be told to do: from plain data to plain data, so that a worker can do it. */
import { doAdderJob } from "./adder-check.js";
import { doDrawJob } from "./cpu-drawing.js";
import { doModelJob } from "./cpu-run.js";
import { doResidualJob } from "./cpu-residual.js";
import { doSequenceJob } from "./cpu-sequence.js";
import { doEvaluateJob, doTrainJob } from "./cpu-trainer.js";
import type { RunOptions } from "./run.js";

export const CPU_JOBS = {
  model: doModelJob,
  sequence: doSequenceJob,
  adder: doAdderJob,
  residual: doResidualJob,
  train: doTrainJob,
  evaluate: doEvaluateJob,
  draw: doDrawJob,
};

type Jobs = typeof CPU_JOBS;
export type CpuJobName = keyof Jobs;
export type CpuJob<Name extends CpuJobName> = Parameters<Jobs[Name]>[0];
export type CpuJobResult<Name extends CpuJobName> = Awaited<ReturnType<Jobs[Name]>>;
/** Does such a job on the thread that calls it, yielding to events about every 10 ms. */
export type DoCpuJob<Name extends CpuJobName> = (job: CpuJob<Name>, options: RunOptions) => Promise<CpuJobResult<Name>>;
