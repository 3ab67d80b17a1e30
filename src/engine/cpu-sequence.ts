import { backwardCells, forwardCells, type CellMemory } from "../kernels/cells/cpu.js";
import type { Pass } from "../kernels/cells/bodies.js";
import { macsOfCell } from "../kernels/cells/gpu.js";
import { columnsOf, sequenceProgram, type SequenceProgram, type SequenceShape } from "../kernels/cells/sequence.js";
import { sequenceGradients } from "../kernels/cells/sequence-gradients.js";
import type { CellMap } from "../kernels/cells/program.js";
import type { SequenceSpec } from "../models/sequence.js";
import type { Tensors } from "../models/tensor.js";
import { reversed } from "../schedule/reversed.js";
import type { Schedule } from "../schedule/schedule.js";
import { sequenceSchedule, type SequenceScheduleName } from "../schedule/sequence.js";
import type { SequenceBackwardTrace, SequenceTrace } from "../trace/sequence-trace.js";
import type { SweepRecord } from "../trace/trace.js";
import { MACS_PER_YIELD, productSweep, type CpuSweep } from "./cpu-model.js";
import { CPU_ADAPTER, driveSweep } from "./cpu-run.js";
import type { RunOptions } from "./run.js";
import { checkSequenceInputs, columnCell, initialBackward, initialForward, type SequenceInputs } from "./sequence.js";
import { releasedError, sequenceReader } from "./sequence-reader.js";

/** Runs a cell for the whole batch, and says when it is time to yield: after about a millisecond. */
function cellRunner(program: SequenceProgram, memory: CellMemory, batch: number, pass: Pass) {
  const run = pass === "forward" ? forwardCells(program, memory) : backwardCells(program, memory);
  const all: readonly CellMap[] = [...program.maps, program.image];
  const columns = memory.width;
  let macs = 0;
  return function* (cell: number, stepsDone: number): CpuSweep {
    const map = all[Math.floor(cell / columns)]!;
    const cost = macsOfCell(map, pass) + 1000;
    const most = 2 * Math.ceil(MACS_PER_YIELD / cost / 2);
    for (let n = 0; n < batch; n += most) {
      const count = Math.min(most, batch - n);
      run(map, cell % columns, n, count);
      macs += count * cost;
      if (macs <= MACS_PER_YIELD) continue;
      macs = 0;
      yield stepsDone;
    }
  };
}

function* sweepOf(
  program: SequenceProgram,
  memory: CellMemory,
  { batch }: SequenceShape,
  pass: Pass,
  schedule: Schedule,
): CpuSweep {
  const run = cellRunner(program, memory, batch, pass);
  for (let step = 0; step < schedule.length; step++) {
    const width = schedule.width(step);
    for (let i = 0; i < width; i++) yield* run(columnCell(schedule, schedule.cell(step, i)), step);
  }
  yield schedule.length;
}

/** Cells outside the sweep, one after the other. */
function* batched(
  program: SequenceProgram,
  memory: CellMemory,
  { batch }: SequenceShape,
  pass: Pass,
  cells: Iterable<number>,
): CpuSweep {
  const run = cellRunner(program, memory, batch, pass);
  for (const cell of cells) yield* run(cell, 0);
}

const stepsOfMap = (map: number, shape: SequenceShape): number[] =>
  Array.from({ length: shape.steps }, (_, t) => map * columnsOf(shape) + 1 + t);

/** What a finished run left, wherever it ran: plain data, so that a worker can hand it over. */
export interface CpuSequenceResult {
  readonly shape: SequenceShape;
  readonly memory: Readonly<Record<Pass, Float32Array>>;
  readonly forward: SweepRecord;
  readonly backward: { readonly record: SweepRecord; readonly gradients: Tensors } | null;
}

/**
 * Runs a net over time on this thread, yielding to events about every 10 ms. Throws shape-invalid, weights-invalid or
 * cancelled.
 */
export async function driveCpuSequence(
  spec: SequenceSpec,
  schedule: Schedule,
  inputs: SequenceInputs,
  { signal, onProgress }: RunOptions,
): Promise<CpuSequenceResult> {
  const shape = checkSequenceInputs(spec, schedule, inputs);
  const program = sequenceProgram(spec, inputs.weights, shape);
  const total = schedule.length * (inputs.outputGradients ? 2 : 1);
  const memory: CellMemory = {
    height: 1,
    width: columnsOf(shape),
    forward: initialForward(program, inputs, shape),
    backward: inputs.outputGradients ? initialBackward(program, inputs, shape) : new Float32Array(0),
  };
  await driveSweep(batched(program, memory, shape, "forward", stepsOfMap(program.projection, shape)), { signal });
  const forward = await driveSweep(sweepOf(program, memory, shape, "forward", schedule), {
    signal,
    onProgress: (steps) => onProgress?.(steps, total),
  });
  const backward = inputs.outputGradients ? await goBack() : null;
  return { shape, memory: { forward: memory.forward, backward: memory.backward }, forward, backward };

  async function goBack(): Promise<NonNullable<CpuSequenceResult["backward"]>> {
    const record = await driveSweep(sweepOf(program, memory, shape, "backward", reversed(schedule)), {
      signal,
      onProgress: (steps) => onProgress?.(schedule.length + steps, total),
    });
    const result = new Float32Array(program.productSize);
    const jobs = program.products.map((product) => ({ product, source: memory.forward, delta: memory.backward }));
    const grid = { batch: shape.batch, height: 1, width: columnsOf(shape) };
    await driveSweep(productSweep(jobs, grid, result), { signal });
    const image = stepsOfMap(program.maps.length, shape);
    await driveSweep(batched(program, memory, shape, "backward", [...image, ...program.initial.cells]), { signal });
    return { record, gradients: sequenceGradients(spec, program, result) };
  }
}

/** A run as plain data: the schedule by its name. */
export interface SequenceJob {
  readonly spec: SequenceSpec;
  readonly schedule: SequenceScheduleName;
  readonly inputs: SequenceInputs;
}

export const doSequenceJob = async (
  { spec, schedule, inputs }: SequenceJob,
  options: RunOptions,
): Promise<CpuSequenceResult> =>
  driveCpuSequence(spec, sequenceSchedule(spec, schedule, inputs.x.shape[0] ?? 0), inputs, options);

/** The record of a run with what can be read of it. */
export function cpuSequenceTrace(
  spec: SequenceSpec,
  schedule: Schedule,
  weights: Tensors,
  { shape, memory, forward, backward }: CpuSequenceResult,
): SequenceTrace {
  const program = sequenceProgram(spec, weights, shape);
  let kept: CpuSequenceResult["memory"] | undefined = memory;
  const reader = sequenceReader(spec, program, shape, async (pass, offset, length) => {
    if (!kept) throw releasedError();
    return kept[pass].subarray(offset, offset + length);
  });
  /** The mean over the units of a region of every layer, first sequence of the batch. */
  const means = async (pass: Pass, offsets: readonly number[]): Promise<Float32Array> => {
    if (!kept) throw releasedError();
    const slots = program.layout.groups * 4;
    const values = new Float32Array(offsets.length * shape.steps);
    offsets.forEach((offset, layer) => {
      for (let t = 0; t < shape.steps; t++) {
        const from = offset + (t + 1) * slots;
        const sum = kept![pass].subarray(from, from + slots).reduce((a, b) => a + b, 0);
        values[layer * shape.steps + t] = sum / spec.hidden;
      }
    });
    return values;
  };
  return {
    spec,
    schedule,
    device: "cpu",
    adapter: CPU_ADAPTER,
    ...forward,
    projectionDispatches: 0,
    outputs: reader.outputs,
    states: reader.states,
    cellMeans: () =>
      means(
        "forward",
        program.layers.map(({ value }) => value),
      ),
    backward:
      backward &&
      ({
        schedule: reversed(schedule),
        ...backward.record,
        productDispatches: 0,
        gradients: async () => ({
          x: await reader.inputGradient(),
          ...(await reader.initialGradients()),
          ...backward.gradients,
        }),
        bars: reader.bars,
        deltas: reader.deltas,
        cellMeans: () =>
          means(
            "backward",
            program.layers.map(({ bar }) => bar!),
          ),
      } satisfies SequenceBackwardTrace),
    release() {
      kept = undefined;
    },
  };
}

/** Runs on this thread; same record as runSequenceOnGpu, with no dispatches. Throws as driveCpuSequence. */
export const runSequenceOnCpu = async (
  spec: SequenceSpec,
  schedule: Schedule,
  inputs: SequenceInputs,
  options: RunOptions = {},
): Promise<SequenceTrace> =>
  cpuSequenceTrace(spec, schedule, inputs.weights, await driveCpuSequence(spec, schedule, inputs, options));
