import { defineState } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";

export const complexityState = defineState("sf-complexity", {
  depth: { type: "integer", min: 1, max: 32, default: 7, description: "Layers d of every model." },
  channels: {
    type: "integer",
    min: 1,
    max: 256,
    default: 16,
    description: "Channels k of the input and of every layer.",
  },
  kernel: {
    type: "choice",
    values: ["3", "5", "7", "9"],
    default: "3",
    description: "Side of the convolutions' kernels.",
  },
  height: { type: "integer", min: 2, max: 64, default: 28, description: "Rows H of the image." },
  width: { type: "integer", min: 2, max: 64, default: 28, description: "Columns W of the image." },
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
  symbol: {
    type: "choice",
    values: ["channels", "kernel"],
    default: "channels",
    description:
      "What k means in the formulas. channels: the maps of a layer, kernels are n × n. kernel: their side, and c counts the maps.",
  },
  quantity: {
    type: "choice",
    values: [
      "connections",
      "memory",
      "minimum",
      "layerwise",
      "width",
      "ticks",
      "context",
      "gained",
      "path",
      "raster",
      "wavefront",
      "products",
    ],
    default: "minimum",
    description: "The column that is explained and charted below the table.",
  },
  links: {
    type: "boolean",
    default: true,
    description: "Numbers lead to the pages of the elements that execute them; off where those pages are not at hand.",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 3,
    description: "Seed of the image and the weights with which the models are executed.",
  },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "What executes. auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
