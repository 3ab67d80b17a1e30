import type { DrawImages } from "./drawing.js";
import type { EngineKind } from "./kind.js";

/** Draws images from a model on either device. */
export const drawImages: EngineKind<DrawImages> = {
  async onGpu() {
    const { drawOnGpu } = await import("./gpu-drawing.js");
    return drawOnGpu;
  },
  async onCpu() {
    const { drawOnThisCpu } = await import("./cpu-drawing.js");
    return drawOnThisCpu;
  },
};
