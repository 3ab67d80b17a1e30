/** From a kept run, or a file of `sweepfield train`, back to settings, data and a state to go on from. */
import type { TrainerState } from "../../../engine/trainer.js";
import type { TrainableSpec } from "../../../models/spec.js";
import { SweepfieldError } from "../../../error.js";
import type { WeightsFile } from "../../../io/weights-file.js";
import { attributeOf, parseState } from "../../../io/url-state.js";
import { requireConditional } from "../../../models/conditional.js";
import { vectorOf } from "../../../models/parameter-vector.js";
import type { TrainingSettings } from "../../../training/run.js";
import { samplerState } from "../sampler.state.js";
import { MODEL_NAMES, specOf } from "../specs.js";
import type { SamplerState } from "../view.js";
import { isSameSpec } from "../weights.js";
import { t } from "../../language/t.js";

export const trainingSettings = ({ batch, rate, warmUp, clip, weightSeed }: SamplerState): TrainingSettings => ({
  batch,
  learningRate: rate,
  warmUp,
  clip,
  seed: weightSeed,
});

/** At least one image is held out and one is left. */
export const heldOutCount = ({ heldOut }: Pick<SamplerState, "heldOut">, count: number): number =>
  Math.max(1, Math.min(count - 1, Math.round(heldOut * count)));

/** As `sweepfield train` writes its settings, so that it can resume the run. */
export const flagsOf = (
  state: SamplerState,
  data: { readonly name: string; readonly count: number },
): Readonly<Record<string, string | number>> => ({
  data: data.name,
  size: `${state.height}x${state.width}`,
  binarise: state.threshold,
  "held-out": heldOutCount(state, data.count),
  batch: state.batch,
  "learning-rate": state.rate,
  "warm-up": state.warmUp,
  clip: state.clip,
  seed: state.weightSeed,
});

/** The settings that shape a run, by their names: what is kept beside its state. */
const SHAPING = [
  "model",
  "height",
  "width",
  "depth",
  "channels",
  "kernel",
  "first",
  "colour",
  "pixels",
  "sigma",
  "weightSeed",
  "images",
  "heldOut",
  "threshold",
  "batch",
  "rate",
  "warmUp",
  "clip",
  "steps",
  "every",
] as const satisfies readonly (keyof SamplerState)[];

export const shapingOf = (state: SamplerState): Readonly<Record<string, string>> =>
  Object.fromEntries(SHAPING.map((name) => [name, String(state[name])]));

/** What was kept, checked as an address would be. */
export const settingsFrom = (kept: Readonly<Record<string, string>>): Partial<SamplerState> =>
  parseState(samplerState, new URLSearchParams(Object.entries(kept).map(([name, value]) => [attributeOf(name), value])))
    .given;

/** The state in a file; null where it holds weights alone. */
export function stateOf({ spec, weights, checkpoint }: WeightsFile): TrainerState | null {
  if (!checkpoint) return null;
  const { m, v, step } = checkpoint;
  return { weights: vectorOf(spec, weights), m: vectorOf(spec, m), v: vectorOf(spec, v), step };
}

/** Number-valued settings of a file by the names of this element's. */
const NUMBERS = {
  binarise: "threshold",
  batch: "batch",
  "learning-rate": "rate",
  "warm-up": "warmUp",
  clip: "clip",
  seed: "weightSeed",
} as const;

/**
 * The settings that a file of weights was made with, as far as this page has them. Throws weights-invalid where its model is none
 * that the settings describe.
 */
export function settingsOf(file: WeightsFile, now: SamplerState): Partial<SamplerState> {
  const spec = requireConditional(file.spec);
  const change: Record<string, unknown> = { ...modelSettingsOf(spec, now) };
  if (file.image) Object.assign(change, { height: file.image[0], width: file.image[1] });
  const { settings = {} } = file.checkpoint ?? {};
  for (const [flag, name] of Object.entries(NUMBERS))
    if (typeof settings[flag] === "number") change[name] = settings[flag];
  const builtin = /^builtin(?::(\d+))?$/.exec(typeof settings["data"] === "string" ? settings["data"] : "");
  if (builtin) {
    const count = Number(builtin[1] ?? 2500);
    change["images"] = count;
    if (typeof settings["held-out"] === "number") change["heldOut"] = settings["held-out"] / count;
  }
  return change;
}

/** The settings of which specOf makes a spec. */
function modelSettingsOf(spec: TrainableSpec, now: SamplerState): Partial<SamplerState> {
  const { layers, conditional } = spec;
  const kernelOf = (layer: (typeof layers)[number] | undefined): string =>
    layer && "kernel" in layer ? String(layer.kernel) : "3";
  const [first] = layers;
  const channels = !first ? 1 : "hidden" in first ? first.hidden : layers.length === 1 ? now.channels : first.out;
  const given = settingsFrom({
    depth: String(layers.length),
    channels: String(channels),
    first: kernelOf(first),
    kernel: kernelOf(layers[1] ?? first),
    colour: spec.inputs === 3 ? "rgb" : "grey",
    pixels: conditional.kind === "bernoulli" ? "binary" : "levels",
    sigma: String(conditional.kind === "gaussian" ? conditional.sigma : now.sigma),
  });
  const state = { ...now, ...given };
  const model = MODEL_NAMES.find((name) => isSameSpec(specOf(name, state), spec));
  if (!model)
    throw new SweepfieldError(
      "weights-invalid",
      t`the ${spec.kind} of the file is none that these settings describe; draw from it with: sweepfield sample --weights FILE`,
    );
  return { ...given, model };
}
