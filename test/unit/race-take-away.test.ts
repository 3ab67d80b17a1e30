import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { openDevice } from "../../src/cli/device.js";
import { workOf } from "../../src/elements/race/lane-times.js";
import { lanesOf } from "../../src/elements/race/lanes.js";
import { figureOf } from "../../src/elements/race/race.figure.js";
import type { RaceShown } from "../../src/elements/race/race.figure.js";
import { raceState } from "../../src/elements/race/race.state.js";
import { filmed, takeAway } from "../../src/elements/race/race.take-away.js";
import { runLanes } from "../../src/elements/race/run.js";
import type { LaneRun } from "../../src/elements/race/run.js";
import { words } from "../../src/elements/language/de.js";
import { speak } from "../../src/elements/language/t.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { runModels } from "../../src/engine/run-models.js";
import { builtinImage } from "../../src/io/builtin-images.js";
import { defaultState } from "../../src/io/url-state.js";
import { GROWING } from "../../src/trace/player.js";

const cpu = await openDevice("cpu");
const engine = { device: cpu.kind, run: await cpu.runner(runModels) };
const state = { ...defaultState(raceState), size: 5, depth: 2, channels: 2 };
const lanes = lanesOf({ ...state, height: 5, width: 5, inputs: 1, kernel: 3 });
const runs: LaneRun[] = [];
await runLanes(
  engine,
  lanes,
  builtinImage("digit", { height: 5, width: 5 }, state.seed),
  state.seed,
  new AbortController().signal,
  {
    onProgress: () => {},
    onDone: (_, run) => runs.push(run),
  },
);
const work = lanes.map(({ access, plan }) => {
  const counting = workOf(access, plan);
  for (;;) {
    const { done, value } = counting.next();
    if (done) return value;
  }
});

/** What the take-away reads of the element. */
const raceAt = (clock: number, change: Partial<RaceShown> = {}): { work: typeof work; shown: RaceShown } => ({
  work,
  shown: { state, lanes, runs, clock, ownImage: null, withholds: "nothing", ...change },
});
type Race = ReturnType<typeof raceAt>;
const tables = (race: Race) => Object.fromEntries(takeAway.tables(race).map((table) => [table.name, table]));
const column = (race: Race, table: string, name: string): readonly unknown[] => {
  const { columns = [], rows = [] } = tables(race)[table] ?? {};
  return rows.map((row) => row[columns.indexOf(name)]);
};

afterEach(() => speak(null));

test("the figure of the page is the command line's, at the page's step", async () => {
  const drawn = await figureOf(state, engine);
  assert.deepEqual(await takeAway.figure(raceAt(5)), drawn);
  assert.match((await takeAway.figure(raceAt(3))).title, /step 3/);
  assert.match((await takeAway.figure(raceAt(3, { ownImage: "cat.png" }))).caption, /^The image “cat\.png”/);
});

test("tables hold every number of the runs, unrounded, and of every pixel at the step of the clock", () => {
  const race = raceAt(4);
  assert.deepEqual(column(race, "runs", "steps_executed"), [2, 10, 18, 50]);
  assert.deepEqual(column(race, "runs", "steps_by_formula"), [2, 10, 18, 50]);
  const layers = column(race, "pixels", "layer");
  assert.equal(layers.length, 4 * 25);
  assert.equal(
    layers.slice(0, 25).every((layer) => layer === 2),
    true,
  );
  // raster order has done four pixels of the first layer
  assert.deepEqual(layers.slice(75, 80), [1, 1, 1, 1, null]);
  const means = column(race, "pixels", "mean_activation");
  assert.equal(means[0], runs[0]!.means[25]);
  assert.equal(means[79], null);
  assert.deepEqual(column(race, "ticks", "lanes").at(-1), "Infinity");
  assert.deepEqual(tables(race)["ticks"]!.rows.at(-1)!.slice(2), [2, 10, 18, 50]);
  for (const { columns, rows } of takeAway.tables(race))
    for (const row of rows) assert.equal(row.length, columns.length);
});

test("what a question holds back is in no table, and in no figure", async () => {
  assert.deepEqual(takeAway.tables(raceAt(2, { withholds: "numbers" })), []);
  const svg = svgOf(await takeAway.figure(raceAt(2, { withholds: "numbers" })));
  assert.doesNotMatch(svg, /steps = |>of \d|are done|Executed on/);
  const hidden = raceAt(2, { withholds: "formula" });
  assert.deepEqual(
    tables(hidden)["runs"]!.columns.filter((name) => name.includes("formula")),
    [],
  );
  assert.doesNotMatch(svgOf(await takeAway.figure(hidden)), /H \+ W/);
});

test("a film goes from the first step to the last at the clock's pace, with pictures of one size", async () => {
  const film = await takeAway.frames!(raceAt(0, { state: { ...state, speed: "4" } }));
  assert.deepEqual([film.length, film.rate], [51, 4]);
  const figures = Array.from({ length: film.length }, (_, frame) => film.at(frame));
  figures.forEach(({ title }, step) => assert.match(title, new RegExp(`step ${step}:`)));
  assert.equal(new Set(figures.map((figure) => /height="\d+"/.exec(svgOf(figure))?.[0])).size, 1);
  const { rate, steps } = filmed(5488, GROWING);
  assert.deepEqual([rate, steps[0], steps.at(-1)], [25, 0, 5488]);
  assert.ok(steps.length < 500 && steps.every((step, i) => step >= (steps[i - 1] ?? 0)));
  assert.deepEqual(filmed(3, { stepsPerSecond: 1, growth: 0 }).steps, [0, 1, 2, 3]);
});

test("a race that has not run gives no figure, and says so", async () => {
  await assert.rejects(takeAway.figure(raceAt(0, { runs: lanes.map(() => null) })), {
    name: "SweepfieldError",
    message: /has not run yet; wait/,
  });
});

test("a figure speaks the page's language", async () => {
  speak(words);
  const { title, caption, legend } = await takeAway.figure(raceAt(5));
  assert.match(title, /^Der Wettlauf bei Schritt 5/);
  assert.match(caption, /^Das eingebaute Bild „Ziffer“ .*Ausgeführt auf/);
  assert.equal(legend.at(-1)!.label, "noch nicht gelaufen");
});
