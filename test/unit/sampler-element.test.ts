import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import fc from "fast-check";
import { openDevice } from "../../src/cli/device.js";
import { FIGURES } from "../../src/cli/figures.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { cellsIn, differingPixels, pixelsAt, workAt } from "../../src/elements/sampler/draws.js";
import { copyAt, runCompletion } from "../../src/elements/sampler/completion/run.js";
import { drawAndTrain } from "../../src/elements/sampler/engine.js";
import { runMethods } from "../../src/elements/sampler/methods/run.js";
import { runModels } from "../../src/elements/sampler/models/run.js";
import { drawingMarks, imageColours } from "../../src/elements/sampler/pictures.js";
import { completionQuestions } from "../../src/elements/sampler/completion/questions.js";
import { methodQuestions } from "../../src/elements/sampler/methods/questions.js";
import { modelQuestions } from "../../src/elements/sampler/models/questions.js";
import { parseMethods, samplerState } from "../../src/elements/sampler/sampler.state.js";
import { MODEL_NAMES, specOf, wavefrontFormula } from "../../src/elements/sampler/specs.js";
import { curveMarks, smoothed } from "../../src/elements/sampler/training/curve.js";
import {
  flagsOf,
  heldOutCount,
  settingsFrom,
  settingsOf,
  shapingOf,
  stateOf,
  trainingSettings,
} from "../../src/elements/sampler/training/kept.js";
import { TrainingSession, type TrainingPlan } from "../../src/elements/sampler/training/session.js";
import { pytorchSnippet } from "../../src/elements/sampler/training/snippet.js";
import type { SamplerState } from "../../src/elements/sampler/view.js";
import { weightsFor } from "../../src/elements/sampler/weights.js";
import { noiseFor } from "../../src/engine/drawing.js";
import { doImagesJob } from "../../src/engine/image-sets.js";
import { SweepfieldError } from "../../src/error.js";
import { samplingSteps } from "../../src/graph/sampling.js";
import { drawDigits } from "../../src/io/builtin-digits.js";
import { defaultState, parseState } from "../../src/io/url-state.js";
import { readWeights, writeWeights } from "../../src/io/weights-file.js";
import { initialWeights } from "../../src/models/initialise.js";
import { tensorsOf } from "../../src/models/parameter-vector.js";
import { validateSpec } from "../../src/models/validate.js";
import { trainingData } from "../../src/training/data.js";
import { openTraining } from "../../src/training/run.js";
import { oracles } from "./oracles.js";

const cpu = await openDevice("cpu");
const engine = await cpu.runner(drawAndTrain);
const { signal } = new AbortController();

const stateWith = (change: Partial<SamplerState> = {}): SamplerState => ({
  ...defaultState(samplerState),
  weights: "untrained",
  height: 6,
  width: 7,
  depth: 3,
  channels: 3,
  first: "3",
  ...change,
});
const methods = async (change: Partial<SamplerState> = {}) => {
  const state = stateWith(change);
  return runMethods(engine, state, await weightsFor(state.model, state, null, signal));
};
const models = (change: Partial<SamplerState> = {}) => {
  const state = stateWith(change);
  return runModels(engine, state, (model) => weightsFor(model, state, null, signal));
};
type Drawn = Awaited<ReturnType<typeof methods>>["drawn"];
const methodOf = (drawn: Drawn, name: Drawn[number]["method"]) => drawn.find(({ method }) => method === name)!;

test("every model is a valid spec, and its formula is the longest chain of its graph, one row and one column included", () => {
  const side = fc.constantFrom<"3" | "5" | "7">("3", "5", "7");
  fc.assert(
    fc.property(
      fc.record({
        model: fc.constantFrom(...MODEL_NAMES),
        colour: fc.constantFrom("grey" as const, "rgb" as const),
        depth: fc.integer({ min: 1, max: 4 }),
        first: side,
        kernel: side,
        height: fc.integer({ min: 1, max: 12 }),
        width: fc.integer({ min: 1, max: 12 }),
      }),
      ({ model, ...settings }) => {
        const spec = specOf(model, stateWith({ ...settings, channels: 1 }));
        assert.deepEqual(validateSpec(JSON.parse(JSON.stringify(spec))), spec);
        const formula = wavefrontFormula(spec, settings);
        if (formula) assert.equal(formula.value, samplingSteps(spec, settings)?.wavefront);
        else assert.equal(model, "pixelcnn");
      },
    ),
    { numRuns: 150 },
  );
});

test("E10, executed: 82, 136, 244, 514, 55 and 784 pixel-steps at 28 × 28", async () => {
  const want = oracles.E10.expected.totals_28x28;
  const size = { height: 28, width: 28, channels: 1, depth: 7 };
  const { drawn } = await models(size);
  assert.deepEqual(
    drawn.map(({ trace }) => trace.pixelSteps),
    [82, 55, 244, 55, 55],
  );
  assert.equal(drawn[0]!.trace.pixelSteps, want.pixelcnn_3x3);
  assert.equal(drawn[3]!.trace.pixelSteps, want.quadrant);
  for (const { formula, trace } of drawn) assert.equal(formula?.value, trace.pixelSteps);
  const [seven] = (await models({ ...size, depth: 2, first: "7" })).drawn;
  assert.equal(seven?.trace.pixelSteps, want.pixelcnn_7x7A_then_3x3);
  const deep = (await models({ ...size, depth: 15, first: "7" })).drawn.find(({ name }) => name === "gated");
  assert.deepEqual([deep?.trace.pixelSteps, deep?.formula?.value], [514, 514]);
  const spec = specOf("pixelcnn", stateWith({ ...size, depth: 2 }));
  const noise = noiseFor(spec, 1, size, 1);
  const cached = await engine.draw({ method: "cached", spec, weights: initialWeights(spec, 1), noise });
  assert.equal(cached.pixelSteps, 784);
});

test("four methods draw one image; what they counted and what the pictures show agree", async () => {
  for (const change of [
    {},
    { pixels: "levels", temperature: 0.5 },
    { model: "mdlstm" },
    { height: 1 },
    { width: 1 },
  ] as const) {
    const { drawn, left, pending } = await methods(change);
    assert.deepEqual([drawn.length, left, pending], [4, null, []]);
    for (const { trace, differing, formula, method } of drawn) {
      assert.equal(differing, 0);
      if (method === "fixed-point") assert.ok(trace.pixelSteps <= formula!.value);
      else assert.equal(trace.pixelSteps, formula!.value);
      let cells = 0;
      const seen = new Set<number>();
      for (let step = 1; step <= trace.pixelSteps; step++) {
        cells += cellsIn(trace, step);
        for (const pixel of pixelsAt(trace, step).lit) seen.add(pixel);
      }
      assert.equal(cells, trace.cells, `${method}: cells of all steps`);
      const pixels = trace.values.data.length;
      assert.equal(seen.size, pixels, `${method}: every pixel is drawn in some step`);
      assert.deepEqual(pixelsAt(trace, trace.pixelSteps).values, trace.values.data);
      assert.ok(pixelsAt(trace, 0).values.every(Number.isNaN));
      assert.deepEqual(pixelsAt(trace, trace.pixelSteps + 1).lit, []);
      assert.ok(workAt(trace, 0).every((count) => count === 0));
    }
    const [naive, cached] = [methodOf(drawn, "naive").trace, methodOf(drawn, "cached").trace];
    assert.ok(naive.multiplyAdds >= cached.multiplyAdds);
  }
});

test("in colour: red, green and blue in turn, three times the steps of the theory; the other models draw them at once", async () => {
  for (const change of [{}, { pixels: "levels" }, { model: "quadrant" }, { height: 1 }, { width: 1 }] as const) {
    const { drawn } = await methods({ colour: "rgb", ...change });
    const { height, width } = stateWith(change);
    for (const { trace, differing, formula, method } of drawn) {
      assert.equal(differing, 0);
      if (method === "fixed-point") assert.ok(trace.pixelSteps <= formula!.value);
      else assert.equal(trace.pixelSteps, formula!.value);
      if (method === "naive" || method === "cached") assert.equal(trace.pixelSteps, 3 * height * width);
      const counts = [0, 0, 0];
      for (let step = 1; step <= trace.pixelSteps; step++)
        pixelsAt(trace, step).litByColour.forEach((lit, c) => (counts[c]! += lit.length));
      if (method !== "fixed-point")
        assert.deepEqual(
          counts,
          [1, 1, 1].map(() => height * width),
        );
    }
  }
  const { trace } = methodOf((await methods({ colour: "rgb" })).drawn, "cached");
  const look = { x: 0, y: 0, side: 30, step: 5, order: new Uint32Array(2), paint: (token: string) => token };
  // red and green of the second pixel are drawn, green in this step
  const stripes = drawingMarks(trace, look).filter((mark) => mark.kind === "rect");
  assert.deepEqual(
    stripes.map(({ stroke }) => stroke ?? null),
    [null, "glow"],
  );
  assert.ok(
    stripes.every(({ x }) => x >= 30 && x < 60),
    "in the second pixel",
  );
  const { drawn } = await models({ colour: "rgb" });
  for (const {
    formula,
    trace: { pixelSteps },
  } of drawn)
    assert.equal(formula?.value, pixelSteps);
  assert.deepEqual(
    drawn.map(({ trace: { pixelSteps } }) => pixelSteps),
    [51, 36, 27, 12, 12],
  );
});

test("every model learns and draws: bits or levels, grey or in colour, from 8 × 8 to 28 × 28", async () => {
  const open = await engine.trainer();
  for (const model of MODEL_NAMES)
    for (const colour of ["grey", "rgb"] as const)
      for (const pixels of ["binary", "levels"] as const)
        for (const side of [8, 28]) {
          const size = { height: side, width: side };
          const name = `${model}, ${colour}, ${pixels}, ${side} × ${side}`;
          const state = stateWith({ model, colour, pixels, depth: 2, ...size });
          const spec = specOf(model, state);
          const images = await doImagesJob(
            { from: "digits", count: 4, shape: { ...size, channels: spec.inputs === 3 ? 3 : 1 }, seed: 1 },
            {},
          );
          const data = trainingData(spec, images, { seed: 1, heldOut: 1, threshold: 0.5 });
          const run = await openTraining({
            spec,
            data,
            settings: { batch: 2, learningRate: 0.01, warmUp: 1, clip: 1, seed: 1 },
            engine: async () => open,
          });
          const before = await run.evaluate(data.train);
          await run.next();
          const after = await run.evaluate(data.train);
          assert.ok(after.nats < before.nats, `${name}: ${before.nats} nats, after a step ${after.nats}`);
          assert.ok(before.bitsPerDimension! > 0);
          const { weights } = await run.state();
          const names = side === 8 ? "naive cached wavefront fixed-point" : "cached wavefront fixed-point";
          const { drawn } = await runMethods(
            engine,
            { ...state, methods: names },
            { spec, weights: tensorsOf(spec, weights), source: "" },
          );
          for (const { differing, method } of drawn) assert.equal(differing, 0, `${name}: ${method}`);
          run.release();
        }
});

test("a wrong pixel is counted as one that differs, and a guess of the fixed point is marked", async () => {
  const { drawn } = await methods();
  const { trace } = methodOf(drawn, "cached");
  const wrong = { ...trace, values: { ...trace.values, data: trace.values.data.slice() } };
  wrong.values.data[5]! *= -1;
  assert.equal(differingPixels(wrong, trace), 1);
  wrong.values.data[6] = NaN;
  assert.equal(differingPixels(wrong, trace), 2);
  const fixed = methodOf(drawn, "fixed-point").trace;
  const first = pixelsAt(fixed, 1);
  assert.equal(first.isGuess[0], 0, "the first pixel is final at once");
  first.isGuess.forEach((flag, pixel) => assert.equal(flag === 1, fixed.drawnAt[pixel]! > 1));
});

test("fewer methods draw where fewer are named", async () => {
  const { drawn } = await methods({ methods: "fixed-point naive" });
  assert.deepEqual(
    drawn.map(({ method, differing }) => [method, differing]),
    [
      ["naive", 0],
      ["fixed-point", 0],
    ],
  );
  assert.deepEqual(methodQuestions(await methods({ methods: "naive" })), []);
  assert.deepEqual(parseMethods("wavefront, naive"), ["naive", "wavefront"]);
  for (const text of ["", "naive x", "naive naive naive naive naive", "__proto__"])
    assert.equal(parseMethods(text), null);
});

test("what would take too long is left out and said", async () => {
  const state = stateWith({ height: 32, width: 32, depth: 16, channels: 64 });
  const spec = specOf("pixelcnn", state);
  const draw: typeof engine.draw = async ({ method }) => {
    throw new SweepfieldError("cancelled", method);
  };
  await assert.rejects(
    runMethods({ draw }, state, { spec, weights: initialWeights(spec, 1), source: "" }),
    /wavefront/,
    "the quick ones come first",
  );
});

test("what the middle pixel sees: the raster past but for the blind spot, or the quadrant", async () => {
  const { drawn } = await models({ height: 9, width: 9, depth: 3 });
  const seen = Object.fromEntries(drawn.map(({ name, seen: count }) => [name, count]));
  assert.equal(seen["mdrnn"], 24);
  assert.equal(seen["mdlstm"], 24);
  assert.ok(seen["pixelcnn"]! < seen["gated"]!);
  for (const { context } of drawn) assert.equal(context.seen[context.pixel], 0, "no pixel sees itself");
  assert.deepEqual(
    drawn.map(({ readingSteps }) => readingSteps),
    [3, 3, 8, 9 + 9 + 3 - 2, 9 + 9 + 3 - 2],
  );
});

test("questions have the answers that were executed, and ask no order where there is none", async () => {
  const run = await methods({ height: 5, width: 6 });
  assert.deepEqual(
    methodQuestions(run).map(({ id, answer }) => [id, answer]),
    [
      ["cached", 30],
      ["wavefront", 14],
      ["fewest", run.drawn.findIndex(({ method }) => method === "fixed-point") + 1],
    ],
  );
  assert.deepEqual(
    modelQuestions(await models({ height: 6, width: 7 })).map(({ id, answer }) => [id, answer]),
    [
      ["mdrnn", 12],
      ["quadrant", 12],
      ["order", 312],
    ],
  );
  assert.deepEqual(
    modelQuestions(await models({ height: 1 })).map(({ id }) => id),
    ["mdrnn", "quadrant"],
  );
});

test("a completion keeps what is given, and takes as long as the rows below", async () => {
  const state = stateWith({ known: 0.5, copies: 3 });
  const image = { shape: [1, 1, 6, 7], data: Float32Array.from({ length: 42 }, (_, i) => (i % 5 < 2 ? 0.8 : -0.4)) };
  const model = await weightsFor("pixelcnn", state, null, signal);
  const run = await runCompletion(engine, state, model, image);
  assert.equal(run.rows, 3);
  assert.equal(run.trace.pixelSteps, wavefrontFormula(model.spec, { height: 3, width: 7 })!.value);
  assert.equal(completionQuestions(run)[0]!.answer, run.trace.pixelSteps);
  for (let copy = 0; copy < 3; copy++) {
    const before = copyAt(run, copy, 0);
    before.forEach((value, i) =>
      assert.equal(i < 21 ? value : Number.isNaN(value), i < 21 ? run.image.data[i]! : true),
    );
    assert.ok(copyAt(run, copy, run.trace.pixelSteps).every((value) => Math.abs(value) === 1));
  }
});

test("pictures: grey by value, clear where nothing is drawn, faded where it is a guess", () => {
  const words = imageColours([-1, 1, NaN, 1], 4, 1, Uint8Array.of(0, 0, 0, 1));
  assert.deepEqual([...words.subarray(0, 3)], [0xff000000, 0xffffffff, 0]);
  assert.notEqual(words[3], 0xffffffff);
  // green of the first pixel is still to come
  assert.deepEqual([...imageColours([1, 1, NaN, -1, 1, 1], 2, 3)], [0, 0xffff00ff]);
});

test("settings: nonsense in the address is refused, name by name", () => {
  const { given, notices } = parseState(
    samplerState,
    new URLSearchParams("height=0&width=1e9&depth=x&kernel=4&temperature=-1&view=__proto__&weight-seed=1.5&images=5"),
  );
  assert.equal(notices.length, 8);
  for (const value of Object.values(given)) assert.notEqual(value, undefined);
  assert.deepEqual({ ...defaultState(samplerState), ...given }.view, "methods");
});

const digits = async (count: number, size: { height: number; width: number }) =>
  doImagesJob({ from: "digits", count, shape: { ...size, channels: 1 }, seed: 1 }, {});

test("images: the worker draws what the generator draws; files come with their name when they are refused", async () => {
  const size = { height: 8, width: 8 };
  const drawing = drawDigits(12, size, 1);
  let next = drawing.next();
  while (!next.done) next = drawing.next();
  const set = await digits(12, size);
  assert.deepEqual(set, next.value);
  const idx = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 12, 0, 0, 0, 8, 0, 0, 0, 8, ...set.bytes);
  const read = (name: string, bytes: Uint8Array) =>
    doImagesJob({ from: "file", name, bytes, shape: { ...size, channels: 1 } }, {});
  assert.deepEqual((await read("a.idx.gz", gzipSync(idx))).bytes, set.bytes);
  assert.equal(
    (await doImagesJob({ from: "file", name: "a", bytes: idx, shape: { height: 4, width: 4, channels: 1 } }, {}))
      .height,
    4,
  );
  const csv = `${Array.from(set.bytes.subarray(0, 64)).join()}\n${Array.from(set.bytes.subarray(64, 128)).join()}`;
  assert.deepEqual((await read("a.csv", new TextEncoder().encode(csv))).bytes, set.bytes.subarray(0, 128));
  const wide = await doImagesJob(
    {
      from: "file",
      name: "wide.csv",
      bytes: new TextEncoder().encode("0,255,0,255,0,255"),
      shape: { height: 2, width: 3, channels: 1 },
    },
    {},
  );
  assert.deepEqual([wide.height, wide.width, ...wide.bytes], [2, 3, 0, 255, 0, 255, 0, 255]);
  const rgb = Uint8Array.of(0, 0, 8, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 3, 255, 255, 255);
  assert.deepEqual(
    [
      ...(await doImagesJob({ from: "file", name: "rgb", bytes: rgb, shape: { height: 1, width: 1, channels: 1 } }, {}))
        .bytes,
    ],
    [255],
  );
  const coloured = { height: 1, width: 1, channels: 3 } as const;
  assert.deepEqual(
    [...(await doImagesJob({ from: "file", name: "rgb", bytes: rgb.with(21, 7), shape: coloured }, {})).bytes],
    [255, 7, 255],
  );
  const grey = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 9, 8);
  assert.deepEqual(
    [...(await doImagesJob({ from: "file", name: "grey", bytes: grey, shape: coloured }, {})).bytes],
    [9, 9, 9, 8, 8, 8],
  );
  await assert.rejects(read("cut.idx", idx.subarray(0, 100)), /^SweepfieldError: cut\.idx: .*cut off/);
  await assert.rejects(read("a.csv", new TextEncoder().encode("1,2\n3")), /a\.csv: /);
});

interface Fake {
  readonly session: TrainingSession;
  readonly kept: { file: Uint8Array<ArrayBuffer>; curve: TrainingSession["curve"] }[];
}
const TINY = stateWith({
  height: 6,
  width: 6,
  depth: 2,
  channels: 4,
  batch: 4,
  rate: 0.02,
  warmUp: 2,
  steps: 12,
  every: 5,
  images: 30,
});
const planOf = async (state: SamplerState): Promise<TrainingPlan> => {
  const images = await digits(state.images, state);
  const spec = specOf(state.model, state);
  const heldOut = heldOutCount(state, images.count);
  return {
    spec,
    data: trainingData(spec, images, { seed: state.weightSeed, heldOut, threshold: state.threshold }),
    settings: trainingSettings(state),
    steps: state.steps,
    every: state.every,
    noiseSeed: 1,
    flags: flagsOf(state, { name: `builtin:${images.count}`, count: images.count }),
  };
};
const opened = (run = engine): Fake => {
  const kept: Fake["kept"] = [];
  const session = new TrainingSession({
    engine: async () => ({
      device: "cpu",
      name: "main thread",
      isSoftware: true,
      reason: null,
      lost: new Promise(() => {}),
      run,
    }),
    changed: () => {},
    keep: async (now) => {
      const file = await now.file();
      if (file) kept.push({ file, curve: structuredClone(now.curve) });
    },
  });
  return { session, kept };
};

test("a run: single steps, start, pause, resume, the end; the loss falls, and samples are drawn on the way", async () => {
  const { session, kept } = opened();
  assert.ok(await session.open(await planOf(TINY), null));
  assert.deepEqual([session.phase, session.step, session.curve.heldOut.length], ["paused", 0, 1]);
  assert.deepEqual(session.samples?.shape, [8, 1, 6, 6]);
  await session.stepOnce();
  assert.deepEqual([session.phase, session.step], ["paused", 1]);
  const going = session.resume();
  session.pause();
  await going;
  assert.equal(session.phase, "paused");
  assert.ok(session.step < 12);
  // resumed while the last step is still going on: the same loop goes on
  const again = session.resume();
  session.pause();
  await session.resume();
  await again;
  assert.deepEqual([session.phase, session.step, session.samplesStep], ["finished", 12, 12]);
  const held = session.curve.heldOut.map(({ nats }) => nats);
  assert.ok(held.at(-1)! < held[0]!, held.join());
  assert.equal(new Set(session.curve.heldOut.map(({ step }) => step)).size, held.length);
  assert.ok(kept.length > 0);
  assert.deepEqual(session.baselines!.uniform, 36 * Math.LN2);
  session.cancel();
  assert.deepEqual([session.phase, session.step, await session.file()], ["idle", 0, null]);
});

test("a run that goes on from what was kept equals one that never stopped", async () => {
  const plan = await planOf(TINY);
  const whole = opened();
  await whole.session.open(plan, null);
  await whole.session.resume();
  const first = opened();
  await first.session.open(plan, null);
  for (let step = 0; step < 5; step++) await first.session.stepOnce();
  const file = readWeights((await first.session.file())!);
  const second = opened();
  // a curve that goes further than the state is cut
  await second.session.open(plan, { state: stateOf(file)!, curve: whole.session.curve });
  assert.equal(second.session.step, 5);
  await second.session.resume();
  assert.deepEqual(second.session.curve.train, whole.session.curve.train);
  assert.deepEqual(await second.session.file(), await whole.session.file());
  const bare = opened();
  await bare.session.open(plan, { state: stateOf(file)!, curve: { from: 0, train: [], heldOut: [] } });
  assert.deepEqual([bare.session.step, bare.session.curve.from], [5, 5]);
});

test("a device that is lost in the middle: the run goes on and says so, with the same numbers", async () => {
  const plan = await planOf(TINY);
  const whole = opened();
  await whole.session.open(plan, null);
  await whole.session.resume();
  let steps = 0;
  const fragile: typeof engine = {
    draw: engine.draw,
    trainer: async () => {
      const open = await engine.trainer();
      return async (...given) => {
        const trainer = await open(...given);
        return Object.create(trainer, {
          step: { get: () => trainer.step },
          train: {
            value: (...of: Parameters<typeof trainer.train>) => {
              if (++steps === 7) throw new SweepfieldError("device-lost", "the GPU device was lost");
              return trainer.train(...of);
            },
          },
        }) as typeof trainer;
      };
    },
  };
  const { session } = opened(fragile);
  await session.open(plan, null);
  await session.resume();
  assert.deepEqual([session.phase, session.problem], ["finished", ""]);
  assert.match(session.notice, /The GPU was lost and opened again; training went on/);
  assert.deepEqual(session.curve, whole.session.curve);
});

test("a run that fails says why and can be started again; a cancelled one says nothing", async () => {
  const plan = await planOf(TINY);
  const { session } = opened();
  assert.equal(await session.open({ ...plan, settings: { ...plan.settings, batch: 500 } }, null), false);
  assert.match(session.problem, /batch/);
  assert.equal(session.phase, "idle");
  const opening = session.open(plan, null);
  session.cancel();
  assert.equal(await opening, false);
  assert.deepEqual([session.problem, session.phase], ["", "idle"]);
});

test("a file of weights gives its settings back, also those of the command line; other models are refused", () => {
  for (const [i, model] of MODEL_NAMES.entries()) {
    const colour = i % 2 === 0 ? "rgb" : "grey";
    const state = stateWith({
      model,
      colour,
      depth: 3,
      channels: 5,
      first: "5",
      kernel: "3",
      pixels: "levels",
      sigma: 0.3,
    });
    const spec = specOf(model, state);
    const weights = initialWeights(spec, 1);
    const checkpoint = { m: weights, v: weights, step: 4, settings: flagsOf(state, { name: "builtin:50", count: 50 }) };
    const file = readWeights(writeWeights({ spec, weights, image: [9, 10], checkpoint }));
    const change = settingsOf(file, defaultState(samplerState));
    const now = { ...defaultState(samplerState), ...change };
    assert.deepEqual(specOf(now.model, now), spec);
    assert.deepEqual([now.height, now.width, now.images, now.batch, now.rate], [9, 10, 50, state.batch, state.rate]);
    assert.equal(heldOutCount(now, 50), heldOutCount(state, 50));
    assert.equal(stateOf(file)?.step, 4);
    assert.equal(stateOf({ ...file, checkpoint: null }), null);
    assert.match(pytorchSnippet(spec), /safe_open/);
  }
  const dilated = validateSpec({
    kind: "pixelcnn",
    conditional: { kind: "bernoulli" },
    layers: [
      { kernel: 3, out: 2 },
      { kernel: 3, out: 1, activation: "none", dilation: 2 },
    ],
  });
  assert.throws(
    () => settingsOf({ spec: dilated, weights: {}, checkpoint: null }, defaultState(samplerState)),
    /none that these settings describe/,
  );
  const state = stateWith({ rate: 0.125, heldOut: 0.3 });
  assert.deepEqual({ ...state, ...settingsFrom(shapingOf(state)) }, state);
});

test("the curve: a moving mean that is thinned out, baselines with their numbers, bits beside nats", () => {
  const train = Array.from({ length: 5000 }, (_, i) => 100 - i / 100);
  const points = smoothed({ from: 10, train });
  assert.ok(points.length <= 601);
  assert.deepEqual([points[0], points.at(-1)?.[0]], [[11, 100], 5010]);
  assert.ok(Math.abs(points.at(-1)![1] - train.slice(-20).reduce((sum, value) => sum + value) / 20) < 1e-9);
  const look = {
    width: 600,
    height: 300,
    steps: 5010,
    bitsPerNat: 1 / (64 * Math.LN2),
    paint: (token: string) => token,
  };
  const marks = curveMarks(
    { from: 10, train, heldOut: [{ step: 10, nats: 90 }] },
    { uniform: 44.4, independent: 20.1 },
    look,
  );
  const texts = marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
  assert.ok(
    texts.includes("uniform: knowing nothing, 44.4") && texts.includes("independent: every pixel by itself, 20.1"),
  );
  assert.ok(texts.includes("bits per dim."));
  for (const mark of marks) if (mark.kind === "path") assert.doesNotMatch(mark.d, /NaN|Infinity/);
  assert.ok(curveMarks({ from: 0, train: [], heldOut: [] }, null, { ...look, bitsPerNat: null }).length > 0);
});

test("figures draw with the built-in weights, grey and in colour", async () => {
  const sampler = await FIGURES["sf-sampler"]!();
  for (const [query, totals] of [
    ["", /of 66 pixel-steps/],
    ["colour=rgb&methods=wavefront", /of 198 pixel-steps/],
    ["view=completion&copies=1", /7 of 14 rows given/],
  ] as const) {
    const svg = svgOf(await sampler.read(query).draw(cpu));
    assert.match(svg, /Weights: trained by this project, on its own strokes/);
    assert.match(svg, totals);
  }
});

test("figures of all four views are the same twice and tell what was executed", async () => {
  const sampler = await FIGURES["sf-sampler"]!();
  const small = "weights=untrained&height=5&width=6&depth=2&channels=2&first=3";
  for (const [query, told] of [
    ["view=methods", /of 30 pixel-steps.*of 14 pixel-steps/s],
    ["view=models&at=3", /pixel-step 3/],
    ["view=completion&copies=2", /3 of 5 rows given|2 of 5 rows given/],
    ["view=training&images=30&steps=3&batch=4", /3 steps of training/],
  ] as const) {
    const svg = svgOf(await sampler.read(`${query}&${small}`).draw(cpu));
    assert.match(svg, told);
    assert.equal(svgOf(await sampler.read(`${query}&${small}`).draw(cpu)), svg, query);
  }
});
