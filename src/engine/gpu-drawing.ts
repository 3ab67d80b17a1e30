/** Drawing on the GPU: the images stay on the device; a level of cells, and the draws after it, are dispatches of one pass. */
import { readFloats, withBuffers, type Buffers } from "../gpu/buffers.js";
import type { Sliced } from "../graph/slices.js";
import { namingLoss, type GpuSession } from "../gpu/device.js";
import { runPlan, type BoundKernel, type RunRecord, type StepWork } from "../gpu/runner.js";
import { loadBody } from "../kernels/cells/bodies.js";
import { cellKernel, cellTables } from "../kernels/cells/gpu.js";
import type { CellKind } from "../kernels/cells/roles.js";
import { colourTable, drawKernel } from "../kernels/sampling/gpu.js";
import { unpackColours } from "../kernels/sampling/program.js";
import {
  drawTrace,
  isSame,
  PICTURE_MS,
  prepareDrawing,
  type DrawImages,
  type DrawRequest,
  type DrawResult,
  type PreparedDrawing,
} from "./drawing.js";
import type { RunOptions } from "./run.js";
import { inSlices } from "./slices.js";
import { bound } from "./gpu-model.js";

/** A stretch of the run order whose cells are of one kind. */
interface Stretch {
  readonly kind: CellKind;
  readonly first: number;
  readonly count: number;
}

interface WrittenOut {
  readonly order: Uint32Array<ArrayBuffer>;
  readonly draws: Uint32Array<ArrayBuffer>;
  readonly steps: readonly {
    readonly levels: readonly (readonly Stretch[])[];
    readonly first: number;
    readonly count: number;
  }[];
}

/** Every list of cells that the plan names, written out once, and the draws; in slices. */
function* writtenOut({ plan, program }: PreparedDrawing): Sliced<WrittenOut> {
  const pixels = plan.grid.height * plan.grid.width;
  const kinds = [...new Set(program.maps.map(({ kind }) => kind))];
  const order: number[] = [];
  const draws: number[] = [];
  const known = new Map<Uint32Array, readonly Stretch[]>();
  const stretchesOf = (level: Uint32Array): readonly Stretch[] => {
    const stretches = kinds.flatMap((kind): Stretch[] => {
      const first = order.length;
      for (const cell of level) if (program.maps[Math.floor(cell / pixels)]!.kind === kind) order.push(cell);
      return order.length > first ? [{ kind, first, count: order.length - first }] : [];
    });
    known.set(level, stretches);
    return stretches;
  };
  const sharesDraws = new Map<Uint32Array, number>();
  const steps: WrittenOut["steps"][number][] = [];
  for (let i = 0; i < plan.length; i++) {
    yield;
    const { levels, draws: drawn } = plan.step(i);
    let first = sharesDraws.get(drawn);
    if (first === undefined) {
      first = draws.length;
      for (const draw of drawn) draws.push(draw);
      sharesDraws.set(drawn, first);
    }
    steps.push({ levels: levels.map((level) => known.get(level) ?? stretchesOf(level)), first, count: drawn.length });
  }
  return { order: Uint32Array.from(order), draws: Uint32Array.from(draws), steps };
}

/** The plan in the runner's steps: `ends[s]` is how many of them the pixel-steps up to s take. */
async function bindDrawing(
  device: GPUDevice,
  request: DrawRequest,
  prepared: PreparedDrawing,
  memory: GPUBuffer,
  own: Buffers,
): Promise<{ readonly work: readonly (readonly StepWork[])[]; readonly ends: readonly number[] }> {
  const { program, shape } = prepared;
  const { order, draws, steps } = await inSlices(writtenOut(prepared));
  const { table, taps } = cellTables(program, "forward");
  const upload = (label: string, data: Float32Array | Uint32Array): GPUBuffer =>
    own.upload(label, data.length > 0 ? data : new Uint32Array(1));
  const cells = [
    upload("run order", order),
    upload("table of maps", table),
    upload("taps", taps),
    upload("weights", program.weights),
    memory,
  ];
  const kinds = [...new Set(program.maps.map(({ kind }) => kind))];
  const kernels = new Map<CellKind, BoundKernel>(
    await Promise.all(
      kinds.map(async (kind) => {
        const kernel = cellKernel(program, kind, "forward", await loadBody(kind, "forward"), shape);
        return [kind, await bound(device, kernel, cells)] as const;
      }),
    ),
  );
  const draw = await bound(device, drawKernel(program, request.spec.conditional, shape), [
    upload("draws", draws),
    upload("colours", colourTable(program)),
    upload("noise", prepared.noise),
    memory,
  ]);
  const work: (readonly StepWork[])[] = [];
  const ends = [0];
  for (const { levels, first, count } of steps) {
    for (const stretches of levels) {
      work.push(stretches.map(({ kind, ...stretch }) => ({ kernel: kernels.get(kind)!, ...stretch })));
    }
    work.push([{ kernel: draw, first, count }]);
    ends.push(work.length);
  }
  return { work, ends };
}

const added = (a: RunRecord, b: RunRecord): RunRecord => ({
  steps: a.steps + b.steps,
  dispatches: a.dispatches + b.dispatches,
  milliseconds: a.milliseconds === null || b.milliseconds === null ? null : a.milliseconds + b.milliseconds,
  timing: b.timing,
});

async function runDrawing(
  session: GpuSession,
  request: DrawRequest,
  prepared: PreparedDrawing,
  { signal, onProgress, onPart }: RunOptions,
  own: Buffers,
): Promise<DrawResult> {
  const { device } = session;
  const { plan, program, images } = prepared;
  const pictures: Promise<void>[] = [];
  try {
    const memory = own.storage("maps", program.forwardSize * 4);
    device.queue.writeBuffer(memory, 0, images);
    const { work, ends } = await bindDrawing(device, request, prepared, memory, own);
    const picture = async (): Promise<Float32Array> =>
      unpackColours(program, request.noise.shape, await readFloats(device, memory, 0, program.imageSize));
    let shown = performance.now();
    const run = (from: number, to: number): Promise<RunRecord> =>
      runPlan(
        session,
        { label: `sampling, ${plan.method}`, steps: to - from, work: (step) => work[from + step]! },
        {
          ...(signal && { signal }),
          onProgress(done) {
            let pixelSteps = 0;
            while (pixelSteps < plan.length && ends[pixelSteps + 1]! <= from + done) pixelSteps++;
            onProgress?.(pixelSteps, plan.length);
            if (!onPart || performance.now() - shown < PICTURE_MS) return;
            shown = performance.now();
            // the copy is queued here, before the next slice; a failure shows in the run itself
            pictures.push(picture().then(onPart, () => undefined));
          },
        },
      );
    if (plan.method !== "fixed-point") {
      const record = await run(0, work.length);
      // the draws are steps of the runner, not of the model
      const steps = record.steps - plan.length;
      return { values: await picture(), pixelSteps: plan.length, run: { ...record, steps }, sweeps: [] };
    }
    const sweeps: Float32Array[] = [];
    let total: RunRecord = { steps: 0, dispatches: 0, milliseconds: 0, timing: "none" };
    for (let sweep = 0; sweep < plan.length; sweep++) {
      total = added(total, await run(ends[sweep]!, ends[sweep + 1]!));
      sweeps.push(await picture());
      const [before, now] = sweeps.slice(-2);
      if (now && isSame(before!, now)) break;
    }
    const record = { ...total, steps: total.steps - sweeps.length };
    return { values: await picture(), pixelSteps: sweeps.length, run: record, sweeps };
  } finally {
    await Promise.all(pictures);
  }
}

export const drawOnGpu =
  (session: GpuSession): DrawImages =>
  async (request, options = {}) => {
    const prepared = await inSlices(prepareDrawing(request), options.signal);
    const result = await namingLoss(session, () =>
      withBuffers(session.device, (own) => runDrawing(session, request, prepared, options, own)),
    );
    return inSlices(drawTrace(request, prepared, result, "gpu", session.adapterName));
  };
