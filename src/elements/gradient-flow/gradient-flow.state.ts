import { defineState } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";

/** As in models/residual.ts; a state table stands alone, so that the documentation can read it. */
const PLACEMENTS = [
  "original",
  "bn-after-addition",
  "relu-before-addition",
  "relu-only-preactivation",
  "full-preactivation",
  "plain",
] as const;

export const gradientFlowState = defineState("sf-gradient-flow", {
  first: {
    type: "choice",
    values: PLACEMENTS,
    default: "bn-after-addition",
    description: "The first of the two placements that stand side by side.",
  },
  second: {
    type: "choice",
    values: PLACEMENTS,
    default: "relu-before-addition",
    description: "The second of them.",
  },
  curves: {
    type: "choice",
    values: ["pair", "all"],
    default: "all",
    description: "pair: only the two placements are run. all: all six.",
  },
  // fewer blocks would show nothing: exponential and power law part only with depth
  blocks: { type: "integer", min: 30, max: 100, default: 54, description: "Residual blocks L, of two weights each." },
  width: {
    type: "choice",
    values: ["32", "64", "128", "256", "512"],
    default: "128",
    description: "Units of every layer; with convolutions a quarter as many maps.",
  },
  batch: {
    type: "choice",
    values: ["4", "16", "64", "128", "256", "512"],
    default: "128",
    description: "Examples of the batch; with convolutions a sixteenth as many images of 8 × 8, but two at least.",
  },
  weight: {
    type: "choice",
    values: ["dense", "conv"],
    default: "dense",
    description: "dense: every weight is a matrix. conv: a 3 × 3 convolution.",
  },
  norm: { type: "boolean", default: true, description: "Batch norm, where the placement has it." },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 1,
    description: "The first seed of the weights, of x_0 and of g_L.",
  },
  seeds: { type: "integer", min: 1, max: 5, default: 3, description: "How many seeds are run, one after the other." },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
