import { drawDigits } from "../../io/builtin-digits.js";
import { independentNats, uniformNats } from "../../training/baselines.js";
import { trainingData } from "../../training/data.js";
import { openTraining } from "../../training/run.js";
import type { FigureOf, ReadBuiltin } from "../figure/marks.js";
import { t } from "../language/t.js";
import { givenDigit, runCompletion } from "./completion/run.js";
import type { DrawAndTrain } from "./engine.js";
import { runMethods } from "./methods/run.js";
import { runModels } from "./models/run.js";
import type { Results } from "./results.js";
import { runFigure } from "./run-figure.js";
import { inputsOf, specOf } from "./specs.js";
import type { Curve } from "./training/curve.js";
import { heldOutCount, trainingSettings } from "./training/kept.js";
import type { TrainingRecord } from "./training/record.js";
import type { SamplerState, ViewName } from "./view.js";
import { weightsFor } from "./weights.js";

type Run = (
  engine: DrawAndTrain,
  state: SamplerState,
  readBuiltin?: ReadBuiltin,
) => Promise<{ readonly results: Results; readonly length: number }>;

const never = new AbortController().signal;

/** Trains anew, with the images of the seed, to the end. */
async function trained(engine: DrawAndTrain, state: SamplerState): Promise<TrainingRecord> {
  const spec = specOf(state.model, state);
  const drawing = drawDigits(state.images, state, state.weightSeed, inputsOf(state));
  let next = drawing.next();
  while (!next.done) next = drawing.next();
  const images = next.value;
  const heldOut = heldOutCount(state, images.count);
  const data = trainingData(spec, images, { seed: state.weightSeed, heldOut, threshold: state.threshold });
  const trainer = await engine.trainer();
  const settings = trainingSettings(state);
  const learning = await openTraining({ spec, data, settings, engine: async () => trainer });
  try {
    const train: number[] = [];
    const look = async (): Promise<Curve["heldOut"][number]> => ({
      step: learning.step,
      nats: (await learning.evaluate(data.heldOut)).nats,
    });
    const held = [await look()];
    while (train.length < state.steps) {
      train.push((await learning.next()).nats);
      if (train.length % state.every === 0 || train.length === state.steps) held.push(await look());
    }
    return {
      spec,
      settings,
      adapter: learning.adapter,
      images: t`built-in strokes`,
      learning: images.count - heldOut,
      heldOut,
      numbers: data.numbers,
      curve: { from: 0, train, heldOut: held },
      baselines: {
        uniform: uniformNats(spec.conditional, data.numbers),
        independent: independentNats(spec.conditional, data),
      },
      steps: state.steps,
      samples: null,
      samplesStep: 0,
    };
  } finally {
    learning.release();
  }
}

const RUN: Readonly<Record<ViewName, Run>> = {
  async methods(engine, state, readBuiltin) {
    const run = await runMethods(engine, state, await weightsFor(state.model, state, null, never, readBuiltin));
    return {
      results: { view: "methods", run },
      length: Math.max(0, ...run.drawn.map(({ trace }) => trace.pixelSteps)),
    };
  },
  async models(engine, state, readBuiltin) {
    const run = await runModels(engine, state, (model) => weightsFor(model, state, null, never, readBuiltin));
    return { results: { view: "models", run }, length: Math.max(...run.drawn.map(({ trace }) => trace.pixelSteps)) };
  },
  async training(engine, state) {
    return { results: { view: "training", run: await trained(engine, state) }, length: 0 };
  },
  async completion(engine, state, readBuiltin) {
    const model = await weightsFor(state.model, state, null, never, readBuiltin);
    const run = await runCompletion(engine, state, model, givenDigit(state));
    return { results: { view: "completion", run }, length: run.trace.pixelSteps };
  },
};

/** The view of the settings, with its clock at `at` or at its end. */
export const figureOf: FigureOf<SamplerState, DrawAndTrain> = async (state, { run }, readBuiltin) => {
  const { results, length } = await RUN[state.view](run, state, readBuiltin);
  const step = state.at < 0 ? length : Math.min(length, state.at);
  return runFigure(results, { state, step, withheld: false });
};
