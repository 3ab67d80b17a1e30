import { BUILTIN_NAMES } from "../../io/builtin-images.js";
import { defineState } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";
import { LAYERS_FORM, parseLayers } from "./layers.js";

export const receptiveFieldState = defineState("sf-receptive-field", {
  model: {
    type: "choice",
    values: ["pixelcnn", "gated", "mdrnn", "mdrnn-printed", "row-lstm", "diagonal-bilstm"],
    default: "pixelcnn",
    description:
      "The model whose outputs are looked at; mdrnn-printed: with x of the neighbours, as the exercise sheet prints it.",
  },
  layers: {
    type: "text",
    form: LAYERS_FORM,
    takes: (text) => parseLayers(text) !== null,
    default: "A3 B3 B3 B3 B3",
    description:
      "The stack, layer by layer: mask A or B, side of the kernel and, after x, its dilation. A gated PixelCNN takes the kernels, a recurrent model the number of layers and, from the first mask, whether it hides its own pixel (A).",
  },
  context: {
    type: "choice",
    values: ["raster", "quadrant"],
    default: "raster",
    description: "raster: masks show all rows above. quadrant: only what lies north-west.",
  },
  colours: {
    type: "choice",
    values: ["1", "3"],
    default: "1",
    description: "3: red, green and blue of a pixel are drawn one after the other, and masks keep their order.",
  },
  colour: {
    type: "choice",
    values: ["red", "green", "blue"],
    default: "green",
    description: "With three colours, the colour of the output that is looked at.",
  },
  height: {
    type: "integer",
    min: 1,
    max: 32,
    default: 15,
    description: "Rows of the image; 1 is a sequence, and the picture then shows its layers one above the other.",
  },
  width: { type: "integer", min: 1, max: 64, default: 15, description: "Columns of the image." },
  row: { type: "integer", min: 0, max: 31, default: 10, description: "Row of the output, from 0." },
  column: { type: "integer", min: 0, max: 63, default: 7, description: "Column of the output, from 0." },
  layer: {
    type: "integer",
    min: 0,
    max: Infinity,
    default: Infinity,
    description: "The layer whose output is looked at; 0 is the image, Infinity the last layer.",
  },
  show: {
    type: "choice",
    values: ["set", "growth", "sensitivity"],
    default: "set",
    description:
      "What the colour of a seen pixel means. set: that it is seen. growth: from which layer on. sensitivity: how much the output changes with it, through the actual weights.",
  },
  channels: { type: "integer", min: 1, max: 16, default: 4, description: "Channels of every layer." },
  image: {
    type: "choice",
    values: BUILTIN_NAMES,
    default: "texture",
    description: "The built-in image that the sensitivity is measured on.",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 3,
    description: "Seed of the actual weights and of the image.",
  },
  speed: {
    type: "choice",
    values: ["0.5", "1", "2", "4"],
    default: "1",
    description: "Layers per second when the stack is played.",
  },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "What measures. auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
