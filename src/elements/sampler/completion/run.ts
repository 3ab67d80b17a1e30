/** The rest of an image, drawn several times below the rows that are given. */
import { noiseFor, type DrawTrace } from "../../../engine/drawing.js";
import { colouredDigit } from "../../../io/builtin-digits.js";
import { builtinImage } from "../../../io/builtin-images.js";
import { greyOf, rgbOf } from "../../../io/pixels.js";
import type { Tensor } from "../../../models/tensor.js";
import type { RunHooks } from "../../controllers/engine-run.js";
import type { DrawAndTrain } from "../engine.js";
import { sizeOfDraw } from "../draws.js";
import { inputsOf } from "../specs.js";
import type { SamplerState } from "../view.js";
import type { ModelWeights } from "../weights.js";

export interface CompletionRun {
  readonly model: ModelWeights;
  /** (1, C, H, W) as the model reads it, before it was covered. */
  readonly image: Tensor<Float32Array>;
  /** Rows that are given. */
  readonly rows: number;
  readonly trace: DrawTrace;
}

/** The image in the channels and values that the model has: −1 and 1 where pixels are binary. */
function asRead(source: Tensor<Float32Array>, state: SamplerState): Tensor<Float32Array> {
  const image = inputsOf(state) === 3 ? rgbOf(source) : greyOf(source);
  if (state.pixels === "levels") return image;
  return { shape: image.shape, data: image.data.map((value) => ((value + 1) / 2 >= state.threshold ? 1 : -1)) };
}

/** The image until the reader gives one: the digit of the noise's seed, as the built-in data have it. */
export const givenDigit = (state: SamplerState): Tensor<Float32Array> =>
  inputsOf(state) === 3 ? colouredDigit(state, state.seed) : builtinImage("digit", state, state.seed);

export async function runCompletion(
  { draw }: Pick<DrawAndTrain, "draw">,
  state: SamplerState,
  model: ModelWeights,
  source: Tensor<Float32Array>,
  { signal, onProgress }: Partial<RunHooks> = {},
): Promise<CompletionRun> {
  const { height, width, copies, known, seed, temperature } = state;
  const image = asRead(source, state);
  const numbers = image.data.length;
  const rows = Math.round(known * height);
  const pixels = height * width;
  const values = new Float32Array(copies * numbers);
  for (let n = 0; n < copies; n++) values.set(image.data, n * numbers);
  const trace = await draw(
    {
      method: "wavefront",
      spec: model.spec,
      weights: model.weights,
      noise: noiseFor(model.spec, copies, { height, width }, seed),
      temperature,
      known: {
        values: { shape: [copies, inputsOf(state), height, width], data: values },
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
  const { colours } = trace.plan.graph;
  const drawnAt = (i: number): number => trace.drawnAt[(Math.floor(i / pixels) % colours) * pixels + (i % pixels)]!;
  return Float32Array.from({ length: channels * pixels }, (_, i) =>
    drawnAt(i) <= step ? trace.values.data[copy * channels * pixels + i]! : NaN,
  );
}
