import type { Field } from "../../io/url-state.js";

const NAMES = /^([a-z][a-z-]*( [a-z][a-z-]*)*)?$/;

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
  presenter: {
    type: "boolean",
    default: false,
    description: "Large type over the whole window, with Previous and Next, for a projector.",
  },
  hide: {
    type: "text",
    form: 'names of parts such as "settings timeline"',
    default: "",
    takes: (text: string) => NAMES.test(text),
    address: false,
    description: "Parts of the element that are not shown.",
  },
  lock: {
    type: "text",
    form: 'names of attributes such as "depth seed"',
    default: "",
    takes: (text: string) => NAMES.test(text),
    address: false,
    description: "Attributes that neither a control nor a link changes.",
  },
} as const satisfies Readonly<Record<string, Field>>;
