import { SweepfieldError } from "../src/error.js";
import { readFloats, withBuffers, type Buffers } from "../src/gpu/buffers.js";
import { chainShader } from "../src/kernels/probe/gpu.js";
import { median } from "./statistics.js";

/** What this device costs before any model runs: the numbers that make two machines comparable. */
export interface Probes {
  /** Microseconds from one dispatch to the next that depends on it, in one compute pass. */
  readonly dispatchGapUs: number;
  /** Microseconds of a submit that holds one dispatch. */
  readonly submitUs: number;
  /** Bytes read and written per nanosecond by a copy from buffer to buffer. */
  readonly copyGBs: number;
}

const ROUNDS = 5;
const DISPATCHES = 500;
const SUBMITS = 100;
const COPY_BYTES = 32 * 2 ** 20;

export async function runProbes(device: GPUDevice): Promise<Probes> {
  const { dispatchGapUs, submitUs } = await withBuffers(device, chainProbes);
  return { dispatchGapUs, submitUs, copyGBs: await withBuffers(device, copyProbe) };
}

async function chainProbes(own: Buffers): Promise<Omit<Probes, "copyGBs">> {
  const { device } = own;
  const counter = own.storage("probe: chain", 16);
  const pipeline = await device.createComputePipelineAsync({
    label: "probe: chain",
    layout: "auto",
    compute: { module: device.createShaderModule(chainShader()), entryPoint: "main" },
  });
  const bindings = device.createBindGroup({
    label: "probe: chain",
    layout: pipeline.getBindGroupLayout(0),
    entries: [{ binding: 0, resource: { buffer: counter } }],
  });
  const commands = (dispatches: number): GPUCommandBuffer => {
    const encoder = device.createCommandEncoder({ label: "probe: chain" });
    const pass = encoder.beginComputePass({ label: "probe: chain" });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    for (let i = 0; i < dispatches; i++) pass.dispatchWorkgroups(1);
    pass.end();
    return encoder.finish();
  };

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
