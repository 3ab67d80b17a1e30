import { keepingBuffers, readFloats, type Buffers } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import { runPlan, type Plan } from "../gpu/runner.js";
import type { Pass } from "../kernels/cells/bodies.js";
import { columnsOf, sequenceProgram, type SequenceProgram, type SequenceShape } from "../kernels/cells/sequence.js";
import { sequenceGradients } from "../kernels/cells/sequence-gradients.js";
import type { SequenceSpec } from "../models/sequence.js";
import { reversed } from "../schedule/reversed.js";
import { runOrder } from "../schedule/order.js";
import { cellCount, type Schedule } from "../schedule/schedule.js";
import type { SequenceBackwardTrace, SequenceTrace } from "../trace/sequence-trace.js";
import { atOnce, cellBinder } from "./gpu-cell-kernels.js";
import { meansOf } from "./gpu-model.js";
import { productPlans } from "./gpu-products.js";
import type { PreparedRun } from "./gpu-run.js";
import type { Stamps } from "./gpu-stamped.js";
import type { RunOptions } from "./run.js";
import {
  checkSequenceInputs,
  columnCell,
  initialBackward,
  initialForward,
  withoutBorder,
  type SequenceInputs,
} from "./sequence.js";
import { releasedError, sequenceReader } from "./sequence-reader.js";

const imageShape = (shape: SequenceShape) => ({ batch: shape.batch, height: 1, width: columnsOf(shape) });

type Binder = ReturnType<typeof cellBinder>["bind"];

/** The sweep: step s runs the cells of all layers that the schedule names, in one dispatch. */
async function sweepOf(
  program: SequenceProgram,
  pass: Pass,
  schedule: Schedule,
  bind: Binder,
  stamp?: GPUBuffer,
): Promise<Plan> {
  const { order, starts } = runOrder(schedule);
  const cells = order.map((cell) => columnCell(schedule, cell));
  const run = bind(`${pass} run order`, { cells, steps: schedule.length, startOf: (step) => starts[step]! });
  const sweep = await run(program.layers[0]!.kind, stamp);
  return {
    label: `${schedule.name} ${pass}`,
    steps: schedule.length,
    work: (step) => [{ kernel: sweep, first: starts[step]!, count: starts[step + 1]! - starts[step]! }],
  };
}

/** Cells outside the sweep, all at once and never stamped: the projection, and what follows the way back. */
async function batched(label: string, kind: "affine" | "lstm", cells: Uint32Array, bind: Binder): Promise<Plan> {
  const kernel = await bind(label, atOnce(cells))(kind);
  return { label, steps: 1, work: () => [{ kernel, first: 0, count: cells.length }] };
}

/** The cells of the steps of one map. */
const stepsOfMap = (map: number, shape: SequenceShape): Uint32Array =>
  Uint32Array.from({ length: shape.steps }, (_, t) => map * columnsOf(shape) + 1 + t);

/** A signal alone: work beside the sweeps tells no progress. */
const quietly = ({ signal }: RunOptions): RunOptions => (signal ? { signal } : {});

/**
 * Runs a net over time on the GPU: the input's projection at once, then a step for every step of the schedule; with output
 * gradients in the inputs, backward through time too. Progress counts forward and backward steps together.
 * Throws shape-invalid, weights-invalid, limit-exceeded, engine-failed, device-lost or cancelled.
 */
export const runSequenceOnGpu = (
  session: GpuSession,
  spec: SequenceSpec,
  schedule: Schedule,
  inputs: SequenceInputs,
  options: RunOptions = {},
): Promise<SequenceTrace> =>
  keepingBuffers(session.device, async (own) =>
    (await prepareSequenceOnGpu(session, spec, schedule, inputs, own))(options),
  );

/** The same run with the stamped variants of the kernels, for tests. Stamps are by cell of the schedule's grid. */
export async function runSequenceStamped(
  session: GpuSession,
  spec: SequenceSpec,
  schedule: Schedule,
  inputs: SequenceInputs,
): Promise<{ trace: SequenceTrace; forward: Stamps; backward: Stamps }> {
  const { device } = session;
  const steps = schedule.grid.width;
  const cells = (cellCount(schedule.grid) / steps) * columnsOf({ steps });
  return keepingBuffers(device, async (own) => {
    const stamps = {
      forward: own.storage("forward stamps", cells * 8),
      backward: own.storage("backward stamps", cells * 8),
    };
    const trace = await (await prepareSequenceOnGpu(session, spec, schedule, inputs, own, stamps))();
    const read = async (buffer: GPUBuffer): Promise<Stamps> => {
      const words = new Uint32Array((await readFloats(device, buffer, 0, cells * 2)).buffer);
      const every = (from: number) =>
        withoutBorder(
          words.filter((_, i) => i % 2 === from),
          steps,
        ) as Uint32Array;
      return { stepOfCell: every(0), writesOfCell: every(1) };
    };
    return { trace, forward: await read(stamps.forward), backward: await read(stamps.backward) };
  });
}

/** Uploads the inputs and compiles the kernels of a run; nothing is computed before it is run. Throws as runSequenceOnGpu does. */
export async function prepareSequenceOnGpu(
  session: GpuSession,
  spec: SequenceSpec,
  schedule: Schedule,
  inputs: SequenceInputs,
  own: Buffers,
  stamps?: Readonly<Record<Pass, GPUBuffer>>,
): Promise<PreparedRun<SequenceTrace>> {
  const shape = checkSequenceInputs(spec, schedule, inputs);
  const program = sequenceProgram(spec, inputs.weights, shape);
  const { device } = session;
  const columns = imageShape(shape);
  const forward = own.upload("maps", initialForward(program, inputs, shape));
  const { bind } = cellBinder(program, "forward", columns, [forward], own);
  const projection = await batched("projection of x", "affine", stepsOfMap(program.projection, shape), bind);
  const sweep = await sweepOf(program, "forward", schedule, bind, stamps?.forward);
  const backward = inputs.outputGradients ? await prepareBackward() : null;
  const read = async (buffer: GPUBuffer, offset: number, length: number): Promise<Float32Array> => {
    if (own.isReleased) throw releasedError();
    return readFloats(device, buffer, offset, length);
  };
  const reader = sequenceReader(spec, program, shape, (pass, offset, length) =>
    read(pass === "forward" ? forward : backward!.deltas, offset, length),
  );
  const means = async (buffer: GPUBuffer, offsets: readonly number[]): Promise<Float32Array> => {
    if (own.isReleased) throw releasedError();
    const { layout } = program;
    const maps = offsets.map((offset) => ({ buffer, offset, layout, parts: 1 }));
    return withoutBorder(await meansOf(session, maps, columnsOf(shape)), shape.steps) as Float32Array;
  };
  return async (options = {}) => {
    const { dispatches: projectionDispatches } = await runPlan(session, projection, quietly(options));
    const total = schedule.length * (backward ? 2 : 1);
    const told = (offset: number): RunOptions => ({
      ...options,
      onProgress: (done) => options.onProgress?.(offset + done, total),
    });
    const record = await runPlan(session, sweep, told(0));
    return {
      spec,
      schedule,
      device: "gpu",
      adapter: session.adapterName,
      ...record,
      projectionDispatches,
      outputs: reader.outputs,
      states: reader.states,
      cellMeans: () =>
        means(
          forward,
          program.layers.map(({ value }) => value),
        ),
      backward: backward && (await goBack(backward, told(schedule.length))),
      release: own.release,
    };
  };

  async function prepareBackward() {
    const deltas = own.upload("deltas", initialBackward(program, inputs, shape));
    const { bind: bindBackward } = cellBinder(program, "backward", columns, [forward, deltas], own);
    const products = await productPlans(device, program, columns, forward, deltas, own);
    const { kind, cells } = program.initial;
    const image = stepsOfMap(program.maps.length, shape);
    return {
      deltas,
      products,
      sweep: await sweepOf(program, "backward", reversed(schedule), bindBackward, stamps?.backward),
      after: [
        ...products.plans,
        await batched("gradient of x", "affine", image, bindBackward),
        await batched("gradient of the initial state", kind, cells, bindBackward),
      ],
    };
  }

  async function goBack(
    { deltas, products, sweep: plan, after }: Awaited<ReturnType<typeof prepareBackward>>,
    how: RunOptions,
  ): Promise<SequenceBackwardTrace> {
    const swept = await runPlan(session, plan, how);
    let productDispatches = 0;
    for (const next of after) productDispatches += (await runPlan(session, next, quietly(how))).dispatches;
    return {
      schedule: reversed(schedule),
      ...swept,
      productDispatches,
      gradients: async () => ({
        x: await reader.inputGradient(),
        ...(await reader.initialGradients()),
        ...sequenceGradients(spec, program, await products.result()),
      }),
      bars: reader.bars,
      deltas: reader.deltas,
      cellMeans: () =>
        means(
          deltas,
          program.layers.map(({ bar }) => bar!),
        ),
    };
  }
}
