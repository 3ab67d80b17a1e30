import { randomLcg } from "d3-random";
import type { CnnPreset } from "./presets.js";

/** A net to count by hand, such as an exercise sheet has it: the same seed gives the same net. */
export const practiceNet = (seed: number): CnnPreset => {
  const next = randomLcg(((seed + 1) * 0.618_033_988_749) % 1);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const size = pick([32, 48, 64]);
  const stages = pick([2, 3]);
  let width = pick([8, 16, 32]);
  const layers: string[] = [];
  for (let i = 0; i < stages; i++) {
    const kernel = pick([3, 3, 5]);
    layers.push(...Array.from({ length: pick([1, 1, 2]) }, () => `Conv${kernel}-${width}`), "MaxPool");
    width *= 2;
  }
  layers.push(`FC-${pick([64, 100, 128])}`, `FC-${pick([5, 10, 20])}`, "Softmax");
  return {
    title: `Practice net ${seed}`,
    source: "drawn at random from the seed",
    input: [pick([1, 3]), size, size],
    layers: layers.join(", "),
  };
};
