import assert from "node:assert/strict";
import { test } from "node:test";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { coneReport } from "../../src/elements/layer-stack/cone-report.js";
import { figureOf } from "../../src/elements/layer-stack/layer-stack.figure.js";
import type { ShownStack } from "../../src/elements/layer-stack/layer-stack.js";
import { layerStackState } from "../../src/elements/layer-stack/layer-stack.state.js";
import { takeAway } from "../../src/elements/layer-stack/layer-stack.take-away.js";
import { stackModel } from "../../src/elements/layer-stack/model.js";
import type { StackState } from "../../src/elements/layer-stack/model.js";
import { runStack } from "../../src/elements/layer-stack/stack-run.js";
import { builtinImage } from "../../src/io/builtin-images.js";
import { accept, defaultState } from "../../src/io/url-state.js";

const engine = { device: "cpu", run: runOnCpu } as const;

const stateOf = (change: Partial<StackState> = {}): StackState => ({
  ...defaultState(layerStackState),
  size: 7,
  depth: 2,
  channels: 2,
  row: 5,
  column: 3,
  ...change,
});

/** What the take-away reads of the element. */
async function stackOf(
  change: Partial<StackState> = {},
  held: Partial<ShownStack> = {},
): Promise<{ readonly shown: ShownStack }> {
  const state = stateOf(change);
  const { size, seed, row, column } = state;
  const x = builtinImage(state.image, { height: size, width: size }, seed);
  const model = stackModel(state, { inputs: x.shape[1] ?? 1, height: size, width: size });
  const output = { row, column };
  const result = await runStack(engine, { model, x, seed, device: "cpu", ownImage: null });
  const planes = coneReport(model, output);
  return { shown: { state, model, output, planes, result, ownImage: null, isHidden: false, ...held } };
}

for (const change of [{}, { turn: 200, tilt: -30, others: "hidden" }, { model: "mdrnn", image: "texture" }] as const)
  test(`the page's picture is the command line's, ${JSON.stringify(change)}`, async () => {
    assert.deepEqual(await takeAway.figure(await stackOf(change)), await figureOf(stateOf(change), engine));
  });

test("the reader's own image is named", async () => {
  const { caption } = await takeAway.figure(await stackOf({}, { ownImage: "cat.png" }));
  assert.match(caption, /^The image “cat\.png” \(7 × 7\), depth 2/);
});

for (const model of ["pixelcnn", "gated-pixelcnn", "mdrnn"] as const)
  test(`the tables hold every plane and every cell of the cone, ${model}`, async () => {
    const stack = await stackOf({ model });
    const [planes, cells] = takeAway.tables(stack);
    const { planes: report } = stack.shown;
    assert.deepEqual(
      planes!.rows.map(([title, count]) => [title, count]),
      report.toReversed().map(({ plane, count }) => [plane.title, count]),
    );
    for (const [title, count, , top, bottom, left, right] of planes!.rows) {
      const own = cells!.rows.filter(([plane]) => plane === title);
      assert.equal(own.length, count);
      const [rows, columns] = [own.map(([, row]) => Number(row)), own.map(([, , column]) => Number(column))];
      assert.deepEqual(
        [Math.min(...rows), Math.max(...rows), Math.min(...columns), Math.max(...columns)],
        [top, bottom, left, right],
      );
    }
  });

test("a film turns the stack once round, in pictures of one size", async () => {
  const film = await takeAway.frames!(await stackOf({ turn: 350 }));
  assert.deepEqual([film.length, film.rate], [72, 12]);
  assert.deepEqual(film.at(0), await takeAway.figure(await stackOf({ turn: 350 })));
  assert.deepEqual(film.at(18).marks, (await takeAway.figure(await stackOf({ turn: 80 }))).marks);
  const svgs = [0, 17, 40, 71].map((frame) => svgOf(film.at(frame)));
  assert.equal(new Set(svgs).size, svgs.length);
  assert.equal(new Set(svgs.map((svg) => /height="[\d.]+"/.exec(svg)?.[0])).size, 1);
});

test("what a question holds back is in no table and in no picture", async () => {
  const held = await stackOf({}, { isHidden: true });
  assert.deepEqual(takeAway.tables(held), []);
  const { caption, marks } = await takeAway.figure(held);
  assert.doesNotMatch(caption, /sees|pixels|cells/);
  for (const mark of marks) if (mark.kind === "text") assert.doesNotMatch(mark.text, /pixel|cell|:/);
});

test("its code builds the model on screen", async () => {
  const stack = await stackOf({ model: "mdrnn" });
  assert.ok(takeAway.pytorch!(stack).includes(JSON.stringify(stack.shown.model.spec)));
  assert.throws(() => takeAway.pytorch!({ shown: null }), { name: "SweepfieldError" });
});

test("the scenes of the presenter are views that the element takes", () => {
  assert.equal(takeAway.scenes!.length, 4);
  for (const scene of takeAway.scenes!)
    for (const [name, text] of Object.entries(scene))
      assert.equal(accept(layerStackState.fields[name as "turn"], text).verdict, "as given", `${name}=${text}`);
});

test("a stack that has not run gives nothing, and says so", async () => {
  assert.deepEqual(takeAway.tables({ shown: null }), []);
  await assert.rejects(takeAway.figure({ shown: null }), { name: "SweepfieldError", message: /has not run yet; wait/ });
});
