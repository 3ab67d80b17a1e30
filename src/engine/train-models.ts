import type { EngineKind } from "./kind.js";
import type { OpenTrainer } from "./trainer.js";

/** Opens trainers on either device. */
export const trainModels: EngineKind<OpenTrainer> = {
  async onGpu() {
    const { openGpuTrainer } = await import("./gpu-trainer.js");
    return openGpuTrainer;
  },
  async onCpu() {
    const { openCpuTrainer } = await import("./cpu-trainer.js");
    return openCpuTrainer;
  },
};
