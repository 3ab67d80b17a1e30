import type { AdderCheck } from "../kernels/threshold-rnn/net.js";
import type { ThresholdRnnSpec } from "../models/threshold-rnn.js";
import type { AdderReport } from "./adder-check.js";
import type { EngineKind } from "./kind.js";
import type { RunOptions } from "./run.js";

/** Checks a threshold RNN on all pairs of n-bit numbers. */
export type CheckAdder = (net: ThresholdRnnSpec, check: AdderCheck, options?: RunOptions) => Promise<AdderReport>;

export const checkAdders: EngineKind<CheckAdder> = {
  async onGpu() {
    const { checkAdderOnGpu } = await import("./gpu-adder-check.js");
    return (session) => (net, check, options) => checkAdderOnGpu(session, net, check, options);
  },
  async onCpu() {
    const { adderReport, doAdderJob } = await import("./adder-check.js");
    return (cpu) => async (net, check, options) =>
      adderReport(check, await cpu.run("adder", { net, check }, doAdderJob, options));
  },
};
