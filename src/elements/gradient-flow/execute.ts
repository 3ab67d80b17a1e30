import { drawResidualWeights, residualSignals, type PlacementName } from "../../models/residual.js";
import type { RunResidual } from "../../engine/run-residuals.js";
import type { Tensors } from "../../models/tensor.js";
import type { ResidualTrace } from "../../trace/residual-trace.js";
import type { FigureEngine } from "../figure/marks.js";
import { inSlices, nextTask } from "../controllers/slices.js";
import type { RunHooks } from "../controllers/engine-run.js";
import { specOf, type Planned, type Setup } from "./setup.js";

/** One placement with one seed, as it was executed. */
export interface Measured extends Planned, Pick<ResidualTrace, "norms" | "device" | "adapter"> {
  readonly placement: PlacementName;
  readonly steps: number;
  readonly dispatches: number;
  readonly milliseconds: number | null;
}

interface Drawn extends ReturnType<typeof residualSignals> {
  readonly seed: number;
  readonly weights: Tensors;
}

function* draw(setup: Setup, seed: number): Generator<void, Drawn> {
  const weights = yield* drawResidualWeights(specOf(setup, "plain"), seed);
  const signals = residualSignals(setup.shape, seed);
  yield;
  return { seed, weights, ...signals };
}

/** Runs them one after another and reports each as it is done; the weights of a seed are drawn once and serve all placements. */
export async function execute(
  engine: FigureEngine<RunResidual>,
  setup: Setup,
  plan: readonly Planned[],
  { signal, onProgress }: RunHooks,
  onMeasured: (measured: Measured) => void,
): Promise<void> {
  let drawn: Drawn | undefined;
  for (const [index, { placement, seed }] of plan.entries()) {
    const spec = specOf(setup, placement);
    if (drawn?.seed !== seed) drawn = await inSlices(draw(setup, seed), signal);
    const { weights, x, outputGradient }: Drawn = drawn;
    await nextTask();
    const trace = await engine.run(
      spec,
      { weights, x, outputGradient },
      { signal, onProgress: (done, total) => onProgress(index + done / total, plan.length) },
    );
    trace.release();
    signal.throwIfAborted();
    const { norms, device, adapter, steps, dispatches, milliseconds } = trace;
    onMeasured({ placement, seed, norms, device, adapter, steps, dispatches, milliseconds });
  }
}
