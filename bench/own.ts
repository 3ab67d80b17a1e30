/** Our own contenders, and the reference that everybody is compared with. */
import { runOnCpu } from "../src/engine/cpu-run.js";
import { runSequenceOnCpu } from "../src/engine/cpu-sequence.js";
import type { DrawTrace } from "../src/engine/drawing.js";
import { drawOnGpu } from "../src/engine/gpu-drawing.js";
import { prepareOnGpu } from "../src/engine/gpu-run.js";
import { prepareSequenceOnGpu } from "../src/engine/gpu-sequence.js";
import { keepingBuffers } from "../src/gpu/buffers.js";
import type { GpuSession } from "../src/gpu/device.js";
import { countModel } from "../src/models/count.js";
import { countSequence } from "../src/models/sequence-count.js";
import { referenceForward } from "../src/reference/forward.js";
import { referenceSequence, referenceSequenceBackward } from "../src/reference/sequence.js";
import type { ScheduleName } from "../src/schedule/schedule.js";
import { gridOf, scheduleOf } from "../src/schedule/schedules.js";
import { sequenceSchedule } from "../src/schedule/sequence.js";
import type { SequenceTrace } from "../src/trace/sequence-trace.js";
import type { Trace } from "../src/trace/trace.js";
import type { Contender, Observed, Values } from "./contender.js";
import {
  drawRequest,
  imageInputs,
  timeInputs,
  type ImageWorkload,
  type SamplingWorkload,
  type TimeWorkload,
  type Workload,
} from "./workloads.js";

/**
 * The image that draws itself from the noise, in float64: it is the only one, since every pixel follows from those before it, and
 * repeated drawing of all pixels at once arrives at it.
 */
function drawnReference(workload: SamplingWorkload): Values {
  const { spec, weights, noise } = drawRequest(workload);
  let data = new Float64Array(noise.data.length).fill(-1);
  for (;;) {
    const logits = referenceForward(spec, { shape: noise.shape, data }, weights).at(-1)!.data;
    const next = data.map((_, i) => (logits[i]! > noise.data[i]! ? 1 : -1));
    if (next.every((value, i) => value === data[i])) return { x: data };
    data = next;
  }
}

/** Every name that a contender may give, in float64. */
export function referenceOf(workload: Workload): Values {
  if (workload.over === "sampling") return drawnReference(workload);
  if (workload.over === "image") {
    const { x, weights } = imageInputs(workload);
    const layers = referenceForward(workload.spec, x, weights);
    return {
      ...Object.fromEntries(layers.map(({ data }, l) => [`layer ${l}`, data])),
      y: layers.at(-1)!.data,
    };
  }
  const inputs = timeInputs(workload);
  const forward = referenceSequence(workload.spec, inputs).outputs;
  const backward = inputs.outputGradients
    ? referenceSequenceBackward(workload.spec, inputs, inputs.outputGradients).gradients
    : {};
  return Object.fromEntries(Object.entries({ ...forward, ...backward }).map(([name, { data }]) => [name, data]));
}

/** Two per multiply-add of a live tap; the way back takes two more products for every one forward. */
export function flopsOf(workload: Workload): number {
  if (workload.over !== "time") {
    const { spec, side } = workload;
    return 2 * Number(countModel(spec, { height: side, width: side }).macs);
  }
  const { macs } = countSequence(workload.spec, workload);
  return 2 * Number(macs) * (workload.backward ? 3 : 1);
}

const sum = (values: readonly (number | null)[]): number | null =>
  values.reduce((total, value) => (total === null || value === null ? null : total + value), 0);

/** A contender that runs `run` and keeps its last trace. */
function contender<T extends { release(): void }>(
  name: string,
  run: () => Promise<T>,
  observed: (trace: T) => Observed,
  outputs: (trace: T) => Promise<Values>,
): Contender {
  let last: T | undefined;
  return {
    name,
    async run() {
      last = await run();
      return observed(last);
    },
    outputs: () => outputs(last!),
    close: () => last?.release(),
  };
}

const onDevice = ({ timing, milliseconds }: Pick<Trace, "timing" | "milliseconds">): number | null =>
  timing === "gpu timestamps" ? milliseconds : null;

async function imageContender(
  session: GpuSession,
  name: string,
  { spec, side, device }: ImageWorkload,
  order: ScheduleName,
): Promise<Contender> {
  const schedule = scheduleOf(order, gridOf(spec, { height: side, width: side }));
  const inputs = imageInputs({ spec, side });
  const run =
    device === "cpu"
      ? () => runOnCpu(spec, schedule, inputs)
      : await keepingBuffers(session.device, (own) => prepareOnGpu(session, spec, schedule, inputs, own));
  const outputs = async (trace: Trace): Promise<Values> => {
    const layers = await Promise.all(spec.layers.map((_, l) => trace.activations(l)));
    return Object.fromEntries(layers.map(({ data }, l) => [`layer ${l}`, data]));
  };
  const observed = (trace: Trace): Observed => ({
    steps: trace.steps,
    dispatches: trace.dispatches,
    deviceMs: onDevice(trace),
  });
  return contender<Trace>(name, () => run(), observed, outputs);
}

async function timeContender(session: GpuSession, workload: TimeWorkload): Promise<Contender> {
  const { spec, steps, device } = workload;
  const schedule = sequenceSchedule(spec, "pipelined", steps);
  const inputs = timeInputs(workload);
  const run =
    device === "cpu"
      ? () => runSequenceOnCpu(spec, schedule, inputs)
      : await keepingBuffers(session.device, (own) => prepareSequenceOnGpu(session, spec, schedule, inputs, own));
  const observed = ({ backward, ...forward }: SequenceTrace): Observed => ({
    steps: forward.steps + (backward?.steps ?? 0),
    dispatches:
      forward.projectionDispatches +
      forward.dispatches +
      (backward ? backward.dispatches + backward.productDispatches : 0),
    deviceMs: sum([onDevice(forward), backward ? onDevice(backward) : 0]),
  });
  const outputs = async (trace: SequenceTrace): Promise<Values> =>
    Object.fromEntries(
      Object.entries({ ...(await trace.outputs()), ...(await trace.backward?.gradients()) }).map(([name, { data }]) => [
        name,
        data,
      ]),
    );
  return contender<SequenceTrace>("ours", () => run(), observed, outputs);
}

/** A drawing is planned and laid out anew every time, and its image read back: its time holds all that. */
const drawingContender = (session: GpuSession, name: string, workload: SamplingWorkload): Contender => {
  const draw = drawOnGpu(session);
  const request = drawRequest(workload);
  let last: DrawTrace;
  return {
    name,
    async run() {
      last = await draw(request);
      return { steps: last.steps, dispatches: last.dispatches, deviceMs: onDevice(last) };
    },
    outputs: async () => ({ x: last.values.data }),
    close: () => undefined,
  };
};

/** Ours first, then our own rivals. */
export async function ownContenders(session: GpuSession, workload: Workload): Promise<readonly Contender[]> {
  if (workload.over === "time") return [await timeContender(session, workload)];
  if (workload.over === "sampling") {
    const methods = Object.entries({ ours: workload.method, ...workload.rivals });
    return methods.map(([name, method]) => drawingContender(session, name, { ...workload, method }));
  }
  const orders = Object.entries({ ours: workload.schedule, ...workload.rivals });
  return Promise.all(orders.map(([name, order]) => imageContender(session, name, workload, order)));
}
