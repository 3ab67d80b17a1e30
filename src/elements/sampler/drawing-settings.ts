import type { SamplerState } from "./view.js";

/** What changes a drawing, whatever draws it. */
export const DRAWING_SETTINGS = [
  "weights",
  "height",
  "width",
  "depth",
  "channels",
  "kernel",
  "first",
  "colour",
  "pixels",
  "sigma",
  "temperature",
  "seed",
  "weightSeed",
] as const satisfies readonly (keyof SamplerState)[];
