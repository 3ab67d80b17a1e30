import { BUILTIN_NAMES } from "../../io/builtin-images.js";
import { defineState } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";

export const wavefrontState = defineState("sf-wavefront", {
  model: {
    type: "choice",
    values: ["rnn", "mdlstm", "row-lstm", "diagonal-bilstm"],
    default: "rnn",
    description: "What sweeps: an MDRNN with plain cells, one with LSTM cells, a Row LSTM or a Diagonal BiLSTM.",
  },
  order: {
    type: "choice",
    values: ["pipelined", "layerwise", "raster"],
    default: "pipelined",
    description:
      "pipelined: every cell as soon as it can. layerwise: one layer after the other. raster: one cell at a time.",
  },
  pass: {
    type: "choice",
    values: ["forward", "backward"],
    default: "forward",
    description: "forward: the activations. backward: the gradients, in the reverse order.",
  },
  show: {
    type: "choice",
    values: ["values", "step"],
    default: "values",
    description:
      "What the colour of a cell means: its value (the activation forward, the gradient backward) or the step in which it ran.",
  },
  layout: {
    type: "choice",
    values: ["image", "skewed"],
    default: "image",
    description:
      "image: cells lie where their pixels lie. skewed: every row is shifted by one more cell, so that a diagonal is a column.",
  },
  directions: {
    type: "choice",
    values: ["1", "4"],
    default: "1",
    description: "Corners from which every layer of an MDRNN or MDLSTM sweeps.",
  },
  printed: {
    type: "boolean",
    default: false,
    description: "The MDRNN's formula as the exercise sheet prints it: x of the neighbours instead of h.",
  },
  loss: {
    type: "choice",
    values: ["all", "last"],
    default: "all",
    description: "What is differentiated: the sum of all outputs, or that of the last pixel alone.",
  },
  height: { type: "integer", min: 1, max: 32, default: 8, description: "Rows H of the image." },
  width: { type: "integer", min: 1, max: 32, default: 10, description: "Columns W of the image." },
  depth: { type: "integer", min: 1, max: 8, default: 4, description: "Layers d." },
  channels: { type: "integer", min: 1, max: 16, default: 3, description: "Channels k of every layer." },
  cell: {
    type: "integer",
    min: -1,
    max: 262_143,
    default: -1,
    description: "The chosen cell, (map · H + row) · W + column; −1: one in the middle.",
  },
  at: {
    type: "integer",
    min: -1,
    max: Infinity,
    default: -1,
    description: "The step at which the clock stands at first; −1: it plays from the start.",
  },
  image: {
    type: "choice",
    values: BUILTIN_NAMES,
    default: "texture",
    description: "The built-in image, until the reader chooses another one.",
  },
  colour: {
    type: "choice",
    values: ["auto", "grey"],
    default: "auto",
    description: "auto: red, green and blue where the image has colour. grey: its luma.",
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
    values: ["cells", "matvecs"],
    default: "cells",
    description: "What the width of a step counts and a lane does in a tick: whole cells or matrix-vector products.",
  },
  speed: {
    type: "choice",
    values: ["1", "4", "16", "64", "256"],
    default: "4",
    description: "Steps per second.",
  },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
