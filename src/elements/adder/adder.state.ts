import { defineState } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";
import { parseNumbers, WEIGHTS_FORM } from "./notation.js";
import { START_IDS } from "./presets.js";

export const adderState = defineState("sf-adder", {
  preset: {
    type: "choice",
    values: START_IDS,
    default: "canonical",
    description: "The net to start from: an adder that is right, one that is wrong in an instructive way, or blank.",
  },
  weights: {
    type: "text",
    form: WEIGHTS_FORM,
    takes: (text) => text === "" || parseNumbers(text) !== null,
    default: "",
    description: "The 22 numbers W_xh, W_hh, b_h, W_hy and b_y row by row, once they are edited; empty: the preset's.",
  },
  bits: {
    type: "integer",
    min: 1,
    max: 8,
    default: 8,
    description: "n: all pairs of n-bit numbers are checked.",
  },
  a: { type: "integer", min: 0, max: 255, default: 45, description: "The first number that is added, below 2ⁿ." },
  b: { type: "integer", min: 0, max: 255, default: 58, description: "The second number, below 2ⁿ." },
  at: {
    type: "integer",
    min: -1,
    max: 9,
    default: -1,
    description: "How many columns are added at first; −1: it plays from the start.",
  },
  zero: {
    type: "choice",
    values: ["preset", "above", "from"],
    default: "preset",
    description: "H(0). above: a unit is on where z > 0. from: where z ≥ 0. preset: as the preset has it.",
  },
  carryIn: {
    type: "integer",
    min: 0,
    max: 1,
    default: 0,
    description: "A carry that comes into the first column: a + b + carry-in is right.",
  },
  start: {
    type: "text",
    form: "three digits 0 or 1 such as 010, or nothing",
    takes: (text) => /^([01]{3})?$/.test(text),
    default: "",
    description: "The units' states h_0 before the first column; empty: those that stand for the carry-in.",
  },
  units: {
    type: "choice",
    values: ["threshold", "logistic"],
    default: "threshold",
    description: "What the hidden units are: thresholds H(z), or logistic units σ(κ z).",
  },
  gain: {
    type: "number",
    min: 0.1,
    max: 12,
    default: 5,
    description: "κ, the gain of logistic units.",
  },
  speed: {
    type: "choice",
    values: ["0.5", "1", "2", "4"],
    default: "1",
    description: "Columns per second.",
  },
  seed: { type: "integer", min: 0, max: 999_999, default: 1, description: "Seed of the next random pair." },
  device: {
    type: "choice",
    values: ["auto", "cpu"],
    default: "auto",
    description: "auto: the GPU where there is one. cpu: the processor.",
  },
  ...teachingFields,
});
