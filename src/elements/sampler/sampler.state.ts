import { defineState } from "../../io/url-state.js";
import { SAMPLING_METHODS, type SamplingMethod } from "../../schedule/sampling.js";
import { teachingFields } from "../controls/teaching-fields.js";

/** Rows and columns of the images that are drawn. */
export const MOST_SIDE = 32;

/** The methods that a text names, in their own order; null where it names none or something else. */
export function parseMethods(text: string): readonly SamplingMethod[] | null {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const known: readonly string[] = SAMPLING_METHODS;
  if (words.length === 0 || words.length > known.length || words.some((word) => !known.includes(word))) return null;
  return SAMPLING_METHODS.filter((method) => words.includes(method));
}

export const samplerState = defineState("sf-sampler", {
  view: {
    type: "choice",
    values: ["methods", "models", "training", "completion"],
    default: "methods",
    description:
      "methods: one model draws by four methods. models: five models draw, and what they may see. training: a model learns on this machine. completion: the rest of a half-covered image.",
  },
  model: {
    type: "choice",
    values: ["pixelcnn", "quadrant", "gated", "mdrnn", "mdlstm"],
    default: "pixelcnn",
    description:
      "The model that draws or learns. quadrant: a PixelCNN that sees only what lies north-west. mdlstm: an MDRNN of LSTM cells.",
  },
  methods: {
    type: "text",
    form: `one or more of ${SAMPLING_METHODS.join(" ")}`,
    default: SAMPLING_METHODS.join(" "),
    takes: (text) => parseMethods(text) !== null,
    description: "The methods that draw side by side, with blanks between them: naive cached wavefront fixed-point.",
  },
  weights: {
    type: "choice",
    values: ["pretrained", "untrained", "own"],
    default: "pretrained",
    description:
      "pretrained: the project’s own, where there are some for this model. untrained: drawn from the seed. own: trained in this page or opened from a file; no link holds them.",
  },
  height: { type: "integer", min: 1, max: MOST_SIDE, default: 14, description: "Rows H of the images." },
  width: { type: "integer", min: 1, max: MOST_SIDE, default: 14, description: "Columns W of the images." },
  depth: {
    type: "integer",
    min: 1,
    max: 16,
    default: 5,
    description: "Layers d; of a PixelCNN the last one, 1×1, gives the prediction, the others get a read-out more.",
  },
  channels: { type: "integer", min: 1, max: 64, default: 16, description: "Channels k of every layer." },
  kernel: {
    type: "choice",
    values: ["3", "5", "7"],
    default: "3",
    description: "Side of the kernels of convolutional models, after the first layer.",
  },
  first: {
    type: "choice",
    values: ["3", "5", "7"],
    default: "7",
    description: "Side of the first layer’s kernel: the published PixelCNN has 7.",
  },
  colour: {
    type: "choice",
    values: ["grey", "rgb"],
    default: "grey",
    description:
      "grey: one number a pixel. rgb: red, green and blue; a PixelCNN draws them one after the other, the other models all three at once.",
  },
  pixels: {
    type: "choice",
    values: ["binary", "levels"],
    default: "binary",
    description: "binary: Bernoulli conditionals. levels: Gaussian ones with a fixed σ, rounded to 256 levels.",
  },
  sigma: {
    type: "number",
    min: 0.02,
    max: 2,
    default: 0.2,
    description: "σ of the Gaussian conditionals, with pixels from −1 to 1.",
  },
  temperature: {
    type: "number",
    min: 0,
    max: 2,
    default: 1,
    description: "Scales the noise: 1 draws from the model, 0 takes the likeliest value of every pixel.",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 3,
    description: "Seed of the noise, the same for all methods and models.",
  },
  weightSeed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 1,
    description: "Seed of untrained weights, and of training: weights, batches, split and built-in images.",
  },
  known: {
    type: "number",
    min: 0,
    max: 1,
    default: 0.5,
    description: "Share of the rows, from the top, that is given when an image is completed.",
  },
  copies: { type: "integer", min: 1, max: 12, default: 5, description: "Completions of one image." },
  images: {
    type: "integer",
    min: 20,
    max: 20_000,
    default: 1000,
    description: "Built-in images, drawn on this machine.",
  },
  heldOut: {
    type: "number",
    min: 0.01,
    max: 0.9,
    default: 0.2,
    description: "Share of the images that is held out from training.",
  },
  threshold: {
    type: "number",
    min: 0.01,
    max: 1,
    default: 0.5,
    description: "Share of white from which on a binary pixel is 1.",
  },
  batch: { type: "integer", min: 1, max: 256, default: 16, description: "Images of a training step." },
  rate: { type: "number", min: 0, max: 1, default: 0.002, description: "Learning rate of Adam." },
  warmUp: {
    type: "integer",
    min: 0,
    max: 100_000,
    default: 50,
    description: "Steps over which the learning rate rises.",
  },
  clip: {
    type: "number",
    min: 0,
    max: 1e6,
    default: 1,
    description: "Global norm to which the gradient is clipped; 0 for no clipping.",
  },
  steps: { type: "integer", min: 1, max: 100_000, default: 400, description: "Training steps in all." },
  every: {
    type: "integer",
    min: 1,
    max: 10_000,
    default: 25,
    description: "Training steps between two looks at held-out images and samples.",
  },
  at: {
    type: "integer",
    min: -1,
    max: Infinity,
    default: -1,
    description: "The pixel-step at which the clock stands at first; −1: it plays from the start.",
  },
  speed: {
    type: "choice",
    values: ["growing", "1", "4", "16", "64", "256"],
    default: "growing",
    description: "Pixel-steps per second; growing: slowly first, then faster and faster.",
  },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
