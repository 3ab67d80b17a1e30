/** Training on the GPU: weights, moments, activations and gradients stay on the device, the pipelines are made once. */
import { SweepfieldError } from "../error.js";
import { keepingBuffers, readFloats, type Buffers } from "../gpu/buffers.js";
import { namingLoss, type GpuSession } from "../gpu/device.js";
import { inSequence, oneStep } from "../gpu/plans.js";
import { runPlan, type Plan } from "../gpu/runner.js";
import { channelLayout, packImage } from "../kernels/channel-layout.js";
import { lossKernel, lossSumKernel } from "../kernels/loss/gpu.js";
import { adamBuffer, adamKernel, normKernel, parameterGradientKernel, placeKernel } from "../kernels/optimiser/gpu.js";
import { gradientPlaces, parameterPlaces } from "../kernels/optimiser/places.js";
import { ADAM } from "../kernels/optimiser/settings.js";
import { tensorsOf } from "../models/parameter-vector.js";
import { scheduleFor, schedulesFor } from "../schedule/schedules.js";
import type { RunShape } from "./activations.js";
import { bound, floatsOf, type GpuModel } from "./gpu-model.js";
import { prepareModel } from "./gpu-run.js";
import type { RunOptions } from "./run.js";
import type { TrainableSpec } from "../models/spec.js";
import { checkBatch, checkState, requireFinite, type OpenTrainer, type Trainer, type TrainerState } from "./trainer.js";

const layoutOf = (spec: TrainableSpec) => channelLayout(spec.inputs, spec.kind === "pixelcnn" ? spec.colourGroups : 1);

/** The model with its backward pass; nothing of its first batch is ever read. */
async function modelOf(device: GPUDevice, spec: TrainableSpec, shape: RunShape, weights: Float32Array, own: Buffers) {
  const { batch, height, width } = shape;
  const dimensions = [batch, spec.inputs, height, width];
  const blank = { shape: dimensions, data: new Float32Array(batch * spec.inputs * height * width) };
  const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, shape);
  const inputs = { x: blank, weights: tensorsOf(spec, weights), outputGradient: blank };
  return prepareModel(spec, inputs, { device, schedule, shape }, own);
}

/** From the outputs to the gradient of their loss, and to the nats of every image in `report`. */
async function lossPlan(
  device: GPUDevice,
  spec: TrainableSpec,
  shape: RunShape,
  model: GpuModel,
  report: GPUBuffer,
  own: Buffers,
): Promise<Plan> {
  const positions = shape.batch * shape.height * shape.width;
  const top = model.maps[model.outputs.at(-1)![0]!.map]!;
  const { outputGradient } = model.backward!;
  const nats = own.storage("nats", positions * 4);
  const starts = { x: 0, y: top.offset, bar: outputGradient.offset };
  const loss = lossKernel(spec.conditional, { ...shape, layout: layoutOf(spec), starts });
  const [cost, sum] = await Promise.all([
    bound(device, loss, [model.image, top.buffer, outputGradient.buffer, nats]),
    bound(device, lossSumKernel(shape.height * shape.width), [nats, report]),
  ]);
  return inSequence("loss", [oneStep("loss", cost, positions), oneStep("sum of the loss", sum, shape.batch)]);
}

/** The optimiser: from the products to the gradient of every parameter, and from there to weights in their places. */
async function optimiser(
  device: GPUDevice,
  spec: TrainableSpec,
  shape: RunShape,
  model: GpuModel,
  state: TrainerState,
  report: GPUBuffer,
  own: Buffers,
) {
  const parameters = state.weights.length;
  const backward = model.backward!;
  const { packed, gradient: result } = parameterPlaces(spec, shape.batch * shape.height * shape.width);
  const { places, most } = gradientPlaces(parameters, result);
  const settings = own.upload("settings of Adam", adamBuffer(ADAM, 1));
  const theta = own.storage("parameters", parameters * 4);
  const moments = own.storage("moments", parameters * 8);
  const gradient = own.storage("gradient", parameters * 4);
  const placesBuffer = own.upload("places of the gradient", places);
  const [gather, norm, adam, ...placing] = await Promise.all([
    bound(device, parameterGradientKernel(most), [placesBuffer, backward.result, gradient]),
    bound(device, normKernel(parameters), [gradient, report]),
    bound(device, adamKernel(), [settings, report, gradient, theta, moments]),
    ...[...model.weights, ...backward.transposed].map(async (buffer, i) => {
      const source = packed[i]!;
      const sourceBuffer = own.upload(`places in ${buffer.label}`, source);
      const kernel = await bound(device, placeKernel(), [sourceBuffer, theta, buffer]);
      return oneStep("place", kernel, source.length);
    }),
  ]);
  const place = inSequence("place", placing);
  return {
    gradient: inSequence("gradient", [oneStep("gradient", gather, parameters), oneStep("norm", norm, 1)]),
    update: inSequence("Adam", [oneStep("Adam", adam, parameters), place]),
    place,
    settings,
    theta,
    moments,
  };
}

const interleaved = ({ m, v }: TrainerState): Float32Array<ArrayBuffer> => {
  const both = new Float32Array(2 * m.length);
  for (let i = 0; i < m.length; i++) {
    both[2 * i] = m[i]!;
    both[2 * i + 1] = v[i]!;
  }
  return both;
};

async function openTrainer(
  session: GpuSession,
  spec: TrainableSpec,
  shape: RunShape,
  initial: TrainerState,
): Promise<Trainer> {
  checkState(spec, initial);
  const { device } = session;
  return keepingBuffers(device, async (own) => {
    const model = await modelOf(device, spec, shape, initial.weights, own);
    const report = own.storage("report", (1 + shape.batch) * 4);
    const loss = await lossPlan(device, spec, shape, model, report, own);
    const { gradient, update, place, settings, theta, moments } = await optimiser(
      device,
      spec,
      shape,
      model,
      initial,
      report,
      own,
    );
    const { sweep, ofWeights } = model.backward!;
    const forward = inSequence("evaluation", [model.forward, loss]);
    const training = inSequence("training step", [model.forward, loss, sweep, ...ofWeights, gradient]);
    const parameters = initial.weights.length;
    const layout = layoutOf(spec);
    const packed = new Float32Array(floatsOf(shape, layout.groups));
    let step = 0;

    const requireOpen = (): void => {
      if (own.isReleased) throw new SweepfieldError("usage", "this trainer was released; open another");
    };
    const load = (x: Float32Array): void => {
      requireOpen();
      checkBatch(spec, shape, x);
      packImage(layout, [shape.batch, spec.inputs, shape.height, shape.width], x, packed);
      device.queue.writeBuffer(model.image, 0, packed);
    };
    const write = async (state: TrainerState): Promise<void> => {
      requireOpen();
      checkState(spec, state);
      device.queue.writeBuffer(theta, 0, state.weights.slice());
      device.queue.writeBuffer(moments, 0, interleaved(state));
      await runPlan(session, place);
      step = state.step;
    };
    await write(initial);

    return {
      device: "gpu",
      adapter: session.adapterName,
      get step() {
        return step;
      },
      async train(x, adam, options: RunOptions = {}) {
        load(x);
        const { signal } = options;
        const ran = await runPlan(session, training, signal ? { signal } : {});
        const [gradientNorm = NaN, ...nats] = await readFloats(device, report, 0, 1 + shape.batch);
        const record = { nats: Float32Array.from(nats), gradientNorm };
        requireFinite(step + 1, record);
        device.queue.writeBuffer(settings, 0, adamBuffer(adam, step + 1));
        // not to be cancelled: half an update would be none
        const updated = await runPlan(session, update);
        step++;
        const milliseconds =
          ran.milliseconds === null || updated.milliseconds === null ? null : ran.milliseconds + updated.milliseconds;
        return { ...ran, ...record, dispatches: ran.dispatches + updated.dispatches, milliseconds };
      },
      async evaluate(x, { signal }: RunOptions = {}) {
        load(x);
        await runPlan(session, forward, signal ? { signal } : {});
        return readFloats(device, report, 1, shape.batch);
      },
      async state() {
        requireOpen();
        const weights = await readFloats(device, theta, 0, parameters);
        const both = await readFloats(device, moments, 0, 2 * parameters);
        return {
          weights,
          m: both.filter((_, i) => i % 2 === 0),
          v: both.filter((_, i) => i % 2 === 1),
          step,
        };
      },
      restore: write,
      release: own.release,
    };
  });
}

export const openGpuTrainer =
  (session: GpuSession): OpenTrainer =>
  async (spec, shape, initial) => {
    const trainer = await namingLoss(session, () => openTrainer(session, spec, shape, initial));
    return {
      device: trainer.device,
      adapter: trainer.adapter,
      get step() {
        return trainer.step;
      },
      train: (x, settings, options) => namingLoss(session, () => trainer.train(x, settings, options)),
      evaluate: (x, options) => namingLoss(session, () => trainer.evaluate(x, options)),
      state: () => namingLoss(session, () => trainer.state()),
      restore: (state) => namingLoss(session, () => trainer.restore(state)),
      release: () => trainer.release(),
    };
  };
