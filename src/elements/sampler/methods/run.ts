/** One model draws one image by all four methods, from the same noise. */
import { noiseFor } from "../../../engine/drawing.js";
import { countModel } from "../../../models/count.js";
import { SAMPLING_METHODS, type SamplingMethod } from "../../../schedule/sampling.js";
import type { RunHooks } from "../../controllers/engine-run.js";
import { nextTask } from "../../controllers/slices.js";
import { differingPixels, type Drawn } from "../draws.js";
import type { DrawAndTrain } from "../engine.js";
import { coloursOf, methodFormula, methodOf } from "../specs.js";
import { parseMethods } from "../sampler.state.js";
import type { SamplerState } from "../view.js";
import type { ModelWeights } from "../weights.js";

/** With its title within a sentence. */
type MethodDraw = Drawn & { readonly inText: string };

export interface MethodsRun {
  readonly model: ModelWeights;
  readonly drawn: readonly (MethodDraw & { readonly method: SamplingMethod; readonly differing: number })[];
  /** Methods that have not run yet. */
  readonly pending: readonly SamplingMethod[];
  /** Multiply-adds that naive drawing would take, where that is more than is tried. */
  readonly left: number | null;
}

/** The quick ones first; the others are compared with the first. */
const ORDER: readonly SamplingMethod[] = ["wavefront", "cached", "fixed-point", "naive"];
/** These recompute the whole network, again and again. */
const HEAVY: ReadonlySet<SamplingMethod> = new Set(["naive", "fixed-point"]);
/** Multiply-adds that are tried; a laptop's GPU does them in seconds. */
const MOST_WORK = 6e10;

export async function runMethods(
  { draw }: Pick<DrawAndTrain, "draw">,
  state: SamplerState,
  model: ModelWeights,
  { signal, onProgress }: Partial<RunHooks> = {},
  onPart?: (run: MethodsRun) => void,
): Promise<MethodsRun> {
  const { height, width, seed, temperature } = state;
  const { spec, weights } = model;
  const work = Number(countModel(spec, { height, width }).connections) * height * width * coloursOf(spec);
  const wanted = parseMethods(state.methods) ?? ORDER;
  const left = work > MOST_WORK && wanted.some((method) => HEAVY.has(method)) ? work : null;
  const chosen = ORDER.filter((method) => wanted.includes(method) && (left === null || !HEAVY.has(method)));
  const noise = noiseFor(spec, 1, { height, width }, seed);
  const drawn = new Map<SamplingMethod, MethodDraw>();
  for (const [i, method] of chosen.entries()) {
    await nextTask();
    const trace = await draw(
      { method, spec, weights, noise, temperature },
      {
        ...(signal && { signal }),
        onProgress: (done, total) => onProgress?.(i + done / total, chosen.length),
      },
    );
    // what was drawn is compared and shown in a task of its own
    await nextTask();
    const formula = methodFormula(method, spec, { height, width });
    drawn.set(method, { ...methodOf(method), hue: HUES[method], trace, formula });
    if (!signal?.aborted && i < chosen.length - 1) onPart?.(runOf(model, drawn, chosen, left));
  }
  return runOf(model, drawn, chosen, left);
}

function runOf(
  model: ModelWeights,
  drawn: ReadonlyMap<SamplingMethod, MethodDraw>,
  chosen: readonly SamplingMethod[],
  left: number | null,
): MethodsRun {
  const first = chosen.map((method) => drawn.get(method)).find(Boolean);
  return {
    model,
    drawn: SAMPLING_METHODS.flatMap((method) => {
      const found = drawn.get(method);
      return found && first ? [{ ...found, method, differing: differingPixels(found.trace, first.trace) }] : [];
    }),
    pending: chosen.filter((method) => !drawn.has(method)),
    left,
  };
}

const HUES: Readonly<Record<SamplingMethod, string>> = {
  naive: "ink",
  cached: "pixelcnn-text",
  wavefront: "mdrnn-text",
  "fixed-point": "good",
};
