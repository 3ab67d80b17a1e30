import { SweepfieldError } from "../error.js";
import { withBuffers, type Buffers } from "./buffers.js";
import { costModel } from "./cost.js";
import { deviceLostError, type GpuSession } from "./device.js";
import { unlessLost } from "./loss.js";
import { sharedLayouts, type CompiledKernel } from "./pipelines.js";
import { openRanges } from "./ranges.js";
import { openTimer } from "./timestamps.js";

/** A kernel with its buffers bound. */
export interface BoundKernel {
  readonly compiled: CompiledKernel;
  readonly buffers: GPUBindGroup;
  readonly stamp?: GPUBindGroup;
}

/** One piece of a step: items first … first + count − 1 of a bound kernel. */
export interface StepWork {
  readonly kernel: BoundKernel;
  readonly first: number;
  readonly count: number;
  /** The step that the shader reads in its range, where it is not that of the plan. */
  readonly named?: number;
}

/** What the runner executes: sequential steps, each of one or more pieces that do not depend on one another. */
export interface Plan {
  readonly label: string;
  readonly steps: number;
  work(step: number): readonly StepWork[];
}

export interface RunRecord {
  /** Sequential steps of which every piece was encoded and has finished. */
  readonly steps: number;
  readonly dispatches: number;
  readonly milliseconds: number | null;
  readonly timing: "gpu timestamps" | "wall clock" | "none";
}

export interface RunnerOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (stepsDone: number, stepsTotal: number) => void;
}

const MAX_DISPATCHES = 2000;
/** Predicted milliseconds of one submit: well under the 100 that are allowed, since predictions err. */
const SLICE_MS = 50;
const ENCODE_MS = 10;

export function bindKernel(compiled: CompiledKernel, device: GPUDevice, buffers: readonly GPUBuffer[]): BoundKernel {
  return {
    compiled,
    buffers: device.createBindGroup({
      label: compiled.kernel.shader.label,
      layout: compiled.buffers,
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    }),
  };
}

interface Piece extends StepWork {
  readonly named: number;
  readonly step: number;
  readonly lastOfStep: boolean;
  readonly macs: number;
}

/** The plan as pieces, none of which is predicted to fill more than a slice. */
function* piecesOf(plan: Plan, device: GPUDevice): Generator<Piece> {
  const cost = costModel(device);
  const maxWorkgroups = device.limits.maxComputeWorkgroupsPerDimension;
  for (let step = 0; step < plan.steps; step++) {
    const works = plan.work(step).filter((work) => work.count > 0);
    // a step without cells still passes: the piece after it carries its count
    for (const [index, { kernel, first, count, named = step }] of works.entries()) {
      const { macsPerItem, workgroups } = kernel.compiled.kernel;
      for (let done = 0; done < count;) {
        const rest = count - done;
        const byTime = Math.floor((rest * SLICE_MS) / cost.predict(1, rest * macsPerItem));
        const wide = workgroups(rest)[0];
        const byGrid = wide > maxWorkgroups ? Math.floor((rest * maxWorkgroups) / wide) - 64 : rest;
        const size = Math.max(1, Math.min(rest, byTime, byGrid));
        yield {
          kernel,
          first: first + done,
          count: size,
          step,
          named,
          lastOfStep: index === works.length - 1 && done + size === count,
          macs: size * macsPerItem,
        };
        done += size;
      }
    }
  }
}

/**
 * Encodes and submits a plan: one compute pass and one submit per slice of at most ~50 ms (predicted) and 2,000 dispatches.
 * Between slices it reports progress and looks at the signal; a step too big for a slice becomes several dispatches.
 * Rejects with cancelled, device-lost or engine-failed.
 */
export const runPlan = (session: GpuSession, plan: Plan, options: RunnerOptions = {}): Promise<RunRecord> =>
  withBuffers(session.device, (own) => runSlices(session, plan, options, own));

async function runSlices(session: GpuSession, plan: Plan, options: RunnerOptions, own: Buffers): Promise<RunRecord> {
  const { device } = session;
  const cost = costModel(device);
  const room = Math.min(MAX_DISPATCHES, Math.max(64, 4 * plan.steps));
  const ranges = openRanges(own, sharedLayouts(device).range, plan.label, room);
  const timer = openTimer(own);
  const pieces = piecesOf(plan, device);
  let next = pieces.next();
  let steps = 0;
  let dispatches = 0;
  let wall = 0;
  try {
    while (!next.done) {
      if (options.signal?.aborted) throw new SweepfieldError("cancelled", `${plan.label} was cancelled`);
      if (session.lostReason) throw deviceLostError(session.lostReason);
      const slice = encodeSlice(next.value);
      device.pushErrorScope("validation");
      ranges.send(slice.count);
      const submitted = performance.now();
      device.queue.submit([slice.commands]);
      // a lost device may never answer, so its loss is awaited too
      const [error, onDevice] = await unlessLost(session, Promise.all([device.popErrorScope(), timer.finished()]));
      const elapsed = performance.now() - submitted;
      if (error) throw new SweepfieldError("engine-failed", `${plan.label}: ${error.message}`);
      wall += elapsed;
      cost.observe(slice.count, slice.macs, onDevice ?? elapsed);
      steps = slice.steps;
      dispatches += slice.count;
      options.onProgress?.(steps, plan.steps);
    }
    const onGpu = timer.total();
    return { steps, dispatches, milliseconds: onGpu ?? wall, timing: onGpu === null ? "wall clock" : "gpu timestamps" };
  } finally {
    timer.close();
  }

  /** Encodes pieces from `first` on until the slice is full; leaves `next` at the first that did not fit. */
  function encodeSlice(first: Piece) {
    const encoder = device.createCommandEncoder({ label: plan.label });
    const pass = encoder.beginComputePass({ label: plan.label, ...timer.writes() });
    const started = performance.now();
    let macs = 0;
    let count = 0;
    let stepsDone = steps;
    let bound: BoundKernel | undefined;
    for (let piece: Piece | undefined = first; piece; piece = next.done ? undefined : next.value) {
      const encoding = count % 32 === 31 ? performance.now() - started : 0;
      if (
        count === room ||
        encoding > ENCODE_MS ||
        (count > 0 && cost.predict(count + 1, macs + piece.macs) > SLICE_MS)
      )
        break;
      if (piece.kernel !== bound) {
        bound = piece.kernel;
        pass.setPipeline(bound.compiled.pipeline);
        pass.setBindGroup(0, bound.buffers);
        if (bound.stamp) pass.setBindGroup(2, bound.stamp);
      }
      ranges.give(pass, count, piece.first, piece.count, piece.named);
      pass.dispatchWorkgroups(...bound.compiled.kernel.workgroups(piece.count));
      macs += piece.macs;
      count++;
      if (piece.lastOfStep) stepsDone = piece.step + 1;
      next = pieces.next();
    }
    pass.end();
    timer.resolve(encoder);
    return { commands: encoder.finish(), count, macs, steps: stepsDone };
  }
}
