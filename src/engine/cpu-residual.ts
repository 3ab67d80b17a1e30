import { addProduct } from "../kernels/gradients/cpu.js";
import { RUN_OPERATION } from "../kernels/residual/cpu.js";
import { weightPlaces } from "../kernels/residual/pack.js";
import { workOf } from "../kernels/residual/shape.js";
import type { ResidualSpec } from "../models/residual.js";
import type { ResidualTrace } from "../trace/residual-trace.js";
import type { SweepRecord } from "../trace/trace.js";
import { CPU_ADAPTER, driveSweep } from "./cpu-run.js";
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

/** What a stack left, wherever it ran: plain data, so that a worker can hand it over. */
export interface ResidualResult {
  readonly record: SweepRecord;
  readonly memory: Float32Array;
  readonly products: Float32Array;
}

export interface ResidualJob {
  readonly spec: ResidualSpec;
  readonly inputs: ResidualInputs;
}

/** Multiply-adds between two looks at the clock. */
const SLICE_MACS = 200_000;

function* operationsOf(
  prepared: PreparedResidual,
  memory: Float32Array,
  tensors: ResidualInputs["weights"],
): Generator<number, void> {
  const { spec, program, shape } = prepared;
  const weights = new Float32Array(weightPlaces(spec, shape).size);
  for (const { at, data } of packedWeights(prepared, tensors)) {
    weights.set(data, at);
    yield 0;
  }
  for (const [step, operation] of program.operations.entries()) {
    const { items, macsPerItem } = workOf(operation.kind, shape);
    const slice = Math.max(1, Math.floor(SLICE_MACS / macsPerItem));
    for (let first = 0; first < items; first += slice) {
      RUN_OPERATION[operation.kind](operation, shape, { memory, weights }, first, Math.min(slice, items - first));
      yield step;
    }
  }
  yield program.operations.length;
}

const ROWS_PER_YIELD = 64;

function* productsOf(
  { program, shape }: PreparedResidual,
  memory: Float32Array,
  products: Float32Array,
): Generator<number, void> {
  for (const product of program.products) {
    const block = new Float64Array(16 * product.inGroups * product.outGroups);
    for (let first = 0; first < shape.rows; first += ROWS_PER_YIELD) {
      addProduct(product, shape, memory, memory, block, first, Math.min(ROWS_PER_YIELD, shape.rows - first));
      yield 0;
    }
    products.set(block, product.result);
  }
}

/** A stack on this thread, yielding to events about every 10 ms. Throws shape-invalid, weights-invalid or cancelled. */
export async function doResidualJob(
  { spec, inputs }: ResidualJob,
  { signal, onProgress }: RunOptions,
): Promise<ResidualResult> {
  const prepared = prepareResidual(spec, inputs);
  const { program } = prepared;
  const memory = new Float32Array(program.size);
  for (const { at, data } of packedSignals(prepared, inputs)) memory.set(data, at);
  const total = program.operations.length;
  const record = await driveSweep(operationsOf(prepared, memory, inputs.weights), {
    signal,
    onProgress: (steps) => onProgress?.(steps, total),
  });
  const products = new Float32Array(program.productSize);
  await driveSweep(productsOf(prepared, memory, products), { signal });
  return { record, memory, products };
}

/** What a job left, as a trace. */
export function cpuResidualTrace({ spec, inputs }: ResidualJob, result: ResidualResult): ResidualTrace {
  const prepared = prepareResidual(spec, inputs);
  const { norms } = prepared.program;
  let kept: ResidualResult | undefined = result;
  return {
    spec,
    device: "cpu",
    adapter: CPU_ADAPTER,
    ...result.record,
    norms: normsOf(spec, result.memory.subarray(norms, norms + normFloats(spec))),
    ...residualReader(prepared, inputs.x.shape, inputs.wanted ?? "norms", async (what, offset, length) => {
      if (!kept) throw releasedResidual();
      return kept[what].slice(offset, offset + length);
    }),
    release() {
      kept = undefined;
    },
  };
}

/** The same on this thread, as a trace. */
export const runResidualOnCpu = async (
  spec: ResidualSpec,
  inputs: ResidualInputs,
  options: RunOptions = {},
): Promise<ResidualTrace> => cpuResidualTrace({ spec, inputs }, await doResidualJob({ spec, inputs }, options));
