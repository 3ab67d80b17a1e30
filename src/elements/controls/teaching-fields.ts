import type { Field } from "../../io/url-state.js";

/** The settings of teachers, spread into every element's state table. */
export const teachingFields = {
  mode: {
    type: "choice",
    values: ["explore", "predict"],
    default: "explore",
    description: "explore: everything is shown. predict: questions are asked first, and the answers come after them.",
  },
  answers: {
    type: "choice",
    values: ["shown", "hidden"],
    default: "shown",
    description:
      "hidden: formulas, solved presets and O() answers are withheld until the reader has tried the questions.",
  },
} as const satisfies Readonly<Record<string, Field>>;
