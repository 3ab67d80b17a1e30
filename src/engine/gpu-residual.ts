import { keepingBuffers, readFloats, type Buffers } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import { runPlan, type BoundKernel, type Plan } from "../gpu/runner.js";
import { residualKernel, stepTable } from "../kernels/residual/gpu.js";
import { weightPlaces } from "../kernels/residual/pack.js";
import { workOf, type OperationKind } from "../kernels/residual/shape.js";
import type { ResidualSpec } from "../models/residual.js";
import type { ResidualTrace } from "../trace/residual-trace.js";
import { bound } from "./gpu-model.js";
import { productPlans } from "./gpu-products.js";
import {
  normFloats,
  normsOf,
  packedSignals,
  packedWeights,
  prepareResidual,
  releasedResidual,
  residualReader,
  type PreparedResidual,
  type ResidualInputs,
} from "./residual.js";
import type { RunOptions } from "./run.js";

/**
 * Runs a residual stack forward and backward on the GPU, an operation a step; only the norms are read back.
 * Throws shape-invalid, weights-invalid, limit-exceeded, engine-failed, device-lost or cancelled.
 */
export async function runResidualOnGpu(
  session: GpuSession,
  spec: ResidualSpec,
  inputs: ResidualInputs,
  options: RunOptions = {},
): Promise<ResidualTrace> {
  const prepared = prepareResidual(spec, inputs);
  const { program, shape } = prepared;
  const { device } = session;
  const wanted = inputs.wanted ?? "norms";
  return keepingBuffers(device, async (own) => {
    const memory = own.storage("the stack of activations and gradients", program.size * 4, LESS);
    for (const { at, data } of packedSignals(prepared, inputs)) {
      device.queue.writeBuffer(memory, at * 4, data as Float32Array<ArrayBuffer>);
    }
    const plan = await planOf(prepared, device, memory, inputs, own);
    const gradientShape = { batch: shape.batch, height: shape.height, width: shape.width };
    const products =
      wanted === "gradients" ? await productPlans(device, program, gradientShape, memory, memory, own) : null;
    const record = await runPlan(session, plan, options);
    for (const next of products?.plans ?? []) {
      await runPlan(session, next, options.signal ? { signal: options.signal } : {});
    }
    const norms = normsOf(spec, await readFloats(device, memory, program.norms, normFloats(spec)));
    return {
      spec,
      device: "gpu",
      adapter: session.adapterName,
      ...record,
      norms,
      ...residualReader(prepared, inputs.x.shape, wanted, async (what, offset, length) => {
        if (own.isReleased) throw releasedResidual();
        return what === "memory" ? readFloats(device, memory, offset, length) : products!.result();
      }),
      release: own.release,
    };
  });
}

/** What to do where the device has not enough memory. */
const LESS = "lower the blocks, the width or the batch";

const SLICE_MS = 4;

/** Writes the weights block by block, and lets other tasks in between. */
async function upload(
  device: GPUDevice,
  buffer: GPUBuffer,
  prepared: PreparedResidual,
  { weights }: ResidualInputs,
): Promise<void> {
  let started = -Infinity;
  for (const { at, data } of packedWeights(prepared, weights)) {
    device.queue.writeBuffer(buffer, at * 4, data as Float32Array<ArrayBuffer>);
    if (performance.now() - started < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    started = performance.now();
  }
}

/** One step for every operation; each kind of operation is one kernel, told by the table where it reads and writes. */
async function planOf(
  prepared: PreparedResidual,
  device: GPUDevice,
  memory: GPUBuffer,
  inputs: ResidualInputs,
  own: Buffers,
): Promise<Plan> {
  const { spec, program, shape } = prepared;
  const { operations } = program;
  const weights = own.storage("the residual weights", weightPlaces(spec, shape).size * 4, LESS);
  await upload(device, weights, prepared, inputs);
  const buffers = [own.upload("residual steps", stepTable(operations)), weights, memory];
  const kinds = [...new Set(operations.map(({ kind }) => kind))];
  const kernels = new Map<OperationKind, BoundKernel>(
    await Promise.all(
      kinds.map(async (kind) => [kind, await bound(device, residualKernel(kind, shape), buffers)] as const),
    ),
  );
  return {
    label: "residual stack",
    steps: operations.length,
    work: (step) => {
      const { kind } = operations[step]!;
      return [{ kernel: kernels.get(kind)!, first: 0, count: workOf(kind, shape).items }];
    },
  };
}
