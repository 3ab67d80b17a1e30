import type { TrainableSpec } from "../../../models/spec.js";
import type { Tensor } from "../../../models/tensor.js";
import type { TrainingSettings } from "../../../training/run.js";
import type { Baselines, Curve } from "./curve.js";
import type { TrainingSession } from "./session.js";

/** How a run of training went, as far as it is. */
export interface TrainingRecord {
  readonly spec: TrainableSpec;
  readonly settings: TrainingSettings;
  readonly adapter: string;
  /** Where the images come from, in a few words. */
  readonly images: string;
  /** How many images there are to learn from, and how many are held out. */
  readonly learning: number;
  readonly heldOut: number;
  /** Numbers of an image. */
  readonly numbers: number;
  readonly curve: Curve;
  readonly baselines: Baselines | null;
  /** Steps in all. */
  readonly steps: number;
  /** (n, C, H, W), drawn from the model as it was at `samplesStep`. */
  readonly samples: Tensor<Float32Array> | null;
  readonly samplesStep: number;
}

/** Null before a run is open. */
export function recordOf(
  { plan, adapter, curve, baselines, samples, samplesStep }: TrainingSession,
  images: string,
): TrainingRecord | null {
  if (!plan) return null;
  const { spec, data, settings, steps } = plan;
  return {
    spec,
    settings,
    adapter,
    images,
    learning: data.train.length,
    heldOut: data.heldOut.length,
    numbers: data.numbers,
    curve: { ...curve, train: [...curve.train], heldOut: [...curve.heldOut] },
    baselines,
    steps,
    samples,
    samplesStep,
  };
}
