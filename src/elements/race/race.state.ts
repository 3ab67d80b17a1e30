import { BUILTIN_NAMES } from "../../io/builtin-images.js";
import { defineState } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";

export const raceState = defineState("sf-race", {
  image: {
    type: "choice",
    values: BUILTIN_NAMES,
    default: "digit",
    description: "The built-in image, until the reader chooses another one.",
  },
  size: {
    type: "integer",
    min: 4,
    max: 128,
    default: 28,
    description: "Rows and columns of the image that the models read.",
  },
  colour: {
    type: "choice",
    values: ["auto", "grey"],
    default: "auto",
    description: "auto: red, green and blue where the image has colour. grey: its luma.",
  },
  depth: { type: "integer", min: 1, max: 32, default: 7, description: "Layers d of both models." },
  channels: { type: "integer", min: 1, max: 32, default: 16, description: "Channels k of every layer." },
  kernel: {
    type: "choice",
    values: ["3", "5", "7"],
    default: "3",
    description: "Side of the PixelCNN's square kernels.",
  },
  compare: {
    type: "choice",
    values: ["depth", "reach"],
    default: "depth",
    description:
      "depth: both models have d layers. reach: the PixelCNN is as deep as it takes to see the far corner, the MDRNN has one layer.",
  },
  as: {
    type: "choice",
    values: ["encoder", "generator"],
    default: "encoder",
    description:
      "encoder: the MDRNN reads its own pixel, as given. generator: its input is shifted, so that it does not.",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 3,
    description: "Seed of the weights and of the built-in images.",
  },
  lanes: {
    type: "integer",
    min: 1,
    max: Infinity,
    default: Infinity,
    description: "Lanes P of the machine: units of work that it does in one tick.",
  },
  unit: {
    type: "choice",
    values: ["matvecs", "cells"],
    default: "matvecs",
    description: "What a lane does in a tick: one matrix-vector product or one whole cell.",
  },
  speed: {
    type: "choice",
    values: ["growing", "1", "4", "16", "64", "256", "1024", "4096", "16384", "65536"],
    default: "growing",
    description: "Steps per second; growing: slowly first, then faster and faster.",
  },
  show: {
    type: "choice",
    values: ["values", "order"],
    default: "values",
    description: "What the colour of a cell means: its activation or the step in which it ran.",
  },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
