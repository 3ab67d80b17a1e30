import assert from "node:assert/strict";
import { test } from "node:test";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { runSweep } from "../../src/elements/wavefront/sweep.js";
import type { WavefrontState } from "../../src/elements/wavefront/model.js";
import { defaultCell } from "../../src/elements/wavefront/scene.js";
import { figureOf } from "../../src/elements/wavefront/wavefront.figure.js";
import type { SweepShown } from "../../src/elements/wavefront/wavefront.figure.js";
import { wavefrontState } from "../../src/elements/wavefront/wavefront.state.js";
import { takeAway } from "../../src/elements/wavefront/wavefront.take-away.js";
import { receptiveFieldAt } from "../../src/graph/receptive-field.js";
import { builtinImage } from "../../src/io/builtin-images.js";
import { defaultState } from "../../src/io/url-state.js";

const engine = { device: "cpu", run: runOnCpu } as const;

const stateOf = (change: Partial<WavefrontState> = {}): WavefrontState => ({
  ...defaultState(wavefrontState),
  height: 4,
  width: 5,
  depth: 2,
  channels: 2,
  ...change,
});

/** What the take-away reads of the element. */
async function sweepAt(
  step: number,
  change: Partial<WavefrontState> = {},
  shown: Partial<SweepShown> = {},
): Promise<{ readonly shown: SweepShown }> {
  const state = stateOf(change);
  const sweep = await runSweep(engine, state, builtinImage(state.image, state, state.seed));
  const cell = defaultCell(sweep);
  const { pass, show } = state;
  return {
    shown: {
      state,
      sweep,
      pass,
      show,
      step,
      cell,
      context: receptiveFieldAt(sweep.access, sweep[pass].plan.grid, cell),
      verdicts: new Map(),
      held: false,
      withheld: false,
      ownImage: null,
      ...shown,
    },
  };
}

const tablesOf = (element: { readonly shown: SweepShown }) =>
  Object.fromEntries(takeAway.tables(element).map((table) => [table.name, table]));

test("the figure of the page is the command line's, at the page's step", async () => {
  for (const change of [{}, { pass: "backward", at: 3 }, { model: "diagonal-bilstm", layout: "skewed" }] as const) {
    const drawn = await figureOf(stateOf(change), engine);
    const step = Number(/step (\d+) of/.exec(drawn.title)![1]);
    assert.deepEqual(await takeAway.figure(await sweepAt(step, change)), drawn);
  }
  assert.match((await takeAway.figure(await sweepAt(1, {}, { ownImage: "cat.png" }))).caption, /^The image “cat\.png”/);
});

for (const change of [{}, { pass: "backward" }, { model: "mdlstm", directions: "4" }, { model: "row-lstm" }] as const)
  test(`the tables of ${JSON.stringify(change)} hold every step, cell and summand, unrounded`, async () => {
    const element = await sweepAt(2, change);
    const { sweep, pass, cell } = element.shown;
    const { plan } = sweep[pass];
    const { steps, cells, cell: formula, lanes } = tablesOf(element);
    assert.equal(steps!.rows.length, plan.length);
    for (const [step, row] of steps!.rows.entries()) {
      assert.equal(row[1], plan.width(step));
      assert.equal(
        row.slice(3).reduce<number>((sum, count) => sum + Number(count), 0),
        plan.width(step),
      );
    }
    assert.equal(cells!.rows.length, sweep.forward.means.length);
    cells!.rows.forEach((row, i) => {
      assert.equal(row[4], sweep.forward.plan.stepOf(i) + 1);
      assert.deepEqual([row[5], row[7]], [sweep.forward.means[i], sweep.backward.means[i]]);
    });
    // the last row of the formula is what the engine left in the cell: its mean is the one of the picture
    const last = formula!.rows.at(-1)!.slice(1).map(Number);
    if (pass === "forward") {
      const mean = last.reduce((sum, value) => sum + value, 0) / last.length;
      assert.ok(Math.abs(mean - sweep.forward.means[cell]!) < 1e-6);
    }
    assert.equal(lanes!.rows.at(-1)![2], plan.length);
    for (const { columns, rows } of takeAway.tables(element))
      for (const row of rows) assert.equal(row.length, columns.length);
  });

test("what a question holds back is in no table, and in no figure", async () => {
  const held = await sweepAt(2, {}, { held: true, withheld: true });
  assert.deepEqual(takeAway.tables(held), []);
  assert.doesNotMatch(svgOf(await takeAway.figure(held)), /H \+ W| of 9|at most|Executed/);
  assert.doesNotMatch(svgOf(await takeAway.figure(await sweepAt(2, {}, { withheld: true }))), /H \+ W/);
});

test("a film has a picture for every step, all of one size", async () => {
  const film = await takeAway.frames!(await sweepAt(2, { speed: "256" }));
  assert.deepEqual([film.length, film.rate], [10, 25]);
  const figures = Array.from({ length: film.length }, (_, frame) => film.at(frame));
  figures.forEach(({ title }, step) => assert.match(title, new RegExp(`step ${step} of 9$`)));
  assert.equal(new Set(figures.map((figure) => /height="\d+"/.exec(svgOf(figure))?.[0])).size, 1);
});

test("a sweep that has not run gives nothing, and says so", async () => {
  const element = { shown: null };
  assert.deepEqual(takeAway.tables(element), []);
  await assert.rejects(takeAway.figure(element), { name: "SweepfieldError", message: /has not run yet; wait/ });
});
