import { SweepfieldError } from "../src/error.js";
import { readFloats, withBuffers, type Buffers } from "../src/gpu/buffers.js";
import type { ComposedShader } from "../src/gpu/composer.js";
import { barrierShader, chainShader, productShader } from "../src/kernels/probe/gpu.js";
import { median } from "./statistics.js";

/** What this device costs before any model runs: the numbers that make two machines comparable. */
export interface Probes {
  /** Microseconds from one dispatch to the next that depends on it, in one compute pass. */
  readonly dispatchGapUs: number;
  /** Microseconds of a submit that holds one dispatch. */
  readonly submitUs: number;
  /** Microseconds of a barrier of one workgroup of 64. */
  readonly barrierUs: number;
  /** A product of matrices of side 256, in registers, without barriers. */
  readonly productGflops: number;
  /** Bytes read and written per nanosecond by a copy from buffer to buffer. */
  readonly copyGBs: number;
}

/** The floor model: dependent dispatches one after the other, and the arithmetic at the speed of the product probe. */
export const attainableMs = (
  { dispatchGapUs, productGflops }: Pick<Probes, "dispatchGapUs" | "productGflops">,
  flops: number,
  dispatches: number,
): number => (dispatches * dispatchGapUs) / 1000 + flops / (1e6 * productGflops);

const ROUNDS = 5;
const DISPATCHES = 500;
const SUBMITS = 100;
const BARRIERS = 200;
const SIDE = 256;
const COPY_BYTES = 32 * 2 ** 20;

export async function runProbes(device: GPUDevice): Promise<Probes> {
  return {
    ...(await withBuffers(device, chainProbes)),
    barrierUs: await withBuffers(device, barrierProbe),
    productGflops: await withBuffers(device, productProbe),
    copyGBs: await withBuffers(device, copyProbe),
  };
}

async function chainProbes(own: Buffers): Promise<Pick<Probes, "dispatchGapUs" | "submitUs">> {
  const { device } = own;
  const counter = own.storage("probe: chain", 16);
  const chain = await readied(device, chainShader(), [counter]);
  const commands = (dispatches: number): GPUCommandBuffer => encoded(device, chain, dispatches, 1);

  let expected = 0;
  const chainOf = (dispatches: number) => {
    expected += dispatches;
    return timed(device, () => device.queue.submit([commands(dispatches)]));
  };
  const submitsOf = (submits: number) => {
    expected += submits;
    return timed(device, () => {
      for (let i = 0; i < submits; i++) device.queue.submit([commands(1)]);
    });
  };
  await chainOf(1);
  const gaps: number[] = [];
  const submits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // The difference of two lengths drops what every submit costs once.
    const short = await chainOf(DISPATCHES);
    const long = await chainOf(3 * DISPATCHES);
    gaps.push((1000 * (long - short)) / (2 * DISPATCHES));
    submits.push((1000 * (await submitsOf(SUBMITS))) / SUBMITS);
  }
  const counted = new Uint32Array((await readFloats(device, counter, 0, 1)).buffer)[0];
  if (counted !== expected)
    throw new SweepfieldError("engine-failed", `the probe counted ${counted} of ${expected} dispatches on this device`);
  return { dispatchGapUs: median(gaps), submitUs: median(submits) };
}

interface Ready {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
}

async function readied(device: GPUDevice, shader: ComposedShader, buffers: readonly GPUBuffer[]): Promise<Ready> {
  const { label, code } = shader;
  const pipeline = await device.createComputePipelineAsync({
    label,
    layout: "auto",
    compute: { module: device.createShaderModule({ label, code }), entryPoint: "main" },
  });
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  return { pipeline, bindings: device.createBindGroup({ label, layout: pipeline.getBindGroupLayout(0), entries }) };
}

/** So many equal dispatches in one pass. */
function encoded(
  device: GPUDevice,
  { pipeline, bindings }: Ready,
  dispatches: number,
  workgroups: number,
): GPUCommandBuffer {
  const encoder = device.createCommandEncoder({ label: pipeline.label });
  const pass = encoder.beginComputePass({ label: pipeline.label });
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindings);
  for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(workgroups);
  pass.end();
  return encoder.finish();
}

/** Median milliseconds of ROUNDS submits after a first one. */
async function medianOf(device: GPUDevice, commands: () => GPUCommandBuffer): Promise<number> {
  const once = (): Promise<number> => timed(device, () => device.queue.submit([commands()]));
  await once();
  const milliseconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) milliseconds.push(await once());
  return median(milliseconds);
}

async function barrierProbe(own: Buffers): Promise<number> {
  const { device } = own;
  const counts = own.storage("probe: barrier", 64 * 4);
  const [short, long] = [
    await readied(device, barrierShader(BARRIERS), [counts]),
    await readied(device, barrierShader(3 * BARRIERS), [counts]),
  ];
  // The difference of two lengths drops the submit; a turn holds two barriers.
  const difference =
    (await medianOf(device, () => encoded(device, long, 1, 1))) -
    (await medianOf(device, () => encoded(device, short, 1, 1)));
  return Math.max(0, (1000 * difference) / (4 * BARRIERS));
}

async function productProbe(own: Buffers): Promise<number> {
  const { device } = own;
  const matrices = ["a", "b", "c"].map((name) => own.storage(`probe: product ${name}`, SIDE * SIDE * 4));
  const product = await readied(device, productShader(SIDE), matrices);
  const milliseconds = await medianOf(device, () => encoded(device, product, 1, (SIDE * SIDE) / 32 / 64));
  return (2 * SIDE ** 3) / (1e6 * milliseconds);
}

async function copyProbe(own: Buffers): Promise<number> {
  const { device } = own;
  const source = own.storage("probe: copy from", COPY_BYTES);
  const target = own.storage("probe: copy to", COPY_BYTES);
  const copy = () =>
    timed(device, () => {
      const encoder = device.createCommandEncoder({ label: "probe: copy" });
      encoder.copyBufferToBuffer(source, 0, target, 0, COPY_BYTES);
      device.queue.submit([encoder.finish()]);
    });
  await copy();
  const milliseconds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) milliseconds.push(await copy());
  return (2 * COPY_BYTES) / (1e6 * median(milliseconds));
}

/** Milliseconds from the call until the device has finished. */
async function timed(device: GPUDevice, submit: () => void): Promise<number> {
  const started = performance.now();
  submit();
  await device.queue.onSubmittedWorkDone();
  return performance.now() - started;
}
