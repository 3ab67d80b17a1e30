/** Where the weights of a model come from: the project's own training, the reader's, or a seed. */
import type { TrainableSpec } from "../../models/spec.js";
import { requireConditional } from "../../models/conditional.js";
import { drawWeights } from "../../models/initialise.js";
import type { ModelSpec } from "../../models/spec.js";
import type { Tensors } from "../../models/tensor.js";
import { inSlices } from "../controllers/slices.js";
import { specOf, type ModelName } from "./specs.js";
import type { SamplerState } from "./view.js";

export interface ModelWeights {
  readonly spec: TrainableSpec;
  readonly weights: Tensors;
  /** Where they come from, in a few words. */
  readonly source: string;
}

/** Relative to the bundles, which lie beside it on the project's pages. */
const PRETRAINED = "../weights/pixelcnn-digits.safetensors";

let pretrained: Promise<ModelWeights | null> | undefined;

/** Null where there is none, as in a page that has the element from elsewhere. */
const fetchPretrained = async (): Promise<ModelWeights | null> => {
  const url = new URL(PRETRAINED, import.meta.url);
  if (!/^https?:$/.test(url.protocol)) return null;
  try {
    const answer = await fetch(url);
    if (!answer.ok) return null;
    const [{ readWeights }, bytes] = await Promise.all([import("../../io/weights-file.js"), answer.arrayBuffer()]);
    const { spec, weights } = readWeights(new Uint8Array(bytes));
    return { spec: requireConditional(spec), weights, source: "trained by this project, on its own strokes" };
  } catch {
    return null;
  }
};

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
): Promise<ModelWeights> {
  const spec = specOf(model, state);
  if (state.weights === "own" && own && isSameSpec(own.spec, spec)) return own;
  if (state.weights === "pretrained") {
    const found = await (pretrained ??= fetchPretrained());
    if (found && isSameSpec(found.spec, spec)) return found;
  }
  const weights = await inSlices(drawWeights(spec, state.weightSeed), signal);
  return { spec, weights, source: `untrained, drawn from seed ${state.weightSeed}` };
}
