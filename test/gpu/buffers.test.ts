/** Whatever happens to a run, and whenever: it leaves no buffer behind. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { StackPicture, type Frame } from "../../src/elements/layer-stack/picture.js";
import { coneReport } from "../../src/elements/layer-stack/cone-report.js";
import { lookOf } from "../../src/elements/layer-stack/look.js";
import { stackModel } from "../../src/elements/layer-stack/model.js";
import { sceneOf } from "../../src/elements/layer-stack/scene.js";
import { releaseStack, runStack } from "../../src/elements/layer-stack/stack-run.js";
import { PRESETS } from "../../src/elements/layer-stack/steering.js";
import { rampsFor } from "../../src/elements/styles/ramps.js";
import { noiseFor } from "../../src/engine/drawing.js";
import { checkAdderOnGpu } from "../../src/engine/gpu-adder-check.js";
import { drawOnGpu } from "../../src/engine/gpu-drawing.js";
import { runResidualOnGpu } from "../../src/engine/gpu-residual.js";
import { runOnGpu } from "../../src/engine/gpu-run.js";
import { runSequenceOnGpu, runSequenceStamped } from "../../src/engine/gpu-sequence.js";
import { runStamped } from "../../src/engine/gpu-stamped.js";
import { openGpuTrainer } from "../../src/engine/gpu-trainer.js";
import type { RunModel } from "../../src/engine/run-models.js";
import { freshState } from "../../src/engine/trainer.js";
import { ownBuffers } from "../../src/gpu/buffers.js";
import { ADAM } from "../../src/kernels/optimiser/settings.js";
import { CANONICAL } from "../../src/models/adder-presets.js";
import { initialWeights } from "../../src/models/initialise.js";
import { initialSequenceWeights } from "../../src/models/initialise-sequence.js";
import { layerChannels } from "../../src/models/layers.js";
import { vectorOf } from "../../src/models/parameter-vector.js";
import { gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import { initialResidualWeights, residualSignals, type ResidualSpec } from "../../src/models/residual.js";
import type { SequenceSpec } from "../../src/models/sequence.js";
import type { ModelSpec, TrainableSpec } from "../../src/models/spec.js";
import { THERMOMETER } from "../../src/models/threshold-rnn.js";
import { validateSpec } from "../../src/models/validate.js";
import { SAMPLING_METHODS } from "../../src/schedule/sampling.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { sequenceSchedule } from "../../src/schedule/sequence.js";
import { image } from "./compare.js";
import { INTERRUPTIONS, interrupted, watchGpu, type Hooks, type Work } from "./interruptions.js";
import { session } from "./session.js";

watchGpu();

const SIZE = { height: 3, width: 3 };

/** Work with something that has to be released, as its owner does it. */
async function releasing<Held extends { release(): void }>(
  { opened }: Hooks,
  open: Promise<Held>,
  use: (held: Held) => Promise<unknown>,
): Promise<void> {
  const held = await open;
  opened(() => held.release());
  try {
    await use(held);
  } finally {
    held.release();
  }
}

const modelInputs = (spec: ModelSpec) => {
  const { outputs } = layerChannels(spec).at(-1)!;
  return {
    x: image([1, spec.inputs, SIZE.height, SIZE.width]),
    weights: initialWeights(spec, 1),
    outputGradient: image([1, outputs, SIZE.height, SIZE.width]),
  };
};

const model =
  (spec: ModelSpec): Work =>
  (hooks) =>
    releasing(
      hooks,
      runOnGpu(hooks.session, spec, scheduleFor(spec, schedulesFor(spec)[0]!, SIZE), modelInputs(spec), hooks),
      async (trace) => {
        await trace.activations(0);
        await trace.cellMeans();
        await trace.backward!.gradients();
        await trace.backward!.deltas(0);
        await trace.backward!.cellMeans();
      },
    );

const stampedModel: Work = (hooks) => {
  const spec = mdrnn({ depth: 1, channels: 2 });
  const run = runStamped(hooks.session, spec, scheduleFor(spec, "raster", SIZE), modelInputs(spec));
  return releasing(
    hooks,
    run.then(({ trace }) => trace),
    async () => undefined,
  );
};

const sequenceInputs = ({ inputs, hidden }: SequenceSpec, weights: ReturnType<typeof initialSequenceWeights>) => ({
  x: image([4, 2, inputs]),
  weights,
  outputGradients: { y: image([4, 2, hidden]) },
});

const sequence =
  (spec: SequenceSpec): Work =>
  (hooks) =>
    releasing(
      hooks,
      runSequenceOnGpu(
        hooks.session,
        spec,
        sequenceSchedule(spec, "pipelined", 4),
        sequenceInputs(spec, initialSequenceWeights(spec, 1)),
        hooks,
      ),
      async (trace) => {
        await trace.states(0);
        await trace.cellMeans();
        await trace.backward!.gradients();
        await trace.backward!.bars(0);
        await trace.backward!.cellMeans();
      },
    );

const LSTM: SequenceSpec = { kind: "lstm", inputs: 2, hidden: 3, layers: 2 };

const stampedSequence: Work = (hooks) => {
  const schedule = sequenceSchedule(LSTM, "pipelined", 4);
  const inputs = sequenceInputs(LSTM, initialSequenceWeights(LSTM, 1));
  return releasing(
    hooks,
    runSequenceStamped(hooks.session, LSTM, schedule, inputs).then(({ trace }) => trace),
    async () => undefined,
  );
};

const residual: Work = (hooks) => {
  const spec: ResidualSpec = { kind: "residual", placement: "plain", blocks: 2, width: 4, weight: "dense", norm: true };
  const inputs = { ...residualSignals([3, 4], 1), weights: initialResidualWeights(spec, 1) };
  return releasing(
    hooks,
    runResidualOnGpu(hooks.session, spec, { ...inputs, wanted: "gradients" }, hooks),
    async (trace) => {
      await trace.gradients();
      await trace.activations(1);
    },
  );
};

const drawn = validateSpec({
  kind: "pixelcnn",
  inputs: 1,
  layers: [
    { kernel: 3, out: 3 },
    { kernel: 1, out: 1, activation: "none" },
  ],
  conditional: { kind: "bernoulli" },
}) as TrainableSpec;

const drawing: Work = async ({ session: gpu, signal }) => {
  const request = { spec: drawn, weights: initialWeights(drawn, 1), noise: noiseFor(drawn, 1, SIZE, 1) };
  for (const method of SAMPLING_METHODS) await drawOnGpu(gpu)({ ...request, method }, { signal });
};

const training: Work = (hooks) => {
  const { signal } = hooks;
  const x = image([1, 1, SIZE.height, SIZE.width]).data.map(Math.sign);
  const state = freshState(vectorOf(drawn, initialWeights(drawn, 1)));
  return releasing(hooks, openGpuTrainer(hooks.session)(drawn, { batch: 1, ...SIZE }, state), async (trainer) => {
    await trainer.train(x, ADAM, { signal });
    await trainer.evaluate(x, { signal });
    await trainer.restore(await trainer.state());
  });
};

const adder: Work = ({ session: gpu, signal }) =>
  checkAdderOnGpu(gpu, CANONICAL, { bits: 2, code: THERMOMETER }, { signal });

/** A canvas takes what is read back for it; what asks for its context is about to wait for its pipelines. */
const canvas = ({ waited }: Hooks): HTMLCanvasElement => {
  const context = { putImageData: () => undefined };
  return { width: 0, height: 0, getContext: () => (queueMicrotask(waited), context) } as never;
};
globalThis.ImageData ??= Object as never;

/** The run behind a layer stack, then three pictures: two on one canvas, the second in other colours, and one on another. */
const layerStack: Work = async (hooks) => {
  const stack = stackModel({ model: "mdrnn", depth: 2, channels: 2, kernel: "3" }, { inputs: 1, ...SIZE });
  const x = image([1, 1, SIZE.height, SIZE.width]);
  const run: RunModel = (...request) => runOnGpu(hooks.session, ...request);
  const result = await runStack({ run }, { model: stack, x, seed: 1, device: "auto", ownImage: null }, hooks.signal);
  let ended: (error?: unknown) => void = () => undefined;
  const picture = new StackPicture(
    () => ended(),
    (error) => ended(error),
  );
  let isRemoved = false;
  const remove = (): void => {
    isRemoved = true;
    picture.close();
    releaseStack(result);
    ended();
  };
  hooks.opened(remove);
  const output = { row: 1, column: 1 };
  const planes = coneReport(stack, output);
  const scene = sceneOf(stack, planes, output);
  const colours = { surface: 0, line: 1, hue: 2, outline: 3, glow: 4 };
  const looks = (["faint", "hidden"] as const).map((others) => lookOf(colours, rampsFor(false).signed, others));
  const view = { ...PRESETS.corner, width: 40, height: 30, room: 5, across: 3, down: 3, halfHeight: 1 };
  const [one, other] = [canvas(hooks), canvas(hooks)];
  const frame: Omit<Frame, "canvas" | "look"> = { isDirect: false, result, scene, view, ratio: 1 };
  try {
    for (const [on, look] of [
      [one, looks[0]!],
      [one, looks[1]!],
      [other, looks[1]!],
    ] as const) {
      if (isRemoved) return;
      const error = await new Promise<unknown>((resolve) => {
        ended = resolve;
        picture.show({ ...frame, canvas: on, look });
      });
      if (error) throw error as Error;
    }
  } finally {
    remove();
  }
};

const works: Readonly<Record<string, Work>> = {
  "a PixelCNN": model(pixelCnn({ depth: 2, channels: 2 })),
  "a gated PixelCNN": model(gatedPixelCnn({ depth: 1, channels: 2 })),
  "an MDRNN": model(mdrnn({ depth: 2, channels: 2 })),
  "a Row LSTM": model(rowLstm({ depth: 1, channels: 2 })),
  "an MDRNN with stamps": stampedModel,
  "an RNN": sequence({ kind: "rnn", inputs: 2, hidden: 3, layers: 1, activation: "tanh" }),
  "an LSTM": sequence(LSTM),
  "an LSTM with stamps": stampedSequence,
  "a residual stack": residual,
  drawing,
  training,
  "checking an adder": adder,
  "the picture of a layer stack": layerStack,
};

for (const [name, work] of Object.entries(works))
  for (const what of INTERRUPTIONS)
    test(`${name}, ${what} at any moment, leaves no buffer behind`, async () => {
      const whole = await interrupted(session, work, what, Infinity);
      assert.deepEqual([whole.error, whole.left], [undefined, []], "uninterrupted");
      for (let n = 1; ; n++) {
        const { happened, left } = await interrupted(session, work, what, n);
        assert.deepEqual(left, [], `interrupted at moment ${n}`);
        if (!happened) {
          assert.ok(n > 5, `only ${n} moments`);
          break;
        }
      }
    });

test("released buffers are gone, and no others are made", () => {
  const own = ownBuffers(session.device);
  own.upload("one", new Float32Array(3));
  own.release();
  own.release();
  assert.equal(own.isReleased, true);
  assert.throws(() => own.storage("two", 16), { code: "usage", message: /two came after the release/ });
});
