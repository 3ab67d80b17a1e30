/** What is loaded when somebody wants the models to run: the engine, its shaders and its weights. */
import { randomLcg } from "d3-random";
import type { ComparisonSettings } from "../../models/comparison.js";
import { initialWeights } from "../../models/initialise.js";
import type { Tensor } from "../../models/tensor.js";
import { scheduleFor } from "../../schedule/schedules.js";
import type { Engine } from "../controllers/engine.js";
import type { RunHooks } from "../controllers/engine-run.js";
import { runsOf, type Executed } from "./runs.js";

export { runModels } from "../../engine/run-models.js";
export { EngineRun } from "../controllers/engine-run.js";

/** An image of noise with as many maps as the layers have, as in the exercise. */
const noise = ({ channels, height, width }: ComparisonSettings, seed: number): Tensor<Float32Array> => {
  const shape = [1, channels, height, width];
  const next = randomLcg(seed / 1_000_000);
  return { shape, data: Float32Array.from({ length: channels * height * width }, () => 2 * next() - 1) };
};

/** Runs them one after another and reports each as it is done. */
export async function execute(
  engine: Pick<Engine, "run">,
  settings: ComparisonSettings,
  seed: number,
  { signal, onProgress }: RunHooks,
  onRun: (run: Executed) => void,
): Promise<readonly Executed[]> {
  const x = noise(settings, seed);
  const runs = runsOf(settings);
  const executed: Executed[] = [];
  for (const [index, { id, spec, schedule, columns }] of runs.entries()) {
    const weights = initialWeights(spec, seed);
    const plan = scheduleFor(spec, schedule, settings);
    const trace = await engine.run(spec, plan, { x, weights }, { signal });
    const { steps, dispatches, milliseconds, device, adapter } = trace;
    trace.release();
    signal.throwIfAborted();
    for (const column of columns) {
      const run = { id, column, steps, dispatches, milliseconds, device, adapter };
      executed.push(run);
      onRun(run);
    }
    onProgress(index + 1, runs.length);
  }
  return executed;
}
