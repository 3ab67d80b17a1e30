import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openDevice } from "../../src/cli/device.js";
import { FIGURES } from "../../src/cli/figures.js";
import { adderState } from "../../src/elements/adder/adder.state.js";
import { takeAway } from "../../src/elements/adder/adder.take-away.js";
import { checkAll } from "../../src/elements/adder/check.js";
import { columnsOf, diagnose } from "../../src/elements/adder/columns.js";
import { meaningOf } from "../../src/elements/adder/meanings.js";
import { adderOf, pairOf, randomPair, withNumber, withoutCarryIn } from "../../src/elements/adder/model.js";
import type { AdderState } from "../../src/elements/adder/model.js";
import { boxAt, BOX, NETWORK, networkMarks, valueAt } from "../../src/elements/adder/network-marks.js";
import {
  formatNumbers,
  numbersOf,
  parseNumbers,
  PLACES,
  placesOf,
  withNumbers,
} from "../../src/elements/adder/notation.js";
import { mapMarks, mapSize, pairAfterKey } from "../../src/elements/adder/pair-map.js";
import { offered, OWN, START_IDS, startOf } from "../../src/elements/adder/presets.js";
import { adderQuestions, ask } from "../../src/elements/adder/questions.js";
import { LONGEST, longestRipple } from "../../src/elements/adder/ripples.js";
import { orbitsOf } from "../../src/elements/adder/soft-marks.js";
import { specText, stateOfSpec } from "../../src/elements/adder/spec-text.js";
import { fraction, placeName, short } from "../../src/elements/adder/text.js";
import { verdictText } from "../../src/elements/adder/verdict.js";
import { addsAtAnyLength, inferredCode, safeChange, statesOf, visitsOf } from "../../src/elements/adder/visits.js";
import { figureColour } from "../../src/elements/figure/palette.js";
import { svgOf } from "../../src/elements/figure/svg.js";
import { checkAdderOnCpu } from "../../src/engine/adder-check.js";
import type { AdderReport } from "../../src/engine/adder-check.js";
import { defaultState, formatState, parseState } from "../../src/io/url-state.js";
import { ADDER_PRESETS, BLANK, CANONICAL, complemented, permuted, rescaled } from "../../src/models/adder-presets.js";
import { carryLimit, carryMap, fixedPoints, shortestFailingRipple } from "../../src/models/logistic-adder.js";
import { digitsOf, THERMOMETER, type ThresholdRnnSpec } from "../../src/models/threshold-rnn.js";
import { referenceThresholdRnn } from "../../src/reference/threshold-rnn.js";
import { canonicalWith, editOf, replaced } from "./adder-edits.js";
import { recurrent } from "./recurrent-oracles.js";

const stateOf = (change: Partial<AdderState> = {}): AdderState => ({ ...defaultState(adderState), ...change });
/** The state that shows a net, as an edit of the canonical one. */
const showing = (net: ThresholdRnnSpec, change: Partial<AdderState> = {}): AdderState =>
  stateOf({ weights: formatNumbers(numbersOf(net)), zero: net.atZero === 1 ? "from" : "above", ...change });
const reportOf = async (state: AdderState): Promise<AdderReport> => {
  const adder = adderOf(state);
  return (await checkAll({ run: checkAdderOnCpu }, { adder, device: "cpu", asks: false })).report;
};

const weights = fc.array(
  fc.double({ min: -1000, max: 1000, noNaN: true }).map((value) => value + 0),
  { minLength: 22, maxLength: 22 },
);

test("22 numbers go into the address and come back, digit by digit", () => {
  fc.assert(
    fc.property(weights, (numbers) => {
      assert.deepEqual(parseNumbers(formatNumbers(numbers)), numbers);
      assert.deepEqual(numbersOf(withNumbers(CANONICAL, numbers)), numbers);
      const state = stateOf({ weights: formatNumbers(numbers), preset: "blank" });
      const { given, notices } = parseState(adderState, new URLSearchParams(formatState(adderState, state)));
      assert.deepEqual(notices, []);
      assert.deepEqual(numbersOf(adderOf({ ...defaultState(adderState), ...given }).net), numbers);
    }),
  );
  assert.deepEqual(parseNumbers(`\t${numbersOf(CANONICAL).join(", ")}\n`), numbersOf(CANONICAL));
});

test("hostile texts are refused with a notice, and the default is shown", () => {
  const canonical = formatNumbers(numbersOf(CANONICAL));
  for (const text of [
    "<img src=x onerror=alert(1)>",
    canonical.replace("-2.5", "NaN"),
    canonical.replace("-2.5", "1e39"),
    canonical.replace("-2.5", "1001"),
    canonical.replace("-2.5", "0x10"),
    `${canonical} 1`,
    canonical.slice(0, -5),
    "1 ".repeat(100_000),
  ]) {
    const { given, notices } = parseState(adderState, new URLSearchParams({ weights: text }));
    assert.equal(given.weights, "");
    assert.match(notices.join(), /^weights is ".*" in the address; use 22 numbers from −1000 to 1000/u);
    assert.ok(notices.join().length < 300);
  }
  for (const [key, value] of [
    ["start", "2"],
    ["start", "0101"],
    ["preset", "__proto__"],
    ["zero", "never"],
  ] as const)
    assert.equal(parseState(adderState, new URLSearchParams({ [key]: value })).notices.length, 1, key);
});

test("the 22 places have each a name of their own and a box of their own inside the drawing", () => {
  assert.equal(PLACES.length, 22);
  assert.equal(new Set(PLACES.map(placeName)).size, 22);
  assert.equal(placeName(PLACES[7]!), "W_hh, from unit 2 to unit 1");
  assert.deepEqual(
    [0, 1, 2, 3].map((unit) => placesOf(unit).length),
    [6, 6, 6, 4],
  );
  for (const [i, place] of PLACES.entries()) {
    const { x, y } = boxAt(place);
    assert.ok(x >= 0 && y >= 0 && x + BOX.width <= NETWORK.width && y + BOX.height <= NETWORK.height);
    for (const other of PLACES.slice(i + 1)) {
      const there = boxAt(other);
      assert.ok(
        Math.abs(there.x - x) >= BOX.width || Math.abs(there.y - y) >= BOX.height,
        `${placeName(place)}, ${placeName(other)}`,
      );
    }
  }
});

test("what flows along the edges, times the numbers, gives every unit's sum", () => {
  for (const { id } of ADDER_PRESETS) {
    const adder = adderOf(stateOf({ preset: id }));
    const numbers = numbersOf(adder.net);
    for (const column of columnsOf(adder, 45, 58)) {
      const sums = [0, 1, 2, 3].map((unit) =>
        placesOf(unit).reduce((sum, place) => sum + numbers[place.index]! * valueAt(place, column), 0),
      );
      assert.deepEqual(sums, [...column.z, column.zY]);
    }
  }
});

test("A3 through the element's state: right pairs after every edit, and what is undone is the preset again", async () => {
  for (const [name, [four, eight]] of Object.entries(recurrent.A3.expected)) {
    const net = editOf(name);
    let state = stateOf({ zero: net.atZero === 1 ? "from" : "above" });
    numbersOf(net).forEach((value, index) => {
      state = { ...state, ...withNumber(state, index, value) };
    });
    assert.deepEqual(adderOf(state).net, net, name);
    assert.equal((await reportOf({ ...state, bits: 4 })).right, four, name);
    // all of them at n = 8: adder.test.ts
    if (name.startsWith("Whh reads")) assert.equal((await reportOf({ ...state, bits: 8 })).right, eight, name);
    numbersOf(CANONICAL).forEach((value, index) => {
      state = { ...state, ...withNumber(state, index, value) };
    });
    assert.equal(state.weights, "", name);
  }
});

test("A2 and A4: margins of ½, and every start as a carry-in or none", async () => {
  const report = await reportOf(stateOf());
  assert.deepEqual([report.right, report.pairs, report.steps], [65_536, 65_536, 1]);
  for (const unit of [...report.units, report.output]) assert.deepEqual(unit, { margin: 0.5, wrong: 0 });
  for (const [h0, want] of Object.entries(recurrent.A4.expected)) {
    const start = (JSON.parse(h0) as number[]).join("");
    assert.equal((await reportOf(stateOf({ bits: 4, start }))).right, want.correct_as_a_plus_b, start);
    assert.equal(
      (await reportOf(stateOf({ bits: 4, start, carryIn: 1 }))).right,
      want.correct_as_a_plus_b_plus_1,
      start,
    );
  }
});

test("a carry-in turns the unit over that keeps the carry, in every code that adds", async () => {
  for (const { id, group } of ADDER_PRESETS.filter((preset) => preset.group !== "instructive")) {
    const state = stateOf({ preset: id, bits: 4, carryIn: 1 });
    assert.equal((await reportOf(state)).right, 256, `${group}: ${id}`);
    assert.deepEqual(withoutCarryIn(adderOf(state)).h0, startOf(id).net.h0);
  }
});

test("a net that the reader brought keeps its carry where it does, whatever the preset says", async () => {
  const canonical = { net: CANONICAL, code: THERMOMETER };
  const nets = [
    permuted(canonical, [1, 2, 0]),
    complemented(canonical, 1),
    ...ADDER_PRESETS.filter(({ group }) => group === "right in another code"),
  ];
  for (const { net, code } of nets) {
    for (const preset of ["blank", "canonical", "permuted"]) {
      for (const carryIn of [0, 1]) {
        const state = stateOf({ preset, bits: 4, carryIn, weights: formatNumbers(numbersOf(net)) });
        assert.equal((await reportOf(state)).right, 256, `${preset} with the code ${code.join()}, carry-in ${carryIn}`);
        assert.deepEqual(adderOf(state).check.code, code);
      }
    }
  }
});

test("A1 and A6: the columns of the animation, with what is right beside them", () => {
  for (const [x1, x2, y, h] of [
    [recurrent.A1.input.x1, recurrent.A1.input.x2, recurrent.A1.expected.y, recurrent.A1.expected.h],
    [recurrent.A6.input.x1, recurrent.A6.input.x2, recurrent.A6.expected.y, recurrent.A6.expected.h],
  ] as const) {
    const number = (digits: readonly number[]): number => digits.reduce((sum, digit, t) => sum + digit * 2 ** t, 0);
    const adder = adderOf(stateOf({ bits: x1.length - 1 }));
    const columns = columnsOf(adder, number(x1), number(x2));
    assert.deepEqual(
      columns.map((column) => column.y),
      y,
    );
    assert.deepEqual(
      columns.map((column) => column.digit),
      y,
    );
    assert.deepEqual(
      columns.map((column) => column.h),
      h,
    );
    assert.deepEqual(
      columns.map((column) => column.states),
      h,
    );
    assert.deepEqual(
      columns.map(({ carry }) => carry),
      [0, ...h.slice(0, -1).map((states) => states[1])],
    );
    assert.equal(diagnose(columns), null);
  }
});

const lowered = (by: number): ThresholdRnnSpec =>
  canonicalWith({
    W_xh: replaced(CANONICAL.W_xh, 2, ([x1, x2]) => [x1 - by, x2 - by] as const),
    W_hh: replaced(CANONICAL.W_hh, 2, (row) => row.map((value) => value - by)),
    b_h: replaced(CANONICAL.b_h, 2, (value) => value - by),
  });

test("A5: the first counterexample, and the unit, column and margin that it fails by", async () => {
  const [below, above] = recurrent.A5.input.eps as [number, number];
  assert.equal((await reportOf(showing(lowered(below), { bits: 4 }))).right, recurrent.A5.expected.correct[0]);
  const state = showing(lowered(above), { bits: 4 });
  const { right, counterexample } = await reportOf(state);
  assert.equal(right, recurrent.A5.expected.correct[1]);
  assert.deepEqual([counterexample!.a, counterexample!.b], recurrent.A5.expected.first_fail);
  const columns = columnsOf(adderOf(state), 7, 7);
  const found = diagnose(columns)!;
  assert.deepEqual([found.column, found.origin, found.unit, found.shouldBeOn], [2, 2, 2, true]);
  assert.ok(Math.abs(found.margin - (0.5 - 6 * above)) < 1e-6);
  assert.match(
    verdictText({ a: 7, b: 7 }, 0, columns),
    /^7 \+ 7 comes out as 10, not 14: column 3 is the first wrong one\. There unit 3 has z = −4·10⁻⁵ and should be on/,
  );
});

test("of every failing pair the diagnosis has the report's column, and a unit whose margin is that of the report or more", async () => {
  for (const { id } of ADDER_PRESETS.filter((preset) => preset.group === "instructive")) {
    const state = stateOf({ preset: id, bits: 4 });
    const adder = adderOf(state);
    const report = await reportOf(state);
    const margins = [...report.units, report.output].map(({ margin }) => margin);
    const least = margins.map(() => Infinity);
    for (const { a, b, got, column } of report.failing()) {
      const columns = columnsOf(adder, a, b);
      const found = diagnose(columns)!;
      assert.equal(found.column, column, `${id}: ${a} + ${b}`);
      assert.ok(found.origin <= found.column);
      assert.ok(found.margin <= 0);
      least[found.unit] = Math.min(least[found.unit]!, found.margin);
      assert.match(verdictText({ a, b }, 0, columns), new RegExp(`^${a} \\+ ${b} comes out as ${got}, not ${a + b}:`));
    }
    least.forEach((margin, unit) => {
      if (margin < Infinity) assert.equal(margin, margins[unit], `${id}, unit ${unit}`);
      else assert.ok(margins[unit]! > 0, `${id}, unit ${unit}`);
    });
  }
});

test("a carry that goes wrong while its digit is right: the diagnosis names the column where it comes from", () => {
  const adder = adderOf(showing(canonicalWith({ b_h: [-0.5, -0.5, -0.5] }), { bits: 4 }));
  const columns = columnsOf(adder, 1, 0);
  assert.deepEqual(diagnose(columns), { column: 1, origin: 0, unit: 1, z: 0.5, margin: -0.5, shouldBeOn: false });
  assert.match(
    verdictText({ a: 1, b: 0 }, 0, columns),
    /column 2 is the first wrong one\. It comes from column 1, where unit 2 has z = 0\.5 and should be off: margin −0\.5\.$/,
  );
});

test("any length: the canonical net meets four states, and its numbers may move by 1/12 and 1/8", () => {
  const visits = visitsOf(CANONICAL, 0);
  assert.deepEqual(statesOf(visits).toSorted(), ["000", "100", "110", "111"]);
  assert.ok(addsAtAnyLength(visits));
  assert.deepEqual(inferredCode(visits), THERMOMETER);
  const { hidden, output } = safeChange(visits);
  assert.deepEqual([fraction(hidden), fraction(output)], ["1/12", "1/8"]);
  assert.deepEqual(inferredCode(visitsOf(BLANK, 0)), [null, null, null]);
  assert.equal(fraction(0.123456789), null);
});

test("any length agrees with all pairs of 6 bits, for edits of adders in every code", async () => {
  const codes = fc
    .record({
      unit: fc.integer({ min: 0, max: 2 }),
      order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      factors: fc.array(fc.constantFrom(0.5, 1, 2, 4), { minLength: 4, maxLength: 4 }),
    })
    .map(({ unit, order, factors }) =>
      rescaled(permuted(complemented({ net: CANONICAL, code: THERMOMETER }, unit), order), factors),
    );
  const edits = fc.record({
    coded: codes,
    index: fc.integer({ min: 0, max: 21 }),
    by: fc.constantFrom(-1, -0.25, 0, 0.25, 1),
  });
  await fc.assert(
    fc.asyncProperty(edits, async ({ coded: { net, code }, index, by }) => {
      if (by === 0) assert.deepEqual(inferredCode(visitsOf(net, 0)), code);
      const edited = withNumbers(
        net,
        numbersOf(net).map((value, i) => (i === index ? value + by : value)),
      );
      const report = await checkAdderOnCpu(edited, { bits: 6 });
      assert.equal(addsAtAnyLength(visitsOf(edited, 0)), report.right === report.pairs);
    }),
    { numRuns: 60 },
  );
});

test("the animation's states are the reference's, thresholds and carries of any net", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: -6, max: 6 }).map((value) => value / 2 + 0),
        { minLength: 22, maxLength: 22 },
      ),
      fc.integer({ min: 0, max: 63 }),
      fc.integer({ min: 0, max: 63 }),
      fc.constantFrom<0 | 1>(0, 1),
      (numbers, a, b, carryIn) => {
        const adder = adderOf(stateOf({ bits: 6, preset: "blank", weights: formatNumbers(numbers), carryIn }));
        const columns = columnsOf(adder, a, b);
        const want = referenceThresholdRnn(adder.net, digitsOf(a, 7), digitsOf(b, 7));
        assert.deepEqual(
          columns.map(({ h, y, z }) => ({ h, y, z })),
          want.map(({ h, y, z }) => ({ h, y, z })),
        );
        assert.equal(
          columns.reduce((sum, { digit }, t) => sum + digit * 2 ** t, 0),
          a + b + carryIn,
        );
      },
    ),
  );
});

test("ripples: the longest is one less than the shortest that fails, up to what is tried", () => {
  const longest = (net: ThresholdRnnSpec, gain: number): number => {
    const work = longestRipple(net, gain);
    for (;;) {
      const next = work.next();
      if (next.done) return next.value;
    }
  };
  for (const [gain, failing] of [
    [3.2, 8],
    [3.5, 15],
    [3.8, 39],
    [3.9, 72],
    [3.99, 357],
    [4, 1033],
  ] as const)
    assert.equal(longest(CANONICAL, gain), failing - 1, `κ = ${gain}`);
  assert.equal(longest(CANONICAL, 4.2), LONGEST);
  assert.equal(longest(BLANK, 5), 0);
  const carried = adderOf(stateOf({ carryIn: 1 }));
  assert.equal(longest(withoutCarryIn(carried), 3.5), 14);
});

test("the carry map: two stable points above κ = 4, where the cobwebs of a carry and of none end", () => {
  const { carry, none, fixed } = orbitsOf(CANONICAL, 6, 1);
  assert.equal(fixed.length, 3);
  assert.ok(Math.abs(carry.at(-1)! - fixed[2]!) < 1e-6 && Math.abs(none.at(-1)! - fixed[0]!) < 1e-6);
  const below = orbitsOf(CANONICAL, 3, 1);
  assert.equal(below.fixed.length, 1);
  assert.ok(Math.abs(below.carry.at(-1)! - below.none.at(-1)!) < 1e-3);
});

test("what the page says of a limit is the carry row’s own, and of two ends that they are two", () => {
  const limitOf = (net: ThresholdRnnSpec, unit = 1): number | null => carryLimit(net, unit);
  assert.equal(limitOf(CANONICAL), 4);
  assert.equal(limitOf(startOf("scaled").net), 1);
  assert.equal(limitOf(startOf("permuted").net, 0), 4);
  assert.equal(limitOf(BLANK), null);
  assert.equal(limitOf(startOf("no-recurrence").net), null);
  assert.equal(limitOf(startOf("reads-unit-1").net), null);
  // h ↦ σ(κ (h − 1)) stays below h: no gain lets a carry live
  assert.equal(limitOf(startOf("integers-from-zero").net), null);
  assert.equal(orbitsOf(startOf("scaled").net, 2, 1).apart, true);
  assert.equal(orbitsOf(startOf("scaled").net, 0.9, 1).apart, false);
  // three fixed points at κ = 6, but both starts lie on one side of the middle one
  const late = canonicalWith({
    W_xh: [
      [1, 1],
      [1, 0],
      [1, 1],
    ],
    b_h: [-0.5, -1.53, -2.5],
  });
  assert.equal(orbitsOf(late, 6, 1).fixed.length, 3);
  assert.equal(orbitsOf(late, 6, 1).apart, false);
  for (const bias of [-1.5, -1.45, -1.53, -1.6]) {
    const net = canonicalWith({ b_h: [-0.5, bias, -2.5] });
    const limit = limitOf(net)!;
    assert.equal(fixedPoints(carryMap(net, limit * 0.99, 1)).length, 1);
    assert.equal(fixedPoints(carryMap(net, limit * 1.01, 1)).length, 3);
    const { carry, none, apart } = orbitsOf(net, limit * 1.2, 1);
    assert.equal(apart, Math.abs(carry.at(-1)! - none.at(-1)!) > 0.05);
  }
});

test("questions: the answers are executed, the oracles agree, and no prompt offers a solution", async () => {
  const asked = await ask(checkAdderOnCpu);
  assert.equal(adderQuestions(null), null);
  const [xor, column, ripple] = adderQuestions(asked) ?? [];
  assert.equal(xor!.answer, recurrent.A3.expected["Whh=0"]![0]);
  assert.equal(column!.answer, 2);
  assert.equal(ripple!.answer, shortestFailingRipple(CANONICAL, 3.2, 100)! - 1);
  const got = columnsOf(adderOf(stateOf({ preset: "no-recurrence", bits: 4 })), 5, 7);
  assert.equal(
    asked.got,
    got.reduce((sum, { y }, t) => sum + y * 2 ** t, 0),
  );
  assert.equal(diagnose(got)!.column + 1, column!.answer);
  for (const { prompt } of [xor!, column!, ripple!]) assert.doesNotMatch(prompt, /≥|½|thermometer|-0\.5/);
});

test("presets: every id once, and while solutions are withheld nothing but the blank net", () => {
  assert.equal(new Set(START_IDS).size, ADDER_PRESETS.length + 1);
  assert.deepEqual(
    offered(true).flatMap(([, starts]) => starts.map(({ id }) => id)),
    [OWN.id],
  );
  assert.deepEqual(
    offered(false)
      .flatMap(([, starts]) => starts.map(({ id }) => id))
      .toSorted(),
    START_IDS.toSorted(),
  );
  assert.deepEqual(THERMOMETER.map(meaningOf), ["sum ≥ 1", "sum ≥ 2: carry", "sum ≥ 3"]);
});

test("the map has a dark cell for every pair that fails, and whole device pixels for each", async () => {
  const report = await reportOf(stateOf({ preset: "unit-3-strict", bits: 4 }));
  const marks = mapMarks(report, { size: 512, chosen: { a: 3, b: 3 }, paint: figureColour });
  const cells = marks.find((mark) => mark.kind === "cells");
  assert.ok(cells?.kind === "cells");
  const failing = new Set(report.failing().map(({ a, b }) => a + 16 * b));
  // #b3261e as a little-endian RGBA word
  assert.equal(figureColour("bad"), "#b3261e");
  cells.colours.forEach((colour, at) => assert.equal(colour === 0xff1e26b3, failing.has(at)));
  assert.equal(marks.filter(({ kind }) => kind === "path").length, failing.size);
  for (const [bits, room, ratio] of [
    [8, 512, 1],
    [8, 358, 3],
    [5, 350, 1.5],
    [8, 130, 1],
  ] as const)
    assert.equal((mapSize(bits, room, ratio) * ratio) % 2 ** bits, 0);
  assert.deepEqual(pairAfterKey("End", { a: 3, b: 4 }, 4), { a: 15, b: 4 });
  assert.deepEqual(pairAfterKey("PageUp", { a: 3, b: 4 }, 4), { a: 3, b: 0 });
  assert.equal(pairAfterKey("x", { a: 3, b: 4 }, 4), null);
});

test("random pairs: the same seed gives the same one, and n bits hold it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 1, max: 8 }), (seed, bits) => {
      const pair = randomPair(seed, bits);
      assert.deepEqual(randomPair(seed, bits), pair);
      for (const value of [pair.a, pair.b]) assert.ok(Number.isInteger(value) && value >= 0 && value < 2 ** bits);
    }),
  );
  assert.deepEqual(pairOf(stateOf({ a: 200, b: 58, bits: 4 })), { a: 8, b: 10 });
});

test("a net as text comes back; what is no net is refused with its place", () => {
  for (const { net } of ADDER_PRESETS) assert.deepEqual(adderOf(stateOf(stateOfSpec(specText(net)))).net, net);
  const refused = (text: string, message: RegExp): void =>
    assert.throws(() => stateOfSpec(text), { code: "spec-invalid", message });
  refused("{", /^the text is no JSON \(.*\); paste a threshold-rnn spec/);
  refused("[]", /spec/);
  refused(specText({ ...CANONICAL, b_h: [0, 0] }), /^b_h is a list of 2; use a list of 3/);
  refused(specText({ ...CANONICAL, b_y: 2000 }), /^2000 is too large; use numbers from −1000 to 1000/);
  refused(specText({ ...CANONICAL, h0: [0, 0.5, 0] }), /^h0\[1\] is 0.5; use 0 or 1/);
  refused(
    JSON.stringify({ kind: "threshold-rnn", W_xh: [[1, 1]], W_hh: [[1]], b_h: [0], W_hy: [1], b_y: 0 }),
    /^b_h is a list of 1; this page draws 3 units/,
  );
});

test("numbers on screen: a true minus, no superfluous digits, and never a 0 that is none", () => {
  assert.deepEqual(
    [-0.5, 2, 1 / 3, 0, -0.00004].map((value) => short(value)),
    ["−0.5", "2", "0.333", "0", "−4·10⁻⁵"],
  );
});

test("the drawing marks the units that are on and those on the wrong side", () => {
  const adder = adderOf(stateOf({ preset: "unit-3-strict", bits: 4 }));
  const column = columnsOf(adder, 3, 3)[1]!;
  const marks = networkMarks(adder, { column, paint: (token) => token });
  const texts = marks.flatMap((mark) => (mark.kind === "text" ? [mark.text] : []));
  assert.ok(texts.includes("h₃ ✗") && texts.includes("y ✗") && texts.includes("h₁") && texts.includes("z = −0.5"));
  const lit = marks.filter((mark) => mark.kind === "circle" && mark.fill === "glow");
  assert.equal(lit.length, 2 + 2 + 2, "both digits, the two states before, h₁ and h₂");
  const dashed = marks.filter((mark) => mark.kind === "path" && mark.stroke === "mdrnn");
  assert.ok(dashed.length > 0 && dashed.every((mark) => mark.kind === "path" && mark.dash !== undefined));
});

test("the figure shows what was executed and is the same twice", async () => {
  const cpu = await openDevice("cpu");
  const draw = async (query: string): Promise<string> =>
    svgOf(await (await FIGURES["sf-adder"]!()).read(query).draw(cpu));
  const svg = await draw("preset=unit-3-strict&bits=4&a=3&b=3");
  assert.equal(await draw("preset=unit-3-strict&bits=4&a=3&b=3"), svg);
  assert.match(svg, /<title[^>]*>200 of 256 pairs right: unit 3 too strict</);
  assert.match(svg, /3 \+ 3 came out as 4/);
  assert.match(svg, /Sequential steps: 1,/);
  assert.match(svg, />−3\.5<\/text>/);
  assert.doesNotMatch(svg, /NaN|undefined|style=|<script|href/);
  const edited = `weights=${encodeURIComponent(formatNumbers(numbersOf(editOf("Whh=0"))))}&bits=4`;
  assert.match(await draw(edited), />81 of 256 pairs right: canonical, edited</);
});

/** What the take-away reads of an element that shows a checked net. */
async function takenFrom(change: Partial<AdderState>) {
  const state = stateOf(change);
  const adder = adderOf(state);
  const checked = await checkAll({ run: checkAdderOnCpu }, { adder, device: "cpu", asks: false });
  const { a, b, speed } = state;
  return { checked, held: false, step: 3, a, b, speed, ripples: { chart: [{ gain: 2, longest: 3 }] } };
}

test("what is taken away: the picture of the clock, a frame for every column, and all numbers unrounded", async () => {
  const element = await takenFrom({ preset: "unit-3-strict", bits: 4, a: 7, b: 7, speed: "2" });
  const frames = await takeAway.frames!(element);
  assert.deepEqual([frames.length, frames.rate], [6, 2]);
  const at = async (step: number) => svgOf(await takeAway.figure({ ...element, step }));
  for (const step of [0, 3, 5]) assert.equal(svgOf(frames.at(step)), await at(step));
  assert.notEqual(await at(2), await at(3));
  const table = (name: string) => takeAway.tables(element).find((candidate) => candidate.name === name)!;
  const { adder, report } = element.checked;
  assert.deepEqual(
    table("net").rows.map(([, value]) => value),
    numbersOf(adder.net),
  );
  assert.deepEqual(
    table("failing").rows,
    report.failing().map(({ a, b, got, want, column }) => [a, b, got, want, column + 1]),
  );
  assert.equal(table("failing").rows.length, report.pairs - report.right);
  assert.deepEqual(table("diagnosed").rows.length, Math.min(100, report.pairs - report.right));
  const columns = columnsOf(adder, 7, 7);
  assert.deepEqual(
    table("columns").rows.map((row) => row.slice(-2)),
    columns.map(({ y, digit }) => [y, digit]),
  );
  assert.deepEqual(
    table("margins").rows.map(([, , margin]) => margin),
    [...report.units, report.output].map(({ margin }) => margin),
  );
  assert.deepEqual(table("ripples").rows, [[2, 3]]);
  for (const [held, message] of [
    [{ ...element, held: true }, /answer it first/],
    [{ ...element, checked: null }, /wait for the first run/],
  ] as const) {
    assert.deepEqual(takeAway.tables(held), []);
    await assert.rejects(takeAway.figure(held), message);
    await assert.rejects(takeAway.frames!(held), message);
  }
});
