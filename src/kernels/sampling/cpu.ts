import type { Conditional } from "../../models/spec.js";
import { levelsOf, type DrawingProgram } from "./program.js";

/** Draws one channel: the CPU twin of sampling/draw.wgsl. */
const drawOne = (conditional: Conditional): ((y: number, noise: number) => number) => {
  if (conditional.kind === "bernoulli") return (y, noise) => (y > noise ? 1 : -1);
  const last = levelsOf(conditional) - 1;
  if (last < 0) return (y, noise) => y + noise;
  return (y, noise) => {
    const level = Math.min(last, Math.max(0, Math.floor((y + noise + 1) * (0.5 * last) + 0.5)));
    return (2 * level) / last - 1;
  };
};

/** Draws colour · H · W + pixel in all images of the batch from what `forward` holds; noise lies as its images do. */
export function drawOnCpu(
  program: DrawingProgram,
  conditional: Conditional,
  { batch, pixels }: { readonly batch: number; readonly pixels: number },
  forward: Float32Array,
  noise: Float32Array,
): (draw: number) => void {
  const one = drawOne(conditional);
  return (draw) => {
    const colour = Math.floor(draw / pixels);
    const { layout, start } = program.images[colour]!;
    const slots = layout.groups * 4;
    const { value } = program.maps[program.outputs[colour]!]!;
    for (let n = 0; n < batch; n++) {
      const at = (n * pixels + (draw % pixels)) * slots;
      for (let k = 0; k < slots; k++) forward[start + at + k] = one(forward[value + at + k]!, noise[start + at + k]!);
    }
  };
}
