/** Drawing images from a model, as both engines do it: what is asked, what is prepared, what comes back. */
import { SweepfieldError } from "../error.js";
import {
  drawingProgramInSlices,
  multiplyAddsAt,
  packColours,
  type DrawingProgram,
} from "../kernels/sampling/program.js";
import { frozenNoise } from "../models/noise.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { samplingPlanInSlices, type SamplingMethod, type SamplingPlan } from "../schedule/sampling.js";
import { columnOf, layerOf, rowOf } from "../schedule/schedule.js";
import type { DeviceKind, SweepRecord } from "../trace/trace.js";
import { refuseNonFinite } from "./inputs.js";
import type { Sliced } from "../graph/slices.js";
import type { RunOptions } from "./run.js";
import type { TrainableSpec } from "../models/spec.js";

export interface DrawRequest {
  readonly method: SamplingMethod;
  readonly spec: TrainableSpec;
  readonly weights: Tensors;
  /** Standard noise (N, C, H, W), which also says how many images of which size (models/noise.ts). */
  readonly noise: Tensor<Float32Array>;
  /** Scales the noise: 1 draws from the model, 0 takes the likeliest value of every conditional. */
  readonly temperature?: number;
  /** An image to be completed: (N, C, H, W), and 1 for every pixel (H · W, row by row) that is given and stays. */
  readonly known?: { readonly values: Tensor<Float32Array>; readonly mask: Uint8Array };
}

/** Standard noise for `count` images, by a seed. */
export const noiseFor = (
  { conditional, inputs }: TrainableSpec,
  count: number,
  { height, width }: { readonly height: number; readonly width: number },
  seed: number,
): Tensor<Float32Array> => frozenNoise(conditional, [count, inputs, height, width], seed);

/** What a run of a plan left: plain data, so that a worker can hand it over. */
export interface DrawResult {
  /** (N, C, H, W), in [−1, 1] but for a Gaussian without levels. */
  readonly values: Float32Array;
  /** Pixel-steps that were executed; of fixed-point all sweeps, the one that found no change included. */
  readonly pixelSteps: number;
  readonly run: SweepRecord;
  /** Of fixed-point: the images after every sweep. */
  readonly sweeps: readonly Float32Array[];
}

/** The record of drawing one batch. `steps` of the record are the matvec steps: sequential steps of matrix-vector products. */
export interface DrawTrace extends SweepRecord {
  readonly method: SamplingMethod;
  readonly plan: SamplingPlan;
  readonly device: DeviceKind;
  readonly adapter: string;
  readonly values: Tensor<Float32Array>;
  readonly pixelSteps: number;
  readonly matvecSteps: number;
  /** Of one image: cells that were computed, each time anew, and multiply-adds of their taps inside the image. */
  readonly cells: number;
  readonly multiplyAdds: number;
  /** By colour · H · W + pixel, the pixel-step of the first image that drew its final value; 0 where it was known. */
  readonly drawnAt: Int32Array;
  /** Of fixed-point: the images after every sweep. */
  readonly sweeps: readonly Float32Array[];
}

/**
 * Draws a batch of images. `onProgress` tells the pixel-steps, `onPart` shows the images (N, C, H, W) as far as they are drawn.
 * Throws shape-invalid, weights-invalid, spec-invalid, usage, engine-failed, device-lost or cancelled.
 */
export type DrawImages = (request: DrawRequest, options?: RunOptions) => Promise<DrawTrace>;

export interface PreparedDrawing {
  readonly plan: SamplingPlan;
  readonly program: DrawingProgram;
  readonly shape: { readonly batch: number; readonly height: number; readonly width: number };
  /** The images before anything is drawn, and the scaled noise, both laid out as the program wants them. */
  readonly images: Float32Array<ArrayBuffer>;
  readonly noise: Float32Array<ArrayBuffer>;
}

const invalid = (message: string): SweepfieldError => new SweepfieldError("shape-invalid", message);

function checkRequest({ spec, noise, temperature = 1, known }: DrawRequest): void {
  const { shape, data } = noise;
  if (shape.length !== 4 || shape[1] !== spec.inputs || sizeOf(shape) !== data.length || data.length === 0)
    throw invalid(
      `the noise has shape (${shape.join(", ")}) and ${data.length} numbers; this model draws (N, ${spec.inputs}, H, W)`,
    );
  refuseNonFinite("the noise", noise);
  if (!(temperature >= 0 && Number.isFinite(temperature)))
    throw new SweepfieldError("usage", `temperature is ${temperature}; use a number from 0`);
  if (!known) return;
  if (known.values.shape.join() !== shape.join() || known.values.data.length !== data.length)
    throw invalid(
      `the image to complete has shape (${known.values.shape.join(", ")}), the noise (${shape.join(", ")})`,
    );
  refuseNonFinite("the image to complete", known.values);
  if (known.mask.length !== shape[2]! * shape[3]!)
    throw invalid(
      `the mask has ${known.mask.length} entries; give one for each of the ${shape[2]! * shape[3]!} pixels`,
    );
}

/**
 * Checks a request, plans it and lays it out, in slices; nothing is computed. Throws shape-invalid, weights-invalid, spec-invalid,
 * usage.
 */
export function* prepareDrawing(request: DrawRequest): Sliced<PreparedDrawing> {
  checkRequest(request);
  const { method, spec, weights, noise, temperature = 1, known } = request;
  const [batch, , height, width] = noise.shape as [number, number, number, number];
  const plan = yield* samplingPlanInSlices(spec, method, { height, width }, known ? { known: known.mask } : {});
  const program = yield* drawingProgramInSlices(spec, plan.graph, weights, batch * height * width);
  const { conditional } = spec;
  const start = conditional.kind === "bernoulli" ? -1 : 0;
  const pixels = height * width;
  const before = Float32Array.from(noise.data, (_, i) =>
    known?.mask[i % pixels] === 1 ? known.values.data[i]! : start,
  );
  const scale = temperature * (conditional.kind === "gaussian" ? conditional.sigma : 1);
  return {
    plan,
    program,
    shape: { batch, height, width },
    images: packColours(program, noise.shape, before),
    noise: packColours(
      program,
      noise.shape,
      noise.data.map((value) => value * scale),
    ),
  };
}

/** Cells and multiply-adds of the first `steps` pixel-steps. */
function* workOf(
  { plan, program, shape }: PreparedDrawing,
  steps: number,
): Sliced<{ cells: number; multiplyAdds: number }> {
  const of = (levels: readonly Uint32Array[]): { cells: number; multiplyAdds: number } => {
    let cells = 0;
    let multiplyAdds = 0;
    for (const level of levels) {
      cells += level.length;
      for (const cell of level) {
        const [row, column] = [rowOf(plan.grid, cell), columnOf(plan.grid, cell)];
        multiplyAdds += multiplyAddsAt(plan.graph, program, layerOf(plan.grid, cell), row, column, shape);
      }
    }
    return { cells, multiplyAdds };
  };
  // naive and fixed-point recompute one and the same list
  const seen = new Map<readonly Uint32Array[], ReturnType<typeof of>>();
  const total = { cells: 0, multiplyAdds: 0 };
  for (let i = 0; i < steps; i++) {
    yield;
    const { levels } = plan.step(i);
    const work = seen.get(levels) ?? of(levels);
    seen.set(levels, work);
    total.cells += work.cells;
    total.multiplyAdds += work.multiplyAdds;
  }
  return total;
}

/** By colour · H · W + pixel, the sweep that last changed the first image. */
const lastChange = (
  { plan, shape }: PreparedDrawing,
  channels: number,
  sweeps: readonly Float32Array[],
): Int32Array => {
  const pixels = shape.height * shape.width;
  const { colours } = plan.graph;
  const last = plan.stepOf.map((step) => (step > 0 ? 1 : 0));
  for (let s = 1; s < sweeps.length; s++) {
    for (let i = 0; i < channels * pixels; i++) {
      if (sweeps[s]![i] !== sweeps[s - 1]![i]) last[(Math.floor(i / pixels) % colours) * pixels + (i % pixels)] = s + 1;
    }
  }
  return last;
};

/** The record of what was drawn, in slices. */
export function* drawTrace(
  request: DrawRequest,
  prepared: PreparedDrawing,
  { values, pixelSteps, run, sweeps }: DrawResult,
  device: DeviceKind,
  adapter: string,
): Sliced<DrawTrace> {
  const { plan } = prepared;
  const isFixedPoint = request.method === "fixed-point";
  return {
    ...run,
    method: request.method,
    plan,
    device,
    adapter,
    values: { shape: request.noise.shape, data: values },
    pixelSteps,
    matvecSteps: run.steps,
    ...(yield* workOf(prepared, pixelSteps)),
    drawnAt: isFixedPoint ? lastChange(prepared, request.spec.inputs, sweeps) : plan.stepOf,
    sweeps,
  };
}

/** Milliseconds between two pictures of a drawing that goes on. */
export const PICTURE_MS = 30;

/** Whether a sweep changed nothing. */
export const isSame = (a: Float32Array, b: Float32Array): boolean => a.every((value, i) => value === b[i]);
