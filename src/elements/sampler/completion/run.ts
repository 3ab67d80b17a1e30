/** The rest of an image, drawn several times below the rows that are given. */
import { noiseFor, type DrawTrace } from "../../../engine/drawing.js";
import type { Tensor } from "../../../models/tensor.js";
import type { RunHooks } from "../../controllers/engine-run.js";
import type { DrawAndTrain } from "../engine.js";
import { sizeOfDraw } from "../draws.js";
import type { SamplerState } from "../view.js";
import type { ModelWeights } from "../weights.js";

export interface CompletionRun {
  readonly model: ModelWeights;
  /** (1, 1, H, W) as the model reads it, before it was covered. */
  readonly image: Tensor<Float32Array>;
  /** Rows that are given. */
  readonly rows: number;
  readonly trace: DrawTrace;
}

/** The image in the values that the model has: −1 and 1 where pixels are binary. */
const asRead = (image: Tensor<Float32Array>, { pixels, threshold }: SamplerState): Tensor<Float32Array> =>
  pixels === "grey"
    ? image
    : { shape: image.shape, data: image.data.map((value) => ((value + 1) / 2 >= threshold ? 1 : -1)) };

export async function runCompletion(
  { draw }: Pick<DrawAndTrain, "draw">,
  state: SamplerState,
  model: ModelWeights,
  source: Tensor<Float32Array>,
  { signal, onProgress }: Partial<RunHooks> = {},
): Promise<CompletionRun> {
  const { height, width, copies, known, seed, temperature } = state;
  const image = asRead(source, state);
  const rows = Math.round(known * height);
  const pixels = height * width;
  const values = new Float32Array(copies * pixels);
  for (let n = 0; n < copies; n++) values.set(image.data, n * pixels);
  const trace = await draw(
    {
      method: "wavefront",
      spec: model.spec,
      weights: model.weights,
      noise: noiseFor(model.spec, copies, { height, width }, seed),
      temperature,
      known: {
        values: { shape: [copies, 1, height, width], data: values },
        mask: Uint8Array.from({ length: pixels }, (_, pixel) => (Math.floor(pixel / width) < rows ? 1 : 0)),
      },
    },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  );
  return { model, image, rows, trace };
}

/** The pixels of completion `copy` after `step` pixel-steps. */
export function copyAt({ trace }: Pick<CompletionRun, "trace">, copy: number, step: number): Float32Array {
  const { pixels, channels } = sizeOfDraw(trace);
  return Float32Array.from({ length: channels * pixels }, (_, i) =>
    trace.drawnAt[i % pixels]! <= step ? trace.values.data[copy * channels * pixels + i]! : NaN,
  );
}
