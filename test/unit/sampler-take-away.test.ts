import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { openDevice } from "../../src/cli/device.js";
import { givenDigit, runCompletion } from "../../src/elements/sampler/completion/run.js";
import { pixelsAt } from "../../src/elements/sampler/draws.js";
import { drawAndTrain } from "../../src/elements/sampler/engine.js";
import { runMethods } from "../../src/elements/sampler/methods/run.js";
import { runModels } from "../../src/elements/sampler/models/run.js";
import type { Results } from "../../src/elements/sampler/results.js";
import { figureOf } from "../../src/elements/sampler/sampler.figure.js";
import { samplerState } from "../../src/elements/sampler/sampler.state.js";
import { takeAway } from "../../src/elements/sampler/sampler.take-away.js";
import { specOf } from "../../src/elements/sampler/specs.js";
import type { TrainingRecord } from "../../src/elements/sampler/training/record.js";
import type { SamplerState } from "../../src/elements/sampler/view.js";
import { weightsFor } from "../../src/elements/sampler/weights.js";
import { words } from "../../src/elements/language/de.js";
import { speak } from "../../src/elements/language/t.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { SweepfieldError } from "../../src/error.js";
import { defaultState } from "../../src/io/url-state.js";

const cpu = await openDevice("cpu");
const engine = { device: cpu.kind, run: await cpu.runner(drawAndTrain) };
const { signal } = new AbortController();

const stateWith = (change: Partial<SamplerState>): SamplerState => ({
  ...defaultState(samplerState),
  weights: "untrained",
  height: 4,
  width: 5,
  depth: 2,
  channels: 2,
  first: "3",
  copies: 2,
  ...change,
});

type Sampler = Parameters<typeof takeAway.figure>[0];

/** What the take-away reads of the element. */
const samplerAt = (
  state: SamplerState,
  results: Results | null,
  step: number,
  length: number,
  change: { readonly held?: boolean; readonly withheld?: boolean } = {},
): Sampler =>
  ({
    link: { state },
    step,
    length,
    held: false,
    withheld: false,
    shown: { view: state.view, results: () => results },
    ...change,
  }) as Sampler;

const tables = (sampler: Sampler) => Object.fromEntries(takeAway.tables(sampler).map((table) => [table.name, table]));
const column = (sampler: Sampler, table: string, name: string): readonly unknown[] => {
  const { columns = [], rows = [] } = tables(sampler)[table] ?? {};
  assert.ok(columns.includes(name), `${name} in ${columns.join(", ")}`);
  return rows.map((row) => row[columns.indexOf(name)]);
};

const methodsState = stateWith({ view: "methods" });
const model = await weightsFor(methodsState.model, methodsState, null, signal);
const methods = await runMethods(engine.run, methodsState, model);
const methodsAt = (step: number, change = {}): Sampler =>
  samplerAt(methodsState, { view: "methods", run: methods }, step, 20, change);

const curve = { from: 2, train: [5, 4, 3], heldOut: [2, 4].map((step) => ({ step, nats: 6 - step / 2 })) };
const trainingState = stateWith({ view: "training" });
const record: TrainingRecord = {
  spec: specOf("pixelcnn", trainingState),
  settings: { batch: 4, learningRate: 0.01, warmUp: 0, clip: 1, seed: 1 },
  adapter: "a device",
  images: "mine.csv",
  learning: 30,
  heldOut: 10,
  numbers: 20,
  curve,
  baselines: { uniform: 20 * Math.LN2, independent: 9 },
  steps: 8,
  samples: { shape: [2, 1, 4, 5], data: Float32Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1)) },
  samplesStep: 4,
};
const training = samplerAt(trainingState, { view: "training", run: record }, 0, 0);

afterEach(() => speak(null));

test("the figure of the page is the command line's, at the page's step", async () => {
  const none = async () => null;
  assert.deepEqual(await takeAway.figure(methodsAt(20)), await figureOf(methodsState, engine, none));
  assert.deepEqual(await takeAway.figure(methodsAt(3)), await figureOf({ ...methodsState, at: 3 }, engine, none));
});

test("every method's counts, and every pixel-step with what it draws and computes", () => {
  const sampler = methodsAt(6);
  assert.deepEqual(column(sampler, "methods", "method"), ["naive", "cached", "wavefront", "fixed-point"]);
  assert.deepEqual(column(sampler, "methods", "pixel_steps").slice(0, 3), [20, 20, 11]);
  assert.deepEqual(column(sampler, "methods", "formula_is"), ["exact", "exact", "exact", "at most"]);
  assert.deepEqual(column(sampler, "methods", "pixels_that_differ"), [0, 0, 0, 0]);
  const { rows = [] } = tables(sampler)["steps"] ?? {};
  for (const { method, trace } of methods.drawn) {
    const own = rows.filter(([name]) => name === method);
    assert.equal(own.length, trace.pixelSteps);
    if (method !== "fixed-point")
      assert.equal(
        own.reduce((sum, row) => sum + Number(row[2]), 0),
        20,
      );
    assert.equal(
      own.reduce((sum, row) => sum + Number(row[3]), 0),
      trace.cells,
    );
  }
});

test("pixels stand as they are at the step of the clock; what is not drawn yet has no value", () => {
  const values = column(methodsAt(6), "pixels", "value");
  assert.equal(values.length, 4 * 20);
  const naive = methods.drawn[0]!;
  const now = [...pixelsAt(naive.trace, 6).values].map((value) => (Number.isNaN(value) ? null : value));
  assert.deepEqual(values.slice(0, 20), now);
  assert.equal(now.filter((value) => value !== null).length, 6);
});

test("a question holds everything back, a withheld answer the formulas", async () => {
  const held = methodsAt(0, { held: true });
  assert.deepEqual(takeAway.tables(held), []);
  await assert.rejects(takeAway.figure(held), { code: "cancelled", message: /answer it first/ });
  const withheld = methodsAt(6, { withheld: true });
  assert.ok(!tables(withheld)["methods"]!.columns.includes("formula"));
  const svg = svgOf(await takeAway.figure(withheld));
  assert.doesNotMatch(svg, /H · W/);
  assert.match(svg, /formula: after your answer/);
  const nothing = samplerAt(methodsState, null, 0, 0);
  assert.deepEqual(takeAway.tables(nothing), []);
  await assert.rejects(async () => takeAway.frames!(nothing), SweepfieldError);
});

test("frames go from the empty image to the last pixel-step, and along the curve of training", async () => {
  const frames = await takeAway.frames!(methodsAt(6));
  assert.deepEqual([frames.length, frames.rate], [21, 25]);
  assert.match(frames.at(0).title, /pixel-step 0/);
  assert.deepEqual(frames.at(20), await takeAway.figure(methodsAt(20)));
  const { height } = frames.at(0);
  assert.ok(Array.from({ length: 21 }, (_, i) => frames.at(i)).every((figure) => figure.height === height));
  const learning = await takeAway.frames!(training);
  assert.equal(learning.length, 4);
  assert.match(learning.at(1).title, /over 3 steps/);
  assert.match(learning.at(3).caption, /After 4 steps a held-out image costs 4\.00 nats/);
});

test("five models: what they see and how long they read and draw", async () => {
  const state = stateWith({ view: "models" });
  const run = await runModels(engine.run, state, (name) => weightsFor(name, state, null, signal));
  const sampler = samplerAt(state, { view: "models", run }, 8, 20);
  assert.deepEqual(column(sampler, "models", "pixel_steps"), [11, 8, 14, 8, 8]);
  assert.equal(tables(sampler)["pixels"]!.rows.length, 5 * 20);
  assert.match((await takeAway.figure(sampler)).caption, /along the wavefront/);
});

test("the loss of every step, baselines and samples", async () => {
  assert.deepEqual(tables(training)["loss"]!.rows, [
    [2, null, 5, 5 / (20 * Math.LN2)],
    [3, 5, null, null],
    [4, 4, 4, 4 / (20 * Math.LN2)],
    [5, 3, null, null],
  ]);
  assert.deepEqual(column(training, "baselines", "bits_per_dimension"), [1, 9 / (20 * Math.LN2)]);
  assert.equal(tables(training)["samples"]!.rows.length, 40);
  const figure = await takeAway.figure(training);
  assert.match(figure.caption, /30 images to learn from \(mine\.csv\), 10 held out/);
  assert.equal(figure.marks.filter(({ kind }) => kind === "cells").length, 2);
});

test("completions: the given rows stand from the start, the reader's image whole", async () => {
  const state = stateWith({ view: "completion" });
  const given = givenDigit(state);
  const run = await runCompletion(engine.run, state, model, given);
  const sampler = samplerAt(state, { view: "completion", run }, 0, run.trace.pixelSteps);
  assert.deepEqual(column(sampler, "completions", "rows_given"), [2]);
  const values = column(sampler, "pixels", "value");
  assert.equal(values.filter((value) => value !== null).length, 20 + 2 * 10);
  assert.match((await takeAway.figure(sampler)).title, /2 of 4 rows given: pixel-step 0/);
});

test("code builds the model of the settings, or loads the weights that the page trains", () => {
  assert.match(takeAway.pytorch!(methodsAt(0)), /def forward\(x, w\)/);
  assert.match(takeAway.pytorch!(training), /sweepfield-model\.safetensors/);
});

test("the figure is told in the page's language, the tables are not", async () => {
  const english = takeAway.tables(methodsAt(6));
  speak(words);
  const { title } = await takeAway.figure(methodsAt(6));
  assert.equal(title, "PixelCNN: 4 Wege, ein Bild zu ziehen, Pixelschritt 6");
  assert.deepEqual(takeAway.tables(methodsAt(6)), english);
});
