import type { Buffers } from "../gpu/buffers.js";
import type { BoundKernel, Plan } from "../gpu/runner.js";
import { packImage } from "../kernels/channel-layout.js";
import type { Pass } from "../kernels/cells/bodies.js";
import { kindOrder } from "../kernels/cells/order.js";
import { cellProgram, type CellProgram } from "../kernels/cells/program.js";
import type { CellKind } from "../kernels/cells/roles.js";
import type { ModelSpec } from "../models/spec.js";
import type { Schedule } from "../schedule/schedule.js";
import { atOnce, cellBinder } from "./gpu-cell-kernels.js";
import { type GpuModel, type Placement } from "./gpu-model.js";
import type { RunInputs } from "./run.js";

/** One kernel per kind of cell; a step is one dispatch for each kind that runs in it. */
export async function sweepPlan(
  program: CellProgram,
  pass: Pass,
  schedule: Schedule,
  place: Placement,
  memory: readonly GPUBuffer[],
  own: Buffers,
): Promise<{ plan: Plan; weights: GPUBuffer; afterwards: (cells: Uint32Array) => Promise<BoundKernel> }> {
  const { shape, stamps } = place;
  const { order: cells, ranges } = kindOrder(program, schedule);
  const { weights, bind } = cellBinder(program, pass, shape, memory, own);
  const run = bind(`${pass} run order`, {
    cells,
    steps: schedule.length,
    startOf: (step) => ranges(step)[0]!.first,
  });
  const kinds = [...new Set(program.maps.map((map) => map.kind))];
  const kernels = new Map<CellKind, BoundKernel>(
    await Promise.all(kinds.map(async (kind) => [kind, await run(kind, stamps?.[pass])] as const)),
  );
  return {
    plan: {
      label: `${schedule.name} ${pass}`,
      steps: schedule.length,
      work: (step) => ranges(step).map(({ kind, first, count }) => ({ kernel: kernels.get(kind)!, first, count })),
    },
    weights,
    afterwards: (image) => bind("cells of the image", atOnce(image))("affine"),
  };
}

/** Any model of maps: step s runs the cells that the schedule names, of all maps at once. */
export async function prepareCells(
  spec: ModelSpec,
  { x, weights, outputGradient }: RunInputs,
  place: Placement,
  own: Buffers,
): Promise<GpuModel> {
  const { device, schedule, shape } = place;
  const pixels = shape.height * shape.width;
  const program = cellProgram(spec, weights, shape.batch * pixels);
  const image = new Float32Array(shape.batch * pixels * program.input.groups * 4);
  packImage(program.input, x.shape, x.data, image);
  const memory = own.storage("maps", program.forwardSize * 4);
  device.queue.writeBuffer(memory, 0, image);
  const { plan, weights: uploaded } = await sweepPlan(program, "forward", schedule, place, [memory], own);
  return {
    forward: plan,
    image: memory,
    weights: [uploaded],
    maps: program.maps.map(({ layout, value }) => ({ buffer: memory, offset: value, layout, parts: 1 })),
    outputs: program.outputs,
    backward: outputGradient
      ? await (
          await import("./gpu-backward.js")
        ).prepareCellsBackward(spec, program, outputGradient, x, memory, place, own)
      : null,
  };
}
