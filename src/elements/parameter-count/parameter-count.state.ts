import { SweepfieldError } from "../../error.js";
import { CNN_PRESET_NAMES } from "../../models/cnn/presets.js";
import { defineState, type StateOf } from "../../io/url-state.js";
import { teachingFields } from "../controls/teaching-fields.js";
import { inputOf } from "./input.js";
import { readList } from "./read-list.js";

const isReadable = (text: string): boolean => {
  try {
    readList(text);
    return true;
  } catch (error) {
    if (error instanceof SweepfieldError) return false;
    throw error;
  }
};

export const parameterCountState = defineState("sf-parameter-count", {
  preset: {
    type: "choice",
    values: [...CNN_PRESET_NAMES, "practice"],
    default: "homework",
    description: "The net that is counted; practice: one drawn from the seed. `layers` and `input` go before it.",
  },
  layers: {
    type: "text",
    form: "layers such as Conv3-64, MaxPool, FC-10, or nothing for those of the preset",
    takes: (text) => text === "" || isReadable(text),
    default: "",
    description: "The layers, in the notation of the page.",
  },
  input: {
    type: "text",
    form: "channels, rows and columns such as 3x224x224, or nothing for those of the preset",
    takes: (text) => text === "" || inputOf(text) !== null,
    default: "",
    description: "The image.",
  },
  padding: {
    type: "choice",
    values: ["written", "none"],
    default: "written",
    description:
      "written: as the list says, (k − 1)/2 unless it says otherwise. none: no zeros around any convolution.",
  },
  norm: {
    type: "choice",
    values: ["written", "after-conv", "none"],
    default: "written",
    description: "Batch norm. after-conv: behind every convolution. none: nowhere.",
  },
  bias: {
    type: "choice",
    values: ["written", "none", "not-before-norm"],
    default: "written",
    description: "none: no biases. not-before-norm: none where batch norm subtracts them again.",
  },
  selected: {
    type: "integer",
    min: 0,
    max: Infinity,
    default: 0,
    description: "The part of the net that is pointed at in every picture and in the table, from 1; 0 is none.",
  },
  rows: {
    type: "choice",
    values: ["counted", "all"],
    default: "counted",
    description:
      "Which layers the table has. counted: those with weights or windows. all: activations and the like too.",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 999_999,
    default: 3,
    description: "Seed of the practice net.",
  },
  ...teachingFields,
});

export type ParameterCountState = StateOf<typeof parameterCountState>;
