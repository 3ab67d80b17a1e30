import { normsOf, seenIn, sensitivityProbe, structureProbe, type Probe } from "../../engine/field-probe.js";
import type { SeenPixels } from "../../graph/output-field.js";
import type { ModelSpec } from "../../models/spec.js";
import type { Tensor, Tensors } from "../../models/tensor.js";
import { scheduleFor, schedulesFor } from "../../schedule/schedules.js";
import type { DeviceKind } from "../../trace/trace.js";
import type { Engine } from "../controllers/engine.js";

/** An output and what it is measured with. */
export interface Measurand {
  readonly spec: ModelSpec;
  /** The image, (1, C, H, W). */
  readonly x: Tensor<Float32Array>;
  readonly weights: Tensors;
  /** 1 or more: layers that are looked through. */
  readonly layers: number;
  readonly pixel: number;
  readonly colour?: 0 | 1 | 2;
}

const PARTS = ["spec", "x", "weights", "layers", "pixel", "colour"] as const satisfies readonly (keyof Measurand)[];

/** Whether a measurement of one is a measurement of the other. */
export const isSameMeasurand = (a: Measurand, b: Measurand): boolean => PARTS.every((part) => a[part] === b[part]);

export interface Measured {
  readonly of: Measurand;
  readonly planes: SeenPixels;
  /** By colour and pixel the norm of ∂y/∂x through the actual weights. */
  readonly norms: readonly Float32Array[];
  /** Sequential steps of the structural run, forward and backward. */
  readonly steps: readonly [forward: number, backward: number];
  readonly dispatches: number;
  readonly milliseconds: number | null;
  readonly device: DeviceKind;
  readonly adapter: string;
}

type Runner = Pick<Engine, "run">;

const run = async (engine: Runner, { spec, inputs }: Probe, signal: AbortSignal | undefined) => {
  const [, , height = 1, width = 1] = inputs.x.shape;
  const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height, width });
  const trace = await engine.run(spec, schedule, inputs, signal ? { signal } : {});
  try {
    const { backward } = trace;
    if (!backward) throw new Error("the engine ran no backward pass");
    const gradient = (await backward.gradients())["x"];
    if (!gradient) throw new Error("the engine gave no gradient of x");
    return { trace, backward, gradient };
  } finally {
    trace.release();
  }
};

/** Two runs, forward and backward: through positive weights for the set, and through the actual ones for the sensitivity. */
export const measure = async (engine: Runner, of: Measurand, signal?: AbortSignal): Promise<Measured> => {
  const { spec, x, weights, layers, pixel, colour } = of;
  const [, , height = 1, width = 1] = x.shape;
  const colours = colour === undefined ? 1 : 3;
  const structure = await run(engine, structureProbe(spec, { height, width }, layers - 1, [pixel], colour), signal);
  signal?.throwIfAborted();
  const sensitivity = await run(engine, sensitivityProbe(spec, x, weights, layers - 1, pixel, colour), signal);
  const { trace, backward, gradient } = structure;
  const milliseconds =
    trace.milliseconds === null || backward.milliseconds === null ? null : trace.milliseconds + backward.milliseconds;
  return {
    of,
    planes: seenIn(gradient, 0, colours),
    norms: normsOf(sensitivity.gradient, colours),
    steps: [trace.steps, backward.steps],
    dispatches: trace.dispatches + backward.dispatches + backward.productDispatches,
    milliseconds,
    device: trace.device,
    adapter: trace.adapter,
  };
};
