import { readFloats, withBuffers } from "../gpu/buffers.js";
import type { GpuSession } from "../gpu/device.js";
import { runPlan } from "../gpu/runner.js";
import { exhaustiveKernel, unordered } from "../kernels/threshold-rnn/gpu.js";
import { netBuffer, type AdderCheck } from "../kernels/threshold-rnn/net.js";
import type { ThresholdRnnSpec } from "../models/threshold-rnn.js";
import { adderReport, requireCheck, type AdderReport } from "./adder-check.js";
import { bound } from "./gpu-model.js";
import type { RunOptions } from "./run.js";

/** All pairs in one dispatch. Throws spec-invalid, usage, engine-failed, device-lost or cancelled. */
export async function checkAdderOnGpu(
  session: GpuSession,
  net: ThresholdRnnSpec,
  check: AdderCheck,
  { signal }: RunOptions = {},
): Promise<AdderReport> {
  const pairs = requireCheck(net, check);
  const { device } = session;
  const rows = net.b_h.length + 1;
  return withBuffers(device, async (own) => {
    const tables = own.upload("threshold rnn", netBuffer(net, check));
    const sums = own.storage("pairs", pairs * 4);
    // margins start at the largest there is
    const perUnit = own.upload("units", new Uint32Array(2 * rows).fill(0xffffffff, 0, rows));
    const kernel = await bound(device, exhaustiveKernel(rows - 1, check), [tables, sums, perUnit]);
    const plan = { label: "all pairs", steps: 1, work: () => [{ kernel, first: 0, count: pairs }] };
    const record = await runPlan(session, plan, signal ? { signal } : {});
    const words = async (buffer: GPUBuffer, length: number) =>
      new Uint32Array((await readFloats(device, buffer, 0, length)).buffer);
    const units = await words(perUnit, 2 * rows);
    const memory = {
      result: await words(sums, pairs),
      margins: Float32Array.from(units.subarray(0, rows), unordered),
      wrong: units.subarray(rows),
    };
    return adderReport(check, { memory, ran: { ...record, device: "gpu", adapter: session.adapterName } });
  });
}
