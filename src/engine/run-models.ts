import type { ModelSpec } from "../models/spec.js";
import type { Schedule } from "../schedule/schedule.js";
import type { Trace } from "../trace/trace.js";
import type { EngineKind } from "./kind.js";
import type { RunInputs, RunOptions } from "./run.js";

/** Runs a model over images in the order of a schedule. */
export type RunModel = (spec: ModelSpec, schedule: Schedule, inputs: RunInputs, options?: RunOptions) => Promise<Trace>;

export const runModels: EngineKind<RunModel> = {
  async onGpu() {
    const { runOnGpu } = await import("./gpu-run.js");
    return (session) => (spec, schedule, inputs, options) => runOnGpu(session, spec, schedule, inputs, options);
  },
  async onCpu() {
    const { cpuTrace, doModelJob } = await import("./cpu-run.js");
    return (cpu) => async (spec, schedule, inputs, options) => {
      const job = { spec, schedule: schedule.name, inputs };
      return cpuTrace(spec, schedule, await cpu.run("model", job, doModelJob, options));
    };
  },
};
