import type { ResidualSpec } from "../models/residual.js";
import type { ResidualTrace } from "../trace/residual-trace.js";
import type { EngineKind } from "./kind.js";
import type { ResidualInputs } from "./residual.js";
import type { RunOptions } from "./run.js";

/** Runs a residual stack forward and backward and measures the norms of its activations and gradients. */
export type RunResidual = (spec: ResidualSpec, inputs: ResidualInputs, options?: RunOptions) => Promise<ResidualTrace>;

export const runResiduals: EngineKind<RunResidual> = {
  async onGpu() {
    const { runResidualOnGpu } = await import("./gpu-residual.js");
    return (session) => (spec, inputs, options) => runResidualOnGpu(session, spec, inputs, options);
  },
  async onCpu() {
    const { cpuResidualTrace, doResidualJob } = await import("./cpu-residual.js");
    return (cpu) => async (spec, inputs, options) => {
      const job = { spec, inputs };
      return cpuResidualTrace(job, await cpu.run("residual", job, doResidualJob, options));
    };
  },
};
