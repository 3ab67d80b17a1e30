import { accessMap, layerOutputs } from "../../graph/access.js";
import type { AccessMap } from "../../graph/access.js";
import { initialWeights } from "../../models/initialise.js";
import { layerChannels } from "../../models/layers.js";
import type { Tensor, Tensors } from "../../models/tensor.js";
import { stepFormula } from "../../schedule/formulas.js";
import type { Schedule } from "../../schedule/schedule.js";
import { scheduleFor } from "../../schedule/schedules.js";
import type { DeviceKind, SweepRecord, Trace } from "../../trace/trace.js";
import type { Engine } from "../controllers/engine.js";
import { scheduleNameOf, specOf } from "./model.js";
import type { SweepSpec, WavefrontState } from "./model.js";

/** One way through the cells: what was executed, in which order, and what stands in every cell afterwards. */
export interface Pass {
  readonly plan: Schedule;
  readonly record: SweepRecord;
  /** By cell: the mean activation, or the mean of dL/d pre-activation. */
  readonly means: Float32Array;
  /** By map: the largest |mean|, which the ends of the colour ramp stand for. */
  readonly scales: Float32Array;
}

/** The vectors of every map, read back once for the formulas. */
export interface Vectors {
  /** By map, (1, k, H, W). */
  readonly values: readonly Tensor<Float32Array>[];
  /** By map, (1, parts · k, H, W). */
  readonly deltas: readonly Tensor<Float32Array>[];
}

/** One executed sweep, forward and backward, as the pictures and the numbers read it. */
export interface Sweep {
  readonly spec: SweepSpec;
  readonly access: AccessMap;
  readonly x: Tensor<Float32Array>;
  readonly weights: Tensors;
  readonly outputGradient: Tensor<Float32Array>;
  readonly forward: Pass;
  readonly backward: Pass;
  readonly vectors: Vectors;
  /** Steps by the closed form, as text and number. */
  readonly formula: { readonly text: string; readonly steps: number };
  readonly device: DeviceKind;
  readonly adapter: string;
}

/** All that decides a run. */
export interface SweepRequest {
  readonly state: WavefrontState;
  readonly x: Tensor<Float32Array>;
  readonly device: WavefrontState["device"];
}

/** dL/d output: 1 everywhere, or at the last pixel only. */
const gradientOfLoss = (
  spec: SweepSpec,
  height: number,
  width: number,
  loss: WavefrontState["loss"],
): Tensor<Float32Array> => {
  const channels = layerChannels(spec).at(-1)!.outputs;
  const pixels = height * width;
  const data = new Float32Array(channels * pixels);
  if (loss === "all") data.fill(1);
  else for (let k = 0; k < channels; k++) data[(k + 1) * pixels - 1] = 1;
  return { shape: [1, channels, height, width], data };
};

/** The largest |mean| of every map. */
export const scalesOf = (means: Float32Array, maps: number): Float32Array => {
  const size = means.length / maps;
  return Float32Array.from({ length: maps }, (_, map) =>
    means.subarray(map * size, (map + 1) * size).reduce((most, mean) => Math.max(most, Math.abs(mean)), 0),
  );
};

/** Runs a sweep forward and backward and reads back what is shown of it. */
export async function runSweep(
  engine: Pick<Engine, "run">,
  state: WavefrontState,
  x: Tensor<Float32Array>,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Sweep> {
  const [, inputs = 1, height = 1, width = 1] = x.shape;
  const spec = specOf(state, inputs);
  const access = accessMap(spec);
  const name = scheduleNameOf(spec, state.order);
  const plan = scheduleFor(spec, name, { height, width });
  const weights = initialWeights(spec, state.seed);
  const outputGradient = gradientOfLoss(spec, height, width, state.loss);
  const trace = await engine.run(spec, plan, { x, weights, outputGradient }, options);
  try {
    const formula = stepFormula(spec, name);
    const [forward, backward] = await passesOf(trace, plan);
    return {
      spec,
      access,
      x,
      weights,
      outputGradient,
      forward,
      backward,
      vectors: await vectorsOf(trace, access.length),
      formula: { text: formula.text, steps: formula.value({ height, width }) },
      device: trace.device,
      adapter: trace.adapter,
    };
  } finally {
    trace.release();
  }
}

async function passesOf(trace: Trace, plan: Schedule): Promise<readonly [Pass, Pass]> {
  const { backward } = trace;
  if (!backward) throw new Error("the engine gave no backward pass");
  const maps = plan.grid.layers;
  const record = ({ steps, dispatches, milliseconds, timing }: SweepRecord): SweepRecord => ({
    steps,
    dispatches,
    milliseconds,
    timing,
  });
  const [means, deltas] = [await trace.cellMeans(), await backward.cellMeans()];
  return [
    { plan, record: record(trace), means, scales: scalesOf(means, maps) },
    { plan: backward.schedule, record: record(backward), means: deltas, scales: scalesOf(deltas, maps) },
  ];
}

async function vectorsOf(trace: Trace, maps: number): Promise<Vectors> {
  const values: Tensor<Float32Array>[] = [];
  const deltas: Tensor<Float32Array>[] = [];
  for (let map = 0; map < maps; map++) {
    values.push(await trace.mapValues(map));
    deltas.push(await trace.backward!.deltas(map));
  }
  return { values, deltas };
}

/** The maps whose sum the last layer puts out, each at its offset: where dL/d output enters. */
export const outputsOf = ({ spec }: Pick<Sweep, "spec">) => layerOutputs(spec).at(-1)!;
