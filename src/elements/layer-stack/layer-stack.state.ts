import { BUILTIN_NAMES } from "../../io/builtin-images.js";
import { defineState } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";

export const layerStackState = defineState("sf-layer-stack", {
  image: {
    type: "choice",
    values: BUILTIN_NAMES,
    default: "digit",
    description: "The built-in image, until the reader chooses another one.",
  },
  size: { type: "integer", min: 4, max: 48, default: 16, description: "Rows and columns of the image." },
  colour: {
    type: "choice",
    values: ["auto", "grey"],
    default: "auto",
    description: "auto: red, green and blue where the image has colour. grey: its luma.",
  },
  model: {
    type: "choice",
    values: ["pixelcnn", "quadrant", "gated-pixelcnn", "mdrnn"],
    default: "pixelcnn",
    description: "PixelCNN, the same with taps to the north-west only, gated PixelCNN, or multidimensional RNN.",
  },
  depth: { type: "integer", min: 1, max: 8, default: 4, description: "Layers d." },
  channels: { type: "integer", min: 1, max: 32, default: 8, description: "Channels k of every layer." },
  kernel: {
    type: "choice",
    values: ["3", "5", "7"],
    default: "3",
    description: "Side of the PixelCNN's square kernels.",
  },
  row: {
    type: "integer",
    min: 0,
    max: 47,
    default: 11,
    description: "Row of the output whose cone is shown, from 0; the last row where the image has fewer.",
  },
  column: {
    type: "integer",
    min: 0,
    max: 47,
    default: 8,
    description: "Its column, from 0; the last column where the image has fewer.",
  },
  others: {
    type: "choice",
    values: ["faint", "hidden", "full"],
    default: "faint",
    description: "How the cells outside the cone are drawn.",
  },
  turn: {
    type: "integer",
    min: 0,
    max: 360,
    default: 30,
    description: "Where the camera stands round the stack, in degrees; 0 looks from the last row.",
  },
  tilt: {
    type: "integer",
    min: -90,
    max: 90,
    default: 20,
    description: "How high the camera stands, in degrees; 90 looks straight down.",
  },
  zoom: { type: "number", min: 0.5, max: 4, default: 1, description: "How much larger the picture is drawn." },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 3,
    description: "Seed of the weights and of the built-in images.",
  },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
