import { SweepfieldError } from "../error.js";
import { layoutOfParts, unpackImage } from "../kernels/channel-layout.js";
import type { ModelSpec } from "../models/spec.js";
import type { Tensor, Tensors } from "../models/tensor.js";
import type { OutputTerm } from "../models/maps.js";
import { reversed } from "../schedule/reversed.js";
import type { Schedule, ScheduleName } from "../schedule/schedule.js";
import { scheduleFor } from "../schedule/schedules.js";
import type { SweepRecord, Trace } from "../trace/trace.js";
import { sumOfTerms, type RunShape } from "./activations.js";
import { cellModel, pixelCnnModel, type CpuMap, type CpuModel, type CpuSweep } from "./cpu-model.js";
import { checkInputs } from "./inputs.js";
import type { RunInputs, RunOptions } from "./run.js";
import { cancelled, isDue, rest } from "./slices.js";

/** Checks the inputs and prepares a run; nothing is computed before its sweeps are advanced. */
export function prepareCpuRun(
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
): { model: CpuModel; shape: RunShape } {
  const shape = checkInputs(spec, schedule, inputs);
  const model =
    spec.kind === "pixelcnn" ? pixelCnnModel(spec, schedule, inputs, shape) : cellModel(spec, schedule, inputs, shape);
  return { model, shape };
}

/** Drives a sweep in slices of about 10 ms; gives the steps executed and the milliseconds spent in them. */
export async function driveSweep(
  sweep: CpuSweep,
  { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: (steps: number) => void },
): Promise<SweepRecord> {
  let steps = 0;
  let milliseconds = 0;
  for (;;) {
    if (isDue()) await rest();
    if (signal?.aborted) throw cancelled();
    const started = performance.now();
    let done = false;
    do {
      const next = sweep.next();
      done = next.done === true;
      if (!next.done) steps = next.value;
    } while (!done && !isDue());
    milliseconds += performance.now() - started;
    onProgress?.(steps);
    if (done) return { steps, dispatches: 0, milliseconds, timing: "wall clock" };
  }
}

/** What a finished CPU run left, wherever it ran: plain data, so that a worker can hand it over. */
export interface CpuResult {
  readonly shape: RunShape;
  readonly maps: readonly CpuMap[];
  readonly outputs: readonly (readonly OutputTerm[])[];
  readonly forward: SweepRecord;
  readonly backward: {
    readonly record: SweepRecord;
    readonly deltas: readonly CpuMap[];
    readonly gradients: Tensors;
  } | null;
}

/** Runs a prepared model forward and, where it was prepared for it, backward. Progress counts both together. */
export async function driveCpuRun(
  { model, shape }: ReturnType<typeof prepareCpuRun>,
  schedule: Schedule,
  { signal, onProgress }: RunOptions,
): Promise<CpuResult> {
  const total = schedule.length * (model.backward ? 2 : 1);
  const forward = await driveSweep(model.forward, { signal, onProgress: (steps) => onProgress?.(steps, total) });
  let backward: CpuResult["backward"] = null;
  if (model.backward) {
    const { sweep, ofImage, ofWeights, deltas, gradients } = model.backward;
    const told = (steps: number) => onProgress?.(schedule.length + steps, total);
    const record = await driveSweep(sweep, { signal, onProgress: told });
    await driveSweep(ofImage, { signal });
    await driveSweep(ofWeights, { signal });
    backward = { record, deltas, gradients: gradients() };
  }
  return { shape, maps: model.maps, outputs: model.outputs, forward, backward };
}

/** A run as plain data: the schedule by its name. */
export interface ModelJob {
  readonly spec: ModelSpec;
  readonly schedule: ScheduleName;
  readonly inputs: RunInputs;
}

export async function doModelJob({ spec, schedule, inputs }: ModelJob, options: RunOptions): Promise<CpuResult> {
  const [, , height = 0, width = 0] = inputs.x.shape;
  const plan = scheduleFor(spec, schedule, { height, width });
  return driveCpuRun(prepareCpuRun(spec, plan, inputs), plan, options);
}

export const CPU_ADAPTER = "CPU (JavaScript, one thread)";

/** The mean over the numbers at every position of every map, first image of the batch. */
function meansOf(maps: readonly CpuMap[], pixels: number): Float32Array {
  const means = new Float32Array(maps.length * pixels);
  maps.forEach(({ data, offset, layout, parts }, m) => {
    const slots = layout.groups * 4 * parts;
    for (let p = 0; p < pixels; p++) {
      let sum = 0;
      for (let j = 0; j < slots; j++) sum += data[offset + p * slots + j]!;
      means[m * pixels + p] = sum / (layout.channels * parts);
    }
  });
  return means;
}

/** One map as a tensor (N, parts · C, H, W). */
function tensorOf(maps: readonly CpuMap[], index: number, { batch, height, width }: RunShape): Tensor<Float32Array> {
  const map = maps[index];
  if (!map) throw new RangeError(`map ${index} of ${maps.length}`);
  const layout = layoutOfParts(map.layout, map.parts);
  const shape = [batch, layout.channels, height, width];
  return { shape, data: unpackImage(layout, shape, map.data, map.offset) };
}

export function cpuTrace(spec: ModelSpec, schedule: Schedule, result: CpuResult): Trace {
  let kept: CpuResult | undefined = result;
  const data = (): CpuResult => {
    if (!kept) throw new SweepfieldError("usage", "this trace was released; run again");
    return kept;
  };
  const { height, width } = result.shape;
  return {
    spec,
    schedule,
    device: "cpu",
    adapter: CPU_ADAPTER,
    ...result.forward,
    async activations(layer) {
      const terms = data().outputs[layer];
      if (!terms) throw new RangeError(`layer ${layer} of ${data().outputs.length}`);
      return sumOfTerms(
        terms,
        terms.map(({ map }) => tensorOf(data().maps, map, result.shape)),
      );
    },
    mapValues: async (map) => tensorOf(data().maps, map, result.shape),
    cellMeans: async () => meansOf(data().maps, height * width),
    backward: result.backward && {
      schedule: reversed(schedule),
      ...result.backward.record,
      productDispatches: 0,
      gradients: async () => data().backward!.gradients,
      deltas: async (map) => tensorOf(data().backward!.deltas, map, result.shape),
      cellMeans: async () => meansOf(data().backward!.deltas, height * width),
    },
    release() {
      kept = undefined;
    },
  };
}

/**
 * Runs a model on this thread, yielding to events about every 10 ms. Same record as runOnGpu, with no dispatches.
 * Throws shape-invalid, weights-invalid or cancelled.
 */
export async function runOnCpu(
  spec: ModelSpec,
  schedule: Schedule,
  inputs: RunInputs,
  options: RunOptions = {},
): Promise<Trace> {
  const result = await driveCpuRun(prepareCpuRun(spec, schedule, inputs), schedule, options);
  return cpuTrace(spec, schedule, result);
}
