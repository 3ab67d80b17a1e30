import { drawImages } from "../../engine/draw-images.js";
import type { DrawImages } from "../../engine/drawing.js";
import type { EngineKind } from "../../engine/kind.js";
import { trainModels } from "../../engine/train-models.js";
import type { OpenTrainer } from "../../engine/trainer.js";

/** What this element asks an engine for: images and, when the reader wants it, training. */
export interface DrawAndTrain {
  readonly draw: DrawImages;
  trainer(): Promise<OpenTrainer>;
}

/** Drawing is there at once; the code of training is loaded when it is asked for. */
export const drawAndTrain: EngineKind<DrawAndTrain> = {
  async onGpu() {
    const drawOn = await drawImages.onGpu();
    return (session) => ({ draw: drawOn(session), trainer: async () => (await trainModels.onGpu())(session) });
  },
  async onCpu() {
    const drawOn = await drawImages.onCpu();
    return (cpu) => ({ draw: drawOn(cpu), trainer: async () => (await trainModels.onCpu())(cpu) });
  },
};
