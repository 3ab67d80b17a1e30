import { BUILTIN_NAMES } from "../../../io/builtin-images.js";
import { defineState } from "../../../io/url-state.js";

export const imageSourceState = defineState("sf-image-source", {
  image: {
    type: "choice",
    values: BUILTIN_NAMES,
    default: "digit",
    description: "The built-in image, until the reader chooses another one.",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 3,
    description: "Seed of the built-in images; its last digit is the digit that is drawn.",
  },
  colour: {
    type: "choice",
    values: ["auto", "grey"],
    default: "auto",
    description: "auto: red, green and blue where the image has colour. grey: its luma.",
  },
  height: { type: "integer", min: 1, max: 128, default: 28, description: "Rows of the image that the models read." },
  width: { type: "integer", min: 1, max: 128, default: 28, description: "Columns of the image that the models read." },
});
