import type { SequenceSpec } from "../models/sequence.js";
import type { Schedule } from "../schedule/schedule.js";
import { sequenceScheduleName } from "../schedule/sequence.js";
import type { SequenceTrace } from "../trace/sequence-trace.js";
import type { EngineKind } from "./kind.js";
import type { RunOptions } from "./run.js";
import type { SequenceInputs } from "./sequence.js";

/** Runs a net over time in the order of a schedule. */
export type RunSequence = (
  spec: SequenceSpec,
  schedule: Schedule,
  inputs: SequenceInputs,
  options?: RunOptions,
) => Promise<SequenceTrace>;

export const runSequences: EngineKind<RunSequence> = {
  async onGpu() {
    const { runSequenceOnGpu } = await import("./gpu-sequence.js");
    return (session) => (spec, schedule, inputs, options) => runSequenceOnGpu(session, spec, schedule, inputs, options);
  },
  async onCpu() {
    const { cpuSequenceTrace, doSequenceJob } = await import("./cpu-sequence.js");
    return (cpu) => async (spec, schedule, inputs, options) => {
      const job = { spec, schedule: sequenceScheduleName(schedule), inputs };
      return cpuSequenceTrace(spec, schedule, inputs.weights, await cpu.run("sequence", job, doSequenceJob, options));
    };
  },
};
