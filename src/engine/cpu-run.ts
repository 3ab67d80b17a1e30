import { SweepfieldError } from "../error.js";
import { packImage } from "../kernels/channel-layout.js";
import { maskedConv } from "../kernels/masked-conv/cpu.js";
import { packPixelCnn } from "../kernels/masked-conv/layer.js";
import { cpuSweep, mdrnnCell } from "../kernels/mdrnn/cpu.js";
import { packMdrnn } from "../kernels/mdrnn/layers.js";
import type { MdrnnSpec, ModelSpec, PixelCnnSpec } from "../models/spec.js";
import type { Schedule } from "../schedule/schedule.js";
import type { Trace } from "../trace/trace.js";
import { floatsOf, layerTensor, type RunShape, type StoredLayer } from "./activations.js";
import { checkInputs } from "./inputs.js";
import type { RunInputs, RunOptions } from "./run.js";

/** The map of one layer in memory of its own buffer or a shared one. */
export interface CpuLayer extends StoredLayer {
  readonly data: Float32Array;
}

/** A run in small pieces: each `next()` works for about a millisecond and tells how many sequential steps are done. */
export interface CpuRun {
  readonly layers: readonly CpuLayer[];
  readonly shape: RunShape;
  readonly work: Generator<number, void>;
}

/** Multiply-adds between two yields: about a millisecond in one thread. */
const MACS_PER_YIELD = 500_000;

function pixelCnnRun(spec: PixelCnnSpec, schedule: Schedule, { x, weights }: RunInputs, shape: RunShape): CpuRun {
  const packed = packPixelCnn(spec, weights);
  const image = new Float32Array(shape.batch * shape.height * shape.width * packed[0]!.input.groups * 4);
  packImage(packed[0]!.input, x.shape, x.data, image);
  const layers = packed.map(({ output }) => {
    const stored = { layout: output, offset: 0 };
    return { ...stored, data: new Float32Array(floatsOf(stored, shape)) };
  });
  function* work(): Generator<number, void> {
    for (let step = 0; step < schedule.length; step++) {
      const layer = packed[step]!;
      const below = step === 0 ? image : layers[step - 1]!.data;
      const chunk = Math.max(1, Math.floor(MACS_PER_YIELD / Math.max(1, layer.macsPerPixel)));
      const width = schedule.width(step);
      for (let n = 0; n < shape.batch; n++) {
        for (let first = 0; first < width; first += chunk) {
          maskedConv(layer, below, layers[step]!.data, shape, n, first, Math.min(chunk, width - first));
          yield step;
        }
      }
      yield step + 1;
    }
  }
  return { layers, shape, work: work() };
}

function mdrnnRun(spec: MdrnnSpec, schedule: Schedule, { x, weights }: RunInputs, shape: RunShape): CpuRun {
  const packed = packMdrnn(spec, weights, { batch: shape.batch, pixels: shape.height * shape.width });
  const sweep = cpuSweep(packed, shape);
  const h = new Float32Array(packed.activations);
  packImage(packed.layers[0]!.input, x.shape, x.data, h);
  const macsPerCell = Math.max(1, ...packed.layers.map((layer) => layer.macsPerCell)) * shape.batch;
  const chunk = Math.max(1, Math.floor(MACS_PER_YIELD / macsPerCell));
  function* work(): Generator<number, void> {
    let cells = 0;
    for (let step = 0; step < schedule.length; step++) {
      const width = schedule.width(step);
      for (let i = 0; i < width; i++) {
        const cell = schedule.cell(step, i);
        for (let n = 0; n < shape.batch; n++) mdrnnCell(sweep, h, n, cell);
        if (++cells % chunk === 0) yield step;
      }
    }
    yield schedule.length;
  }
  const layers = packed.layers.map(({ output, target }) => ({ layout: output, offset: target, data: h }));
  return { layers, shape, work: work() };
}

/** Checks the inputs and prepares a run; nothing is computed before `work` is advanced. */
export function prepareCpuRun(spec: ModelSpec, schedule: Schedule, inputs: RunInputs): CpuRun {
  const shape = checkInputs(spec, schedule, inputs);
  return spec.kind === "pixelcnn"
    ? pixelCnnRun(spec, schedule, inputs, shape)
    : mdrnnRun(spec, schedule, inputs, shape);
}

/** Lets events in between two slices; a message comes back sooner than the 4 ms of a nested timeout. */
const pause = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

const SLICE_MS = 10;

/** Drives a run in slices of about 10 ms; gives the steps executed and the milliseconds spent in them. */
export async function driveCpuRun(
  run: CpuRun,
  total: number,
  { signal, onProgress }: RunOptions,
): Promise<{ steps: number; milliseconds: number }> {
  let steps = 0;
  let milliseconds = 0;
  for (;;) {
    if (signal?.aborted) throw new SweepfieldError("cancelled", "the run was cancelled");
    const started = performance.now();
    let done = false;
    while (!done && performance.now() - started < SLICE_MS) {
      const next = run.work.next();
      done = next.done === true;
      if (!next.done) steps = next.value;
    }
    milliseconds += performance.now() - started;
    onProgress?.(steps, total);
    if (done) return { steps, milliseconds };
    await pause();
  }
}

/** What a finished CPU run left, wherever it ran. */
export interface CpuResult {
  readonly layers: readonly CpuLayer[];
  readonly shape: RunShape;
  readonly steps: number;
  readonly milliseconds: number;
}

export const CPU_ADAPTER = "CPU (JavaScript, one thread)";

export function cpuTrace(spec: ModelSpec, schedule: Schedule, result: CpuResult): Trace {
  let layers: readonly CpuLayer[] | undefined = result.layers;
  const layerAt = (index: number): CpuLayer => {
    if (!layers) throw new SweepfieldError("usage", "this trace was released; run again");
    const layer = layers[index];
    if (!layer) throw new RangeError(`layer ${index} of ${layers.length}`);
    return layer;
  };
  return {
    spec,
    schedule,
    device: "cpu",
    adapter: CPU_ADAPTER,
    steps: result.steps,
    dispatches: 0,
    milliseconds: result.milliseconds,
    timing: "wall clock",
    async activations(index) {
      const layer = layerAt(index);
      return layerTensor(layer, result.shape, layer.data.subarray(layer.offset));
    },
    async cellMeans() {
      const pixels = result.shape.height * result.shape.width;
      const means = new Float32Array(spec.layers.length * pixels);
      for (let l = 0; l < spec.layers.length; l++) {
        const { layout, offset, data } = layerAt(l);
        const slots = layout.groups * 4;
        for (let p = 0; p < pixels; p++) {
          let sum = 0;
          for (let j = 0; j < slots; j++) sum += data[offset + p * slots + j]!;
          means[l * pixels + p] = sum / layout.channels;
        }
      }
      return means;
    },
    release() {
      layers = undefined;
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
  const run = prepareCpuRun(spec, schedule, inputs);
  const record = await driveCpuRun(run, schedule.length, options);
  return cpuTrace(spec, schedule, { layers: run.layers, shape: run.shape, ...record });
}
