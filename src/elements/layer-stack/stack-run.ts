import { gpuCellMeans } from "../../engine/gpu-cell-means.js";
import type { GpuCellMeans } from "../../engine/gpu-cell-means.js";
import { rgbaFromTensor } from "../../io/pixels.js";
import { initialWeights } from "../../models/initialise.js";
import type { Tensor } from "../../models/tensor.js";
import { scheduleFor, schedulesFor } from "../../schedule/schedules.js";
import type { Trace } from "../../trace/trace.js";
import type { Engine } from "../controllers/engine.js";
import type { StackModel } from "./model.js";

export interface StackRequest {
  readonly model: StackModel;
  readonly x: Tensor<Float32Array>;
  readonly seed: number;
  readonly device: "auto" | "cpu";
  /** The file's name of the reader's own image. */
  readonly ownImage: string | null;
}

/** What came of a run: on the GPU the cell means stay there, on the processor they are here. */
export interface StackResult {
  readonly request: StackRequest;
  readonly trace: Trace;
  readonly gpu: GpuCellMeans | null;
  readonly means: Float32Array | null;
  /** The image as RGBA words. */
  readonly image: Uint32Array;
}

/** Runs the stack forward, with the fewest steps, and computes what its picture is drawn from. The result has to be released. */
export async function runStack(
  engine: Pick<Engine, "run">,
  request: StackRequest,
  signal?: AbortSignal,
): Promise<StackResult> {
  const {
    model: { spec, grid },
    x,
    seed,
  } = request;
  const schedule = scheduleFor(spec, schedulesFor(spec)[0] ?? "layers", grid);
  const trace = await engine.run(spec, schedule, { x, weights: initialWeights(spec, seed) }, signal ? { signal } : {});
  let gpu: GpuCellMeans | null = null;
  try {
    const image = new Uint32Array(rgbaFromTensor(x).buffer);
    gpu = await gpuCellMeans(trace);
    const means = gpu ? null : await trace.cellMeans();
    signal?.throwIfAborted();
    return { request, trace, gpu, means, image };
  } catch (error) {
    gpu?.release();
    trace.release();
    throw error;
  }
}

/** The mean of every cell, read back where the GPU has it. */
export const meansOf = async ({ means, trace }: StackResult): Promise<Float32Array> =>
  means ?? (await trace.cellMeans());

export function releaseStack(result: StackResult | null): void {
  result?.gpu?.release();
  result?.trace.release();
}
