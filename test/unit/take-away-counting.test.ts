import assert from "node:assert/strict";
import { test } from "node:test";
import { finish } from "../../src/graph/slices.js";
import { runResiduals } from "../../src/engine/run-residuals.js";
import { defaultState } from "../../src/io/url-state.js";
import { complexityState } from "../../src/elements/complexity/complexity.state.js";
import { takeAway as comparison } from "../../src/elements/complexity/complexity.take-away.js";
import { tableOf } from "../../src/elements/complexity/counting.js";
import { FactsCounter } from "../../src/elements/complexity/facts.js";
import { growthOf } from "../../src/elements/complexity/growth.js";
import { settingsOf as comparedSettings } from "../../src/elements/complexity/quantities.js";
import { execute, type Measured } from "../../src/elements/gradient-flow/execute.js";
import { gradientFlowState } from "../../src/elements/gradient-flow/gradient-flow.state.js";
import { takeAway as flow } from "../../src/elements/gradient-flow/gradient-flow.take-away.js";
import { planOf, setupOf } from "../../src/elements/gradient-flow/setup.js";
import { netOf, isNet, settingsOf } from "../../src/elements/parameter-count/net.js";
import { parameterCountState } from "../../src/elements/parameter-count/parameter-count.state.js";
import { takeAway as count } from "../../src/elements/parameter-count/parameter-count.take-away.js";
import { openCpu } from "../../src/engine/cpu-runner.js";

test("the comparison's data are its counts, unrounded, with what was executed", async () => {
  const state = { ...defaultState(complexityState), depth: 3, channels: 2, height: 5, width: 6 };
  const counter = new FactsCounter();
  const settings = comparedSettings(state);
  const table = finish(tableOf(settings, counter));
  const growth = finish(growthOf("minimum", settings, state, counter));
  const executed = [
    { id: "mdrnn", column: "minimum", steps: 12, dispatches: 12, milliseconds: null, device: "cpu", adapter: "" },
  ] as const;
  const element = { shown: { table, growth, executed }, link: { state } };
  const [all, grown] = comparison.tables(element);
  const value = (model: string, column: string) =>
    all!.rows.find(([id]) => id === model)![all!.columns.indexOf(column)];
  assert.equal(value("mdrnn", "minimum"), 5 + 6 + 3 - 2);
  assert.equal(value("mdrnn", "minimum_executed"), 12);
  assert.equal(value("pixelcnn", "minimum"), 3);
  assert.equal(value("pixelcnn", "minimum_executed"), null);
  assert.equal(value("mdrnn", "raster"), 30);
  assert.ok(
    grown!.rows.some(
      ([, axis, at, model, steps]) => axis === "depth" && at === 8 && model === "pixelcnn" && steps === 8,
    ),
  );
  assert.deepEqual(comparison.tables({ ...element, shown: null }), []);
  assert.match((await comparison.figure(element)).title, /5 × 6/);
});

test("the flow's data are the norms of every block, as they were measured", async () => {
  const state = { ...defaultState(gradientFlowState), blocks: 4, width: "32", batch: "16", curves: "pair" } as const;
  const runs: Measured[] = [];
  const hooks = { signal: new AbortController().signal, onProgress: () => undefined };
  const run = (await runResiduals.onCpu())(await openCpu());
  await execute({ device: "cpu", run }, setupOf(state), planOf(state), hooks, (measured) => runs.push(measured));
  const [norms, took] = flow.tables({ shown: runs, link: { state } });
  assert.equal(norms!.rows.length, runs.length * 5);
  const first = runs[0]!;
  assert.deepEqual(norms!.rows[4], [
    first.placement,
    first.seed,
    4,
    first.norms.gradient[4],
    first.norms.skip[4],
    first.norms.activation[4],
  ]);
  assert.deepEqual(
    took!.rows.map((row) => row[2]),
    runs.map(({ steps }) => steps),
  );
  await assert.rejects(flow.figure({ shown: [], link: { state } }), /nothing is measured yet/);
});

test("a net's data are its layers, and its code is that of the command line", async () => {
  const net = netOf(settingsOf({ ...defaultState(parameterCountState), preset: "lenet-5" }));
  assert.ok(isNet(net));
  const element = { shown: net, selected: 0 };
  const [layers] = count.tables(element);
  const parameters = layers!.rows.slice(0, -1).map((row) => Number(row[layers!.columns.indexOf("parameters")]));
  assert.equal(
    parameters.reduce((sum, value) => sum + value, 0),
    Number(net.count.total.parameters),
  );
  assert.equal(layers!.rows.at(-1)![layers!.columns.indexOf("parameters")], Number(net.count.total.parameters));
  assert.match(count.pytorch!(element), /import torch/);
  assert.match((await count.figure(element)).title, /LeNet/);
  assert.deepEqual(count.tables({ ...element, shown: null }), []);
});
