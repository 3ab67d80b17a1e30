/** Where the weights of a model come from: the project's own training, the reader's, or a seed. */
import type { TrainableSpec } from "../../models/spec.js";
import { requireConditional } from "../../models/conditional.js";
import { drawWeights } from "../../models/initialise.js";
import type { ModelSpec } from "../../models/spec.js";
import type { Tensors } from "../../models/tensor.js";
import { inSlices } from "../controllers/slices.js";
import type { ReadBuiltin } from "../figure/marks.js";
import { specOf, type ModelName } from "./specs.js";
import type { SamplerState } from "./view.js";
import { t } from "../language/t.js";

export interface ModelWeights {
  readonly spec: TrainableSpec;
  readonly weights: Tensors;
  /** Where they come from, in a few words. */
  readonly source: string;
}

/** By colour; each is of one model, which the settings of the page have at first. */
const PRETRAINED = {
  grey: "pixelcnn-digits.safetensors",
  rgb: "pixelcnn-colour-digits.safetensors",
} as const satisfies Readonly<Record<SamplerState["colour"], string>>;

/** Beside the bundles; written out, so that a bundler finds the files and carries them along. */
const ADDRESSES: Readonly<Record<string, () => URL>> = {
  [PRETRAINED.grey]: () => new URL("../weights/pixelcnn-digits.safetensors", import.meta.url),
  [PRETRAINED.rgb]: () => new URL("../weights/pixelcnn-colour-digits.safetensors", import.meta.url),
};

const fetched = new Map<string, Promise<Uint8Array | null>>();

/** A page that has the element alone, in one file, has none. */
const fetchBuiltin: ReadBuiltin = (name) => {
  const known = fetched.get(name) ?? fetchOnce(name);
  fetched.set(name, known);
  return known;
};

async function fetchOnce(name: string): Promise<Uint8Array | null> {
  try {
    const url = ADDRESSES[name]?.();
    if (!url || !/^https?:$/.test(url.protocol)) return null;
    const answer = await fetch(url);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  }
}

async function pretrained(colour: SamplerState["colour"], read: ReadBuiltin): Promise<ModelWeights | null> {
  const bytes = await read(PRETRAINED[colour]);
  if (!bytes) return null;
  const { readWeights } = await import("../../io/weights-file.js");
  const { spec, weights } = readWeights(bytes);
  return { spec: requireConditional(spec), weights, source: t`trained by this project, on its own strokes` };
}

export const isSameSpec = (a: ModelSpec, b: ModelSpec): boolean => sorted(a) === sorted(b);
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );

/** The weights that the settings ask for, or those of the seed where there are none. */
export async function weightsFor(
  model: ModelName,
  state: SamplerState,
  own: ModelWeights | null,
  signal: AbortSignal,
  read: ReadBuiltin = fetchBuiltin,
): Promise<ModelWeights> {
  const spec = specOf(model, state);
  if (state.weights === "own" && own && isSameSpec(own.spec, spec)) return own;
  if (state.weights === "pretrained") {
    const found = await pretrained(state.colour, read);
    if (found && isSameSpec(found.spec, spec)) return found;
  }
  const weights = await inSlices(drawWeights(spec, state.weightSeed), signal);
  return { spec, weights, source: t`untrained, drawn from seed ${state.weightSeed}` };
}
