import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openDevice } from "../../src/cli/device.js";
import { FIGURES } from "../../src/cli/figures.js";
import { decimal, figures } from "../../src/elements/controls/decimal.js";
import { decadesOf, logChartMarks, ticksOf, xScale } from "../../src/elements/figure/log-chart.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import {
  BACKWARD_ROWS,
  columnOf,
  firstStep,
  isComputed,
  keyOf,
  placeOf,
  ROWS,
  valueAt,
} from "../../src/elements/lstm/cells.js";
import { edgeLines, graphMarks } from "../../src/elements/lstm/derivation/graph.js";
import { PATHS } from "../../src/elements/lstm/derivation/paths.js";
import { absence, graphLook } from "../../src/elements/lstm/derivation/view.js";
import { BACKWARD, presentTerms, readsOf, sumOf, termsOf } from "../../src/elements/lstm/equations.js";
import { barAt, halfLife, isInLimit, measuredFactor, runForget } from "../../src/elements/lstm/forget/forget-run.js";
import { forgetView } from "../../src/elements/lstm/forget/view.js";
import { reachLines } from "../../src/elements/lstm/forget/lines.js";
import { lstmState } from "../../src/elements/lstm/lstm.state.js";
import { takeAway } from "../../src/elements/lstm/lstm.take-away.js";
import { numbersText, parseNumbers, SEQUENCE, WEIGHTS } from "../../src/elements/lstm/numbers.js";
import { scalarQuestions } from "../../src/elements/lstm/questions.js";
import { runScalar, WEIGHT_NAMES } from "../../src/elements/lstm/scalar-run.js";
import { rampsFor } from "../../src/elements/styles/ramps.js";
import { layersMarks, unitsMarks } from "../../src/elements/lstm/units/pictures.js";
import { runUnits, unitsOverTime } from "../../src/elements/lstm/units/units-run.js";
import { unitsView } from "../../src/elements/lstm/units/view.js";
import { inkOn, placeAfterKey } from "../../src/elements/lstm/values/grid.js";
import { litPlaces } from "../../src/elements/lstm/values/view.js";
import { checkedGradient, lossAfter, sharesDone, sumSoFar } from "../../src/elements/lstm/values/weights-panel.js";
import type { LstmState, Shown, ViewName } from "../../src/elements/lstm/view.js";
import { VIEWS } from "../../src/elements/lstm/views.js";
import { runSequenceOnCpu } from "../../src/engine/cpu-sequence.js";
import { defaultState } from "../../src/io/url-state.js";
import { GATES } from "../../src/models/scalar-lstm.js";
import { recurrent } from "./recurrent-oracles.js";

const stateOf = (change: Partial<LstmState> = {}): LstmState => ({ ...defaultState(lstmState), ...change });
const scalar = (change: Partial<LstmState> = {}) => runScalar(runSequenceOnCpu, stateOf(change));

const near = (got: number, want: number, most: number, what: string): void =>
  assert.ok(Math.abs(got - want) <= most * (1 + Math.abs(want)), `${what}: ${got}, not ${want}`);

test("lists of numbers: what is written is read back, and nonsense, too few or too many are refused", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 32 }), (list) => {
      assert.deepEqual(
        parseNumbers(numbersText(list), SEQUENCE),
        list.map((n) => n + 0),
      );
    }),
  );
  assert.deepEqual(parseNumbers(" 1, −0.5;.25 2e0 ", SEQUENCE), [1, -0.5, 0.25, 2]);
  for (const text of ["", "1 x", "1e9", "0x10", "NaN", "Infinity", "1".repeat(5000), "1 ".repeat(33)])
    assert.equal(parseNumbers(text, SEQUENCE), null, text.slice(0, 20));
  assert.equal(parseNumbers("1 2 3 4 5 6 7", WEIGHTS), null);
});

test("B1 and B2: every value, bar, weight gradient and initial gradient, as the element reads them", async () => {
  const run = await scalar();
  recurrent.B1.expected.steps.forEach((want, t) => {
    for (const name of [...GATES, "c", "h"] as const)
      near(valueAt(run, { row: name, t: t + 1 }), want[name], 1e-6, `${name} of step ${t + 1}`);
  });
  near(run.loss, recurrent.B1.expected.loss, 1e-7, "loss");
  recurrent.B2.expected.steps.forEach((want, t) => {
    for (const [name, value] of Object.entries(want))
      near(valueAt(run, { row: `bar-${name[0] as "h"}`, t: t + 1 }), value, 1e-6, `${name} of step ${t + 1}`);
  });
  for (const [name, value] of Object.entries(recurrent.B2.expected.weights)) {
    near(run.gradients[name as "xi"], value, 1e-6, name);
    near(sumSoFar(run, name as "xi", 8), value, 1e-6, `the shares of ${name}`);
  }
  near(valueAt(run, { row: "bar-h", t: 0 }), recurrent.B2.expected.h0, 1e-7, "h0");
  near(valueAt(run, { row: "bar-c", t: 0 }), recurrent.B2.expected.c0, 1e-7, "c0");
  assert.ok(run.difference < 1e-6);
  assert.deepEqual([run.forward.steps, run.backward.steps], [4, 4]);
});

const nets = fc.record({
  x: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 1, maxLength: 6 }).map(numbersText),
  weights: fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 8, maxLength: 8 }).map(numbersText),
  h0: fc.double({ min: -1, max: 1, noNaN: true }),
  c0: fc.double({ min: -1, max: 1, noNaN: true }),
  loss: fc.constantFrom("every" as const, "last" as const),
});

test("the terms of every value and bar add up to what the engine computed, at every step, with either loss", async () => {
  await fc.assert(
    fc.asyncProperty(nets, async (change) => {
      const run = await scalar(change);
      const steps = run.inputs.x.length;
      for (const row of ROWS)
        for (let t = firstStep(row); t <= steps; t++) {
          const place = { row, t };
          if (termsOf(place).length === 0) continue;
          near(valueAt(run, place), sumOf(run, place), 2e-6, keyOf(place));
        }
    }),
    { numRuns: 25 },
  );
});

test("five paths end in h and two in c; without a next step or a loss they are fewer", async () => {
  const [every, last] = [await scalar(), await scalar({ loss: "last" })];
  const count = (run: typeof every, row: "bar-h" | "bar-c", t: number): number => presentTerms(run, { row, t }).length;
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((t) => count(every, "bar-h", t)),
    [4, 5, 5, 5, 1],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((t) => count(last, "bar-h", t)),
    [4, 4, 4, 4, 1],
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((t) => count(every, "bar-c", t)),
    [1, 2, 2, 2, 1],
  );
  assert.deepEqual(
    scalarQuestions(every).map(({ answer }) => answer),
    [8, 5, 2],
  );
  assert.deepEqual(
    [...readsOf(every, { row: "bar-f", t: 2 })].sort(),
    ["bar-c:2", "c:1"],
    "the forget gate's bar needs the state before",
  );
  assert.deepEqual([...litPlaces(every, { row: "bar-h", t: 2 }, "term:via-o")].sort(), ["bar-o:3", "o:3"]);
});

test("places: keys, keyboard, and what the clock has passed forward and then back", () => {
  assert.deepEqual(placeOf("bar-h:0", 4), { row: "bar-h", t: 0 });
  for (const key of ["bar-g:0", "h:5", "h:x", "constructor:1", ""]) assert.equal(placeOf(key, 4), null, key);
  assert.deepEqual(placeAfterKey("ArrowDown", { row: "h", t: 0 }, 4), { row: "target", t: 1 });
  assert.deepEqual(placeAfterKey("End", { row: "x", t: 2 }, 4), { row: "x", t: 4 });
  assert.equal(placeAfterKey("a", { row: "x", t: 2 }, 4), null);
  assert.deepEqual(
    [0, 1, 4, 5, 8].map((step) => columnOf(step, 4)),
    [0, 1, 4, 4, 1],
  );
  // the backward pass comes to t = 4, 3, 2, 1 in the steps 5 to 8, and from there to 0
  const passed = new Set<number>();
  for (let step = 0; step <= 8; step++) {
    if (step > 4) passed.add(columnOf(step, 4));
    if (step === 8) passed.add(0);
    for (const row of BACKWARD_ROWS)
      for (let t = firstStep(row); t <= 4; t++)
        assert.equal(isComputed({ row, t }, step, 4), passed.has(t), `${row} of ${t} after ${step}`);
    assert.equal(isComputed({ row: "h", t: 2 }, step, 4), step >= 2);
  }
  assert.deepEqual(["#000000", "#ffffff", "#1b7837", "#d9f0d3"].map(inkOn), [
    "#ffffff",
    "#000000",
    "#ffffff",
    "#000000",
  ]);
});

test("the sums of the weights grow from the last step to the first and end at the gradient; the quotient agrees; the update helps", async () => {
  const run = await scalar();
  assert.deepEqual(
    [0, 4, 5, 7, 8].map((step) => sharesDone(step, 4)),
    [0, 0, 1, 3, 4],
  );
  for (const name of WEIGHT_NAMES) {
    assert.equal(sumSoFar(run, name, 4), 0);
    near(sumSoFar(run, name, 5), run.shares[name][3]!, 1e-12, name);
    near(sumSoFar(run, name, 8), run.gradients[name], 1e-6, name);
    near(checkedGradient(run, name), run.gradients[name], 1e-6, `the difference quotient of ${name}`);
  }
  assert.ok(lossAfter(run, 0.1) < run.loss);
  near(lossAfter(run, 0), run.loss, 1e-6, "the loss of no step");
});

test("the derivation: every path runs along an edge of the graph, and the told ones add up to the bars", async () => {
  const run = await scalar();
  const edges = new Set(edgeLines({ width: 900 }).map(([id]) => id));
  assert.deepEqual(
    PATHS.filter(({ edge }) => !edges.has(edge)),
    [],
  );
  assert.equal(PATHS.length, BACKWARD.length + 1);
  const paint = (token: string): string => token;
  for (const t of [1, 2, 3, 4]) {
    const { sums } = graphLook(run, t, PATHS.length, null, { width: 900, paint });
    assert.equal(sums.h, `h̄ = ${decimal(valueAt(run, { row: "bar-h", t }))}`);
    assert.equal(sums.c, `c̄ = ${decimal(valueAt(run, { row: "bar-c", t }))}`);
    const share = PATHS.at(-1)!.rule.value(run, t);
    near(share, run.shares.xi[t - 1]!, 1e-6, `the share of step ${t}`);
  }
  const look = graphLook(run, 2, 3, "term:via-i", { width: 900, paint });
  assert.deepEqual([[...look.told], look.lit], [["h>loss", "h>i+", "h>f+"], "h>i+"]);
  assert.equal(
    graphLook(run, 4, PATHS.length, "term:via-i", { width: 900, paint }).lit,
    "x>i",
    "no path where none is",
  );
  assert.deepEqual(
    PATHS.filter((path) => absence(run, path, 4) !== null).map(({ rule }) => rule.id),
    ["via-i", "via-f", "via-o", "via-g", "c-of-next"],
  );
  for (const width of [320, 900])
    for (const mark of graphMarks({ ...look, width }))
      if (mark.kind === "circle") assert.ok(mark.x - mark.radius >= 0 && mark.x + mark.radius <= width);
});

test("B5 and B6: how far the gradient reaches, from both seeds, and the plain RNNs", async () => {
  const { T } = recurrent.B5.input;
  for (const a of [10, 2]) {
    const want = recurrent.B5.expected.lstm;
    const key = Object.keys(want).find((name) => Number(/w_xf=(\d+)/.exec(name)?.[1]) === a)!;
    for (const horizon of [10, 100]) {
      const run = await runForget(runSequenceOnCpu, stateOf({ biasI: -a, biasF: a, biasO: -a, horizon }));
      const expected = want[key]![T.indexOf(horizon)]!;
      assert.ok(Math.abs(barAt(run, "c", "c", 0) / expected - 1) < 2e-4, `${a}, ${horizon}`);
      assert.ok(run.difference < 1e-3);
    }
  }
  const run = await runForget(runSequenceOnCpu, stateOf());
  const seed10 = recurrent.B6.expected.seed10.find(([t]) => t === 0)!;
  assert.ok(Math.abs(barAt(run, "h", "c", 0) / seed10[2] - 1) < 1e-3);
  const lines = reachLines(run, stateOf());
  assert.deepEqual(
    lines.map(({ values }) => values.length),
    [101, 101, 101, 101],
  );
  assert.ok(Math.abs(lines[2]!.values[100]! / 0.9 ** 100 - 1) < 1e-3);
  assert.ok(Math.abs(halfLife(run) / (Math.LN2 * (1 + Math.exp(10))) - 1) < 0.01);
  const open = await runForget(runSequenceOnCpu, stateOf({ open: true, horizon: 10 }));
  assert.ok(Math.abs(barAt(open, "c", "c", 0) / 3 ** 9 - 1) < 0.01, "open gates: nearly 3 a step, from c at 1 on");
});

test("gradients that float32 cannot hold are the equations', never 0 on the chart", async () => {
  const run = await runForget(runSequenceOnCpu, stateOf({ biasI: -2, biasF: 2, biasO: -2, horizon: 1000 }));
  assert.ok(Math.abs(barAt(run, "c", "c", 0) / 1.04e-42 - 1) < 0.01);
  assert.ok(run.ran.passes.every(({ steps }) => steps === 1000));
});

test("the forget gate's page speaks of the limit only where the gates are in it, and asks what has one answer", async () => {
  const run = async (change: Partial<LstmState>) => runForget(runSequenceOnCpu, stateOf(change));
  const limit = await run({});
  assert.equal(isInLimit(limit), true);
  assert.ok(Math.abs(measuredFactor(limit) - 1) < 1e-4);
  for (const change of [
    { biasI: 0, biasF: 0, biasO: 0 },
    { biasF: 10, biasI: 4, biasO: 4 },
    { open: true, horizon: 20 },
  ])
    assert.equal(isInLimit(await run(change)), false);
  const open = await run({ open: true, horizon: 20 });
  assert.ok(Math.abs(measuredFactor(open) - 3) < 0.01);
  const exact = open.exact.c;
  assert.ok(Math.abs(measuredFactor(open) / (exact[1]!.c / exact[2]!.c) - 1) < 1e-4);
  const shown = await forgetView.run(runSequenceOnCpu, stateOf(), {});
  const [question] = shown.questions;
  assert.equal(question?.answer, Math.ceil(Math.log(1e-3) / Math.log(0.9)));
  assert.deepEqual((await forgetView.run(runSequenceOnCpu, stateOf({ recurrent: 1 }), {})).questions, []);
});

test("numbers beyond float32 and beyond float64 are told, never NaN", async () => {
  for (const change of [
    { open: true, horizon: 1000 },
    { recurrent: 2, horizon: 1000 },
    { biasI: 12, biasF: 12, biasO: 12, horizon: 1000 },
  ]) {
    const run = await runForget(runSequenceOnCpu, stateOf(change));
    for (const { values, id } of reachLines(run, stateOf(change)))
      for (const value of [values[1]!, values.at(-1)!]) assert.ok(!Number.isNaN(value), `${id}: ${value}`);
    assert.ok(run.difference < 0.05, `${run.difference}`);
  }
  const small = await runForget(runSequenceOnCpu, stateOf({ horizon: 1000 }));
  const [, , linear, tanh] = reachLines(small, stateOf());
  assert.ok(Math.abs(linear!.values.at(-1)! / 1.75e-46 - 1) < 0.01);
  assert.ok(Math.abs(tanh!.values.at(-1)! / 5.6e-86 - 1) < 0.02);
  assert.deepEqual(
    [decimal(4.768e23), decimal(-1234567), decimal(Infinity), decimal(Number.NaN), figures(-Infinity)],
    ["4.8·10²³", "−1.2·10⁶", "over 10³⁰⁸", "n/a", "below −10³⁰⁸"],
  );
});

test("many units: steps of both orders, the layer and the sequence that are shown", async () => {
  const state = stateOf({ view: "units", layers: 3, steps: 5, units: 2, inputs: 3, batch: 2, layer: 2, sequence: 2 });
  const run = await runUnits(runSequenceOnCpu, state);
  assert.deepEqual(
    [run.forward.record.steps, run.backward.record.steps, run.formula.steps, run.other.steps],
    [7, 7, 7, 15],
  );
  const shown = unitsOverTime(run, state);
  assert.equal(shown.length, 10);
  assert.equal(shown[1 * 5 + 3], run.values.h.data[(3 * 2 + 1) * 2 + 1], "unit 2 at t = 4 of sequence 2");
  const layerwise = await unitsView.run(runSequenceOnCpu, { ...state, order: "layerwise" }, {});
  assert.deepEqual([layerwise.length, layerwise.questions[0]!.answer], [30, 15]);
  assert.match(layerwise.said(3, state), /forward, step 3 of 15: 1 layer runs/);
  assert.match(layerwise.said(16, state), /backward, step 1 of 15/);
  // the gradients come from the last layer and the last step, and fill backwards
  const look = { ramp: rampsFor(false).signed, paint: () => "#000000", side: 1, x: 0, y: 0 };
  const filled = (step: number, bars: boolean): readonly number[] => {
    const [mark] = unitsMarks(run, { ...state, bars }, { ...look, step });
    assert.ok(mark?.kind === "cells");
    return [0, 1, 2, 3, 4].filter((t) => mark.colours[t] !== 0);
  };
  assert.deepEqual(
    [filled(3, false), filled(7, false)],
    [
      [0, 1],
      [0, 1, 2, 3, 4],
    ],
  );
  assert.deepEqual([filled(7, true), filled(10, true), filled(14, true)], [[], [3, 4], [0, 1, 2, 3, 4]]);
  const lit = (step: number): readonly number[] => {
    const frames = layersMarks(run, { ...look, step })[1]!;
    return frames.kind === "frames" ? frames.cells : [];
  };
  assert.deepEqual([lit(1), lit(8)], [[2 * 5], [4]], "layer 1 at t = 1 first; backward layer 3 at t = 5");
});

test("the logarithmic axis: decades, ticks, and pixels there and back", () => {
  const line = (values: readonly number[]) => ({ values, stroke: "red", strokeWidth: 1 });
  assert.deepEqual(decadesOf([line([1, 1e-9]), line([0, Number.NaN])]), [-9, 0]);
  assert.deepEqual(decadesOf([line([0, 0])]), [-1, 1]);
  assert.deepEqual(decadesOf([line([5])]), [0, 2]);
  assert.deepEqual(ticksOf(0, 100), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticksOf(0, 1), [0, 1]);
  const xs = Array.from({ length: 101 }, (_, i) => i);
  const scale = xScale({ xs, width: 800 });
  for (const x of [0, 37, 100]) assert.equal(scale.invert(scale.at(x)), x);
  assert.equal(scale.invert(-50), 0);
  const marks = logChartMarks({
    lines: [line(xs.map((x) => 0.9 ** x))],
    xs,
    xTitle: "x",
    width: 800,
    height: 300,
    paint: (t) => t,
  });
  const drawn = marks.at(-1)!;
  assert.ok(drawn.kind === "path" && !/NaN|Infinity/.test(drawn.d) && drawn.d.split("L").length === 101);
});

test("numbers on screen keep their figures, large and small", () => {
  assert.deepEqual(
    [0.0136033405706, -0.000254957848866, 0, 15267.6, -1e9].map((n) => figures(n)),
    ["0.01360", "−2.550·10⁻⁴", "0", "15,268", "−1.000·10⁹"],
  );
});

test("the figure of every view shows what was executed, is the same twice, and follows its state", async () => {
  const cpu = await openDevice("cpu");
  const lstm = await FIGURES["sf-lstm"]!();
  const svg = async (query: string): Promise<string> => svgOf(await lstm.read(query).draw(cpu));
  for (const [query, texts] of [
    ["view=values", ["step 8 of 8", "∂L/∂w_xi = 0.0136033", "forward 4 sequential steps", "−0.245"]],
    ["view=derivation&at=5&t=2", ["5 of 12", "h̄ = 0.172"]],
    ["view=forget&horizon=50", ["after 50 steps back", "LSTM: |c̄| 0.998"]],
    ["view=units&steps=6&units=4&layers=2&at=3", ["step 3 of 14", "T + d − 1 = 7"]],
    ["view=forget&open=1&horizon=1000", ["after 600 steps back", "·10²⁸⁵"]],
  ] as const) {
    const text = await svg(query);
    for (const part of texts) assert.ok(text.includes(part), `${query}: ${part}`);
    assert.equal(await svg(query), text);
    assert.doesNotMatch(text, /NaN|undefined|var\(/);
  }
  assert.notEqual(await svg("view=values&loss=last"), await svg("view=values"));
  assert.throws(() => lstm.read("x=1 2 three"), {
    code: "state-invalid",
    message: /^x is "1 2 three" in --state; use 1 to 32 numbers/,
  });
});

/** What the take-away reads of an element that shows a run. */
async function showing(view: ViewName, change: Partial<LstmState> = {}) {
  const state = stateOf({ view, ...change });
  const shown: Shown = await (await VIEWS[view]()).run(runSequenceOnCpu, state, {});
  const element = { shown, held: false, step: shown.length, link: { state } as never };
  const table = (name: string) => takeAway.tables(element).find((candidate) => candidate.name === name)!;
  return { shown, element, table };
}

test("the picture that is taken away is that of the clock, and the frames are all of its steps", async () => {
  for (const [view, length] of [
    ["values", 9],
    ["derivation", PATHS.length + 1],
    ["forget", 1],
    ["units", 45],
  ] as const) {
    const { element } = await showing(view, { speed: "4" });
    const frames = await takeAway.frames!(element);
    assert.deepEqual([frames.length, frames.rate], [length, 4], view);
    const at = async (step: number) => svgOf(await takeAway.figure({ ...element, step }));
    for (const step of [0, length - 1]) assert.equal(svgOf(frames.at(step)), await at(step), `${view} at ${step}`);
    if (length > 1) assert.notEqual(await at(0), await at(length - 1), view);
  }
});

test("the tables that are taken away hold what was computed, unrounded", async () => {
  const values = await showing("values", { check: true });
  assert.ok(values.shown.view === "values");
  const { run } = values.shown;
  const { columns, rows } = values.table("values");
  assert.deepEqual(columns, ["t", ...ROWS]);
  assert.equal(rows.length, 5);
  assert.equal(rows[3]![columns.indexOf("h")], run.steps[2]!.h);
  assert.equal(rows[3]![columns.indexOf("bar-f")], run.bars[2]!.f);
  assert.equal(rows[0]![columns.indexOf("bar-c")], run.initial.c);
  assert.equal(rows[0]![columns.indexOf("i")], null);
  for (const [name, value, gradient, quotient] of values.table("weights").rows) {
    const weight = String(name).slice(2) as "xi";
    assert.deepEqual([value, gradient], [run.inputs.weights[weight], run.gradients[weight]]);
    near(Number(quotient), run.gradients[weight], 1e-6, weight);
    const column = values.table("shares").columns.indexOf(`w_${weight}`);
    const sum = values.table("shares").rows.reduce((total, row) => total + Number(row[column]), 0);
    near(sum, run.gradients[weight], 1e-6, `the shares of ${weight}`);
  }
  assert.deepEqual(
    values.table("executed").rows.map(([pass, steps]) => [pass, steps]),
    [
      ["forward, to take the loss", 4],
      ["forward", 4],
      ["backward", 4],
    ],
  );
  const derivation = await showing("derivation", { t: 4 });
  assert.deepEqual(
    derivation.table("paths").rows.map(([, , into, adds]) => [into, adds === null]),
    PATHS.map(({ into, rule }) => [into, rule.id.startsWith("via-") || rule.id === "c-of-next"]),
  );
  const forget = await showing("forget", { horizon: 7 });
  assert.equal(forget.table("reach").rows.length, 8);
  const units = await showing("units", { bars: true, show: "c", layer: 2 });
  assert.ok(units.shown.view === "units");
  const map = unitsOverTime(units.shown.run, { show: "c", bars: true, sequence: 1 });
  assert.deepEqual(
    units.table("gradient-of-c").rows.flatMap((row) => row.slice(1)),
    [...map],
  );
  assert.equal(units.table("layers").rows.length, 60);
});

test("nothing is taken away while a question stands, or before the first run", async () => {
  const { element } = await showing("values");
  for (const [given, message] of [
    [{ ...element, held: true }, /answer it first/],
    [{ ...element, shown: null }, /wait for the first run/],
  ] as const) {
    assert.deepEqual(takeAway.tables(given), []);
    await assert.rejects(takeAway.figure(given), message);
    await assert.rejects(takeAway.frames!(given), message);
  }
});
