import { t } from "../language/t.js";
import { SweepfieldError } from "../../error.js";
import { countCnn, type CnnCount } from "../../models/cnn/count.js";
import { MAX_LAYERS, type InputSize, type Place } from "../../models/cnn/layers.js";
import { practiceNet } from "../../models/cnn/practice.js";
import { CNN_PRESETS, type CnnPreset } from "../../models/cnn/presets.js";
import { LayerError } from "../../models/cnn/problem.js";
import { varied, type Variation } from "../../models/cnn/vary.js";
import { inputOf } from "./input.js";
import type { ParameterCountState } from "./parameter-count.state.js";
import { readList } from "./read-list.js";
import { remembering } from "./remember.js";

/** What the settings ask for: a list, an image, and what is changed of it. */
export interface NetSettings {
  readonly title: string;
  readonly text: string;
  readonly input: InputSize;
  readonly variation: Variation;
}

export interface Net extends NetSettings {
  readonly count: CnnCount;
}

/** A list that is not counted, with the stretch of it that is wrong. */
export interface NetProblem {
  readonly message: string;
  readonly place: Place | null;
}

export const presetOf = ({ preset, seed }: Pick<ParameterCountState, "preset" | "seed">): CnnPreset =>
  CNN_PRESETS[preset] ?? practiceNet(seed);

const imageIn = (text: string): InputSize | null => {
  try {
    return readList(text).input;
  } catch (error) {
    if (error instanceof SweepfieldError) return null;
    throw error;
  }
};

export const settingsOf = (state: ParameterCountState): NetSettings => {
  const preset = presetOf(state);
  const { layers, input, padding, norm, bias } = state;
  const isOwn = layers !== "" && layers !== preset.layers;
  const text = layers === "" ? preset.layers : layers;
  return {
    title: isOwn ? t`Your net` : preset.title,
    text,
    // What is set goes before "Image32x32x3" in the list, as on the command line.
    input: inputOf(input) ?? imageIn(text) ?? preset.input,
    variation: { padding, norm, bias },
  };
};

/** Layers that a page counts, so that no task is long. The command line takes MAX_LAYERS. */
export const PAGE_LAYERS = 1000;

const nets = remembering<Net | NetProblem>(4);

/** Counts a list; the message of what is wrong names line and column. */
export const netOf = (settings: NetSettings, most = MAX_LAYERS): Net | NetProblem =>
  nets(JSON.stringify([settings, most]), () => counted(settings, most));

const counted = (settings: NetSettings, most: number): Net | NetProblem => {
  const { text, input, variation } = settings;
  try {
    return { ...settings, count: countCnn({ input, layers: varied(readList(text).layers, variation) }, most) };
  } catch (error) {
    if (!(error instanceof SweepfieldError)) throw error;
    return { message: error.message.replace(/^layers, /, ""), place: error instanceof LayerError ? error.place : null };
  }
};

export const isNet = (net: Net | NetProblem): net is Net => "count" in net;
