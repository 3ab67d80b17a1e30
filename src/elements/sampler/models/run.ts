/** Five models draw along their wavefronts, from the same noise, and what each may see. */
import { noiseFor } from "../../../engine/drawing.js";
import { coneOf, outputCells } from "../../../graph/cone.js";
import { criticalPath } from "../../../graph/critical-path.js";
import type { RunHooks } from "../../controllers/engine-run.js";
import { nextTask } from "../../controllers/slices.js";
import type { Drawn } from "../draws.js";
import type { DrawAndTrain } from "../engine.js";
import type { ContextSet } from "../pictures.js";
import { MODEL_NAMES, MODELS, wavefrontFormula, type ModelName } from "../specs.js";
import type { SamplerState } from "../view.js";
import type { ModelWeights } from "../weights.js";

interface ModelDraw extends Drawn {
  readonly name: ModelName;
  readonly source: string;
  readonly context: ContextSet;
  /** Pixels that the middle one sees. */
  readonly seen: number;
  /** Sequential steps to read a whole image, as in training: the longest chain of the model's graph. */
  readonly readingSteps: number;
}

export interface ModelsRun {
  readonly drawn: readonly ModelDraw[];
  readonly size: { readonly height: number; readonly width: number };
}

export async function runModels(
  { draw }: Pick<DrawAndTrain, "draw">,
  state: SamplerState,
  weightsOf: (model: ModelName) => Promise<ModelWeights>,
  { signal, onProgress }: Partial<RunHooks> = {},
): Promise<ModelsRun> {
  const { height, width, seed, temperature } = state;
  const drawn: ModelDraw[] = [];
  for (const [i, name] of MODEL_NAMES.entries()) {
    await nextTask();
    const { spec, weights, source } = await weightsOf(name);
    const trace = await draw(
      { method: "wavefront", spec, weights, noise: noiseFor(spec, 1, { height, width }, seed), temperature },
      {
        ...(signal && { signal }),
        onProgress: (done, total) => onProgress?.(i + done / total, MODEL_NAMES.length),
      },
    );
    const { graph, grid } = trace.plan;
    const [row, column] = [Math.floor(height / 2), Math.floor(width / 2)];
    const { pixels } = coneOf(graph.access, grid, outputCells(graph.outputs[0]!, grid, row, column));
    const { title, context, family } = MODELS[name];
    drawn.push({
      name,
      title,
      does: context,
      hue: `${family}-text`,
      trace,
      source,
      formula: wavefrontFormula(spec, { height, width }),
      context: { height, width, pixel: row * width + column, seen: pixels },
      seen: pixels.reduce((sum, flag) => sum + flag, 0),
      readingSteps: criticalPath(graph.access, grid),
    });
  }
  return { drawn, size: { height, width } };
}
