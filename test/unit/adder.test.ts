import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkAdderOnCpu } from "../../src/engine/adder-check.js";
import type { AdderCheck } from "../../src/kernels/threshold-rnn/net.js";
import { runThresholdRnn } from "../../src/kernels/threshold-rnn/cpu.js";
import {
  ADDER_PRESETS,
  BLANK,
  CANONICAL,
  complemented,
  permuted,
  perturbed,
  rescaled,
  type Coded,
} from "../../src/models/adder-presets.js";
import {
  carryMap,
  cobweb,
  fixedPoints,
  shortestFailingRipple,
  survivesRipple,
} from "../../src/models/logistic-adder.js";
import {
  digitsOf,
  numberOf,
  THERMOMETER,
  validateThresholdRnn,
  type ThresholdRnnSpec,
} from "../../src/models/threshold-rnn.js";
import { referenceSum, referenceThresholdRnn } from "../../src/reference/threshold-rnn.js";
import { canonicalWith, editOf, replaced } from "./adder-edits.js";
import { recurrent } from "./recurrent-oracles.js";

/** Right pairs by the float64 reference. */
const rightPairs = (net: ThresholdRnnSpec, bits: number, carryIn = 0): number => {
  let right = 0;
  for (let a = 0; a < 2 ** bits; a++) {
    for (let b = 0; b < 2 ** bits; b++) right += referenceSum(net, a, b, bits + 1) === a + b + carryIn ? 1 : 0;
  }
  return right;
};

test("A1: 45 + 58 = 103, every sum, state and digit, in float64 and in the twin of the shader", () => {
  const { weights, x1, x2 } = recurrent.A1.input;
  const { W_xh, W_hh, W_hy, b_h, b_y, h0 } = CANONICAL;
  const { activation: _, ...numbers } = { activation: "", ...weights };
  assert.deepEqual({ W_xh, W_hh, W_hy, b_h, b_y, h0 }, numbers);
  const want = recurrent.A1.expected;
  for (const columns of [referenceThresholdRnn(CANONICAL, x1, x2), runThresholdRnn(CANONICAL, x1, x2)]) {
    assert.deepEqual(
      columns.map(({ h }) => h),
      want.h,
    );
    assert.deepEqual(
      columns.map(({ z }) => z),
      want.pre_h,
    );
    assert.deepEqual(
      columns.map(({ zY }) => zY),
      want.pre_y,
    );
    assert.deepEqual(
      columns.map(({ y }) => y),
      want.y,
    );
  }
  assert.deepEqual([numberOf(x1), numberOf(x2), numberOf(want.y)], [45, 58, 103]);
});

test("A2: all pairs up to n = 8, and the margin ½ of every unit", async () => {
  const { pairs, correct, min_abs_preact: margin } = recurrent.A2.expected;
  for (const [k, bits] of recurrent.A2.input.n.entries()) {
    const report = await checkAdderOnCpu(CANONICAL, { bits, code: THERMOMETER });
    assert.deepEqual([report.pairs, report.right, report.counterexample], [pairs[k], correct[k], null]);
    for (const unit of [...report.units, report.output]) assert.deepEqual(unit, { margin, wrong: 0 });
  }
});

test("A3: the right pairs after every edit, n = 4 and n = 8", async () => {
  for (const [name, [four, eight]] of Object.entries(recurrent.A3.expected)) {
    const net = editOf(name);
    assert.equal(rightPairs(net, 4), four, `${name}, float64`);
    assert.equal((await checkAdderOnCpu(net, { bits: 4 })).right, four, name);
    assert.equal((await checkAdderOnCpu(net, { bits: 8 })).right, eight, name);
  }
});

test("A4: the initial state as a carry-in", async () => {
  for (const [state, want] of Object.entries(recurrent.A4.expected)) {
    const net = canonicalWith({ h0: JSON.parse(state) as number[] });
    assert.equal((await checkAdderOnCpu(net, { bits: 4 })).right, want.correct_as_a_plus_b, state);
    assert.equal((await checkAdderOnCpu(net, { bits: 4, carryIn: 1 })).right, want.correct_as_a_plus_b_plus_1, state);
    assert.equal(rightPairs(net, 4, 1), want.correct_as_a_plus_b_plus_1);
  }
});

/** Unit 3 lowered by ε everywhere: its row, its bias. */
const lowered = (by: number): ThresholdRnnSpec =>
  canonicalWith({
    W_xh: replaced(CANONICAL.W_xh, 2, (row) => row.map((value) => value - by) as unknown as readonly [number, number]),
    W_hh: replaced(CANONICAL.W_hh, 2, (row) => row.map((value) => value - by)),
    b_h: replaced(CANONICAL.b_h, 2, (value) => value - by),
  });

test("A5: the bound 1/12 on the change of all weights, from both sides, and whose margin it is", async () => {
  const { input, expected } = recurrent.A5;
  for (const [k, by] of input.eps.entries()) {
    const report = await checkAdderOnCpu(lowered(by), { bits: 4, code: THERMOMETER });
    assert.equal(report.right, expected.correct[k]);
    assert.equal(rightPairs(lowered(by), 4), expected.correct[k]);
    assert.ok(Math.abs(report.units[2]!.margin - (0.5 - 6 * by)) < 1e-6);
    assert.equal(report.units[2]!.wrong > 0, report.units[2]!.margin < 0);
    if (by < 1 / 12) continue;
    const { a, b, column } = report.counterexample!;
    assert.deepEqual([a, b], expected.first_fail);
    assert.equal(column, 2, "7 + 7: the third column starts from 111 with both digits 1");
    assert.deepEqual([report.units[0]!.wrong, report.units[1]!.wrong, report.output.wrong], [0, 0, 0]);
  }
});

test("A6: 255 + 1, a carry through all digits", () => {
  const { x1, x2 } = recurrent.A6.input;
  const { y, h } = recurrent.A6.expected;
  for (const columns of [referenceThresholdRnn(CANONICAL, x1, x2), runThresholdRnn(CANONICAL, x1, x2)]) {
    assert.deepEqual(
      columns.map((column) => column.y),
      y,
    );
    assert.deepEqual(
      columns.map((column) => column.h),
      h,
    );
  }
});

/** The threshold functions of three binary variables as truth tables; weights up to 2 and half-integer biases give all. */
const thresholdFunctions = (): number[] => {
  const weights = [-2, -1, 0, 1, 2];
  const found = new Set<number>();
  for (const w1 of weights) {
    for (const w2 of weights) {
      for (const w3 of weights) {
        for (let bias = -6.5; bias <= 6.5; bias++) {
          let table = 0;
          for (let bits = 0; bits < 8; bits++) {
            if (w1 * (bits & 1) + w2 * ((bits >> 1) & 1) + w3 * (bits >> 2) + bias > 0) table |= 1 << bits;
          }
          found.add(table);
        }
      }
    }
  }
  return [...found];
};

/** Whether a hyperplane parts the points; Rosenblatt's perceptron, which finds the small integer ones within a few rounds. */
const isSeparable = (points: readonly { readonly at: readonly number[]; readonly on: boolean }[]): boolean => {
  const w = points[0]!.at.map(() => 0);
  let bias = 0;
  for (let round = 0; round < 500; round++) {
    let mistakes = 0;
    for (const { at, on } of points) {
      const z = at.reduce((sum, x, i) => sum + x * w[i]!, bias);
      if (on ? z > 0 : z < 0) continue;
      mistakes += 1;
      const by = on ? 1 : -1;
      at.forEach((x, i) => (w[i]! += by * x));
      bias += by;
    }
    if (mistakes === 0) return true;
  }
  return false;
};

test("A7: 104 threshold functions of three variables, 200 triples that add, 14 classes; two units never do", () => {
  const functions = thresholdFunctions();
  const want = recurrent.A7.expected;
  assert.equal(functions.length, want.threshold3);
  const parity = 0b10010110;
  const majority = 0b11101000;
  const bit = (table: number, at: number): number => (table >> at) & 1;
  const columns = [0, 1, 2, 3, 4, 5, 6, 7];
  const statesOf = (units: readonly number[]): number[][] => columns.map((at) => units.map((unit) => bit(unit, at)));
  const writesTheDigit = (units: readonly number[]): boolean =>
    isSeparable(statesOf(units).map((at, column) => ({ at, on: bit(parity, column) === 1 })));
  /** Every unit can find its next state from the digits and the units' last states, which must tell the carry. */
  const findsItsState = (units: readonly number[]): boolean => {
    const carryOf = new Map<string, number>();
    const states = statesOf(units);
    for (const [column, state] of states.entries()) {
      const carry = bit(majority, column);
      if ((carryOf.get(state.join()) ?? carry) !== carry) return false;
      carryOf.set(state.join(), carry);
    }
    return units.every((unit) =>
      isSeparable(
        [...carryOf].flatMap(([state, carry]) =>
          [0, 1, 2, 3].map((digits) => ({
            at: [digits & 1, digits >> 1, ...state.split(",").map(Number)],
            on: bit(unit, digits + 4 * carry) === 1,
          })),
        ),
      ),
    );
  };
  let pairs = 0;
  const triples: number[][] = [];
  functions.forEach((a, i) => {
    functions.slice(i + 1).forEach((b, j) => {
      if (couldWrite([a, b]) && writesTheDigit([a, b])) pairs += 1;
      for (const c of functions.slice(i + j + 2)) {
        const units = [a, b, c];
        if (couldWrite(units) && writesTheDigit(units) && findsItsState(units)) triples.push(units);
      }
    });
  });
  /** Columns of one state need one digit: the cheap part of `writesTheDigit`. */
  function couldWrite(units: readonly number[]): boolean {
    const [odd, even] = [new Set<number>(), new Set<number>()];
    for (const at of columns) {
      const state = units.reduce((sum, unit, u) => sum | (bit(unit, at) << u), 0);
      (bit(parity, at) === 1 ? odd : even).add(state);
    }
    return [...odd].every((state) => !even.has(state));
  }
  assert.equal(pairs, want.two_hidden);
  assert.equal(triples.length, want.triples);
  const hasMajority = (units: readonly number[]): boolean => units.some((u) => u === majority || u === 255 - majority);
  assert.equal(triples.every(hasMajority), want.all_contain_majority);
  const swapped = (table: number): number =>
    [0, 2, 1, 3, 4, 6, 5, 7].reduce((sum, from, at) => sum | (bit(table, from) << at), 0);
  const bySum = (table: number): boolean =>
    swapped(table) === table && bit(table, 1) === bit(table, 4) && bit(table, 3) === bit(table, 5);
  assert.equal(triples.filter((units) => units.every(bySum)).length, want.symmetric);
  const key = (units: readonly number[]): string =>
    units
      .map((unit) => Math.min(unit, 255 - unit))
      .sort((p, q) => p - q)
      .join();
  const classOf = (units: readonly number[]): string => [key(units), key(units.map(swapped))].sort()[0]!;
  assert.equal(new Set(triples.map(classOf)).size, want.classes);
  const others = ADDER_PRESETS.filter(({ id }) => ["carry-in-kept", "digit-kept", "three-majorities"].includes(id));
  const presets = [THERMOMETER, ...others.map(({ code }) => code)].map((code) => code.map((table) => table!));
  assert.equal(new Set(presets.map(classOf)).size, 4);
  const classes = new Set(triples.map(classOf));
  assert.ok(presets.every((units) => classes.has(classOf(units))));
  assert.ok(triples.some((units) => THERMOMETER.every((unit) => units.includes(unit!))));
});

const canonical: Coded = { net: CANONICAL, code: THERMOMETER };
const codedNets = fc
  .record({
    complements: fc.subarray([0, 1, 2]),
    order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
    factors: fc.tuple(...[0, 1, 2, 3].map(() => fc.double({ min: 2 ** -4, max: 2 ** 4, noNaN: true }))),
  })
  .map(({ complements, order, factors }) =>
    rescaled(permuted(complements.reduce(complemented, canonical), order), factors),
  );

test("every complement, permutation and positive rescaling still adds, with its own code and positive margins", async () => {
  await fc.assert(
    fc.asyncProperty(codedNets, fc.constantFrom<0 | 1>(0, 1), async ({ net, code }, atZero) => {
      const report = await checkAdderOnCpu({ ...net, atZero }, { bits: 5, code });
      assert.equal(report.right, 1024);
      for (const { margin, wrong } of [...report.units, report.output]) assert.ok(margin > 0 && wrong === 0);
    }),
    { numRuns: 60 },
  );
});

test("every change of all 22 numbers below 1/12 still adds", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 22, maxLength: 22 }),
      async (by) => {
        let next = 0;
        const { net, code } = perturbed(canonical, () => Math.fround(by[next++]! * (1 / 12 - 1e-6)));
        assert.equal(next, 22);
        const report = await checkAdderOnCpu(net, { bits: 5, code });
        assert.equal(report.right, 1024);
        assert.ok([...report.units, report.output].every(({ margin }) => margin > 0));
      },
    ),
    { numRuns: 60 },
  );
});

test("the twin of the shader and the float64 reference write the same, whatever the net", async () => {
  const weight = fc.integer({ min: -8, max: 8 }).map((value) => value / 4);
  const row = (length: number) => fc.array(weight, { minLength: length, maxLength: length });
  const nets = fc.integer({ min: 1, max: 4 }).chain((units) =>
    fc.record({
      kind: fc.constant("threshold-rnn" as const),
      W_xh: fc.array(fc.tuple(weight, weight), { minLength: units, maxLength: units }),
      W_hh: fc.array(row(units), { minLength: units, maxLength: units }),
      b_h: row(units),
      W_hy: row(units),
      b_y: weight,
      h0: row(units),
      atZero: fc.constantFrom<0 | 1>(0, 1),
    }),
  );
  await fc.assert(
    fc.asyncProperty(nets, fc.boolean(), fc.constantFrom<0 | 1>(0, 1), async (net, padded, carryIn) => {
      const check: AdderCheck = { bits: 3, padded, carryIn };
      const report = await checkAdderOnCpu(net, check);
      const failing = new Map(report.failing().map((pair) => [`${pair.a} ${pair.b}`, pair]));
      assert.equal(failing.size, report.pairs - report.right);
      for (let a = 0; a < 8; a++) {
        for (let b = 0; b < 8; b++) {
          const got = referenceSum(net, a, b, padded ? 4 : 3);
          const want = a + b + carryIn;
          const pair = failing.get(`${a} ${b}`);
          assert.equal(pair === undefined, got === want);
          if (!pair) continue;
          assert.deepEqual([pair.got, pair.want], [got, want]);
          const [wrote, sum] = [digitsOf(got, 5), digitsOf(want, 5)];
          assert.equal(
            pair.column,
            wrote.findIndex((digit, t) => digit !== sum[t]),
          );
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("without the column of padding the sum is lost in 120 of 256 pairs, and right mod 2ⁿ in all", async () => {
  const report = await checkAdderOnCpu(CANONICAL, { bits: 4, padded: false, code: THERMOMETER });
  assert.equal(report.pairs - report.right, 120);
  assert.ok(report.failing().every(({ got, want, column }) => got === want - 16 && column === 4));
  assert.equal(report.output.wrong, 0);
});

test("an edit shows in the margins of the unit that was edited, and where the first column goes wrong", async () => {
  const strict = await checkAdderOnCpu(canonicalWith({ b_h: [-0.5, -1.5, -3.5] }), { bits: 4, code: THERMOMETER });
  assert.deepEqual(
    strict.units.map(({ margin }) => margin),
    [0.5, 0.5, -0.5],
  );
  assert.ok(strict.units[2]!.wrong > 0 && strict.units[1]!.wrong === 0 && strict.output.wrong === 0);
  assert.deepEqual(strict.counterexample, { a: 3, b: 3, got: 4, want: 6, column: 1 });
  const blind = await checkAdderOnCpu(canonicalWith({ W_hy: [1, -1, 0] }), { bits: 4, code: THERMOMETER });
  assert.deepEqual(
    [...blind.units, blind.output].map(({ margin }) => margin),
    [0.5, 0.5, 0.5, -0.5],
  );
  const blank = await checkAdderOnCpu(BLANK, { bits: 2, code: [null, null, null] });
  assert.deepEqual(
    blank.units,
    [0, 1, 2].map(() => ({ margin: 0, wrong: 0 })),
  );
});

test("presets: those in the right groups add, under one convention only where they say so; the others fail", async () => {
  for (const { id, group, net, code } of ADDER_PRESETS) {
    assert.deepEqual(validateThresholdRnn(JSON.parse(JSON.stringify(net))), net);
    const report = await checkAdderOnCpu(net, { bits: 4, code });
    const other = await checkAdderOnCpu({ ...net, atZero: net.atZero === 1 ? 0 : 1 }, { bits: 4, code });
    assert.equal(report.right === 256, group !== "instructive", id);
    if (group === "right" || group === "right in another code") assert.equal(other.right, 256, id);
    if (group === "right under one convention") assert.ok(other.right <= 1, id);
    if (group === "right in another code") {
      const all = await checkAdderOnCpu(net, { bits: 8, code });
      assert.equal(all.right, 65_536, id);
      for (const { margin, wrong } of [...all.units, all.output])
        assert.deepEqual([margin >= 0.5, wrong], [true, 0], id);
      assert.notDeepEqual(code, THERMOMETER, id);
    } else assert.deepEqual(code, THERMOMETER, id);
  }
  assert.equal(new Set(ADDER_PRESETS.map(({ id }) => id)).size, ADDER_PRESETS.length);
});

test("logistic units: the shortest ripple that fails, 8, 15, 39, 72, 357 and 1033 digits", () => {
  for (const [gain, digits] of [
    [3.2, 8],
    [3.5, 15],
    [3.8, 39],
    [3.9, 72],
    [3.99, 357],
    [4.0, 1033],
  ] as const) {
    assert.equal(shortestFailingRipple(CANONICAL, gain, 5000), digits, `κ = ${gain}`);
    assert.ok(survivesRipple(CANONICAL, gain, digits - 1) && !survivesRipple(CANONICAL, gain, digits));
  }
  assert.equal(shortestFailingRipple(CANONICAL, 4.1, 20_000), null);
});

test("logistic units: a ripple survives where its sum comes out right, whatever the net", () => {
  const noise = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 22, maxLength: 22 });
  let [failed, survived] = [0, 0];
  fc.assert(
    fc.property(noise, fc.constantFrom(1, 3, 5, 20), fc.integer({ min: 1, max: 6 }), (by, gain, ripple) => {
      let next = 0;
      const { net } = perturbed(canonical, () => Math.fround(by[next++]!));
      const columns = runThresholdRnn(net, digitsOf(2 ** (ripple + 1) - 1, ripple + 2), digitsOf(1, ripple + 2), gain);
      // float32 there, float64 here
      fc.pre(columns.every(({ zY }) => Math.abs(zY) > 1e-4));
      const survives = numberOf(columns.map(({ y }) => y)) === 2 ** (ripple + 1);
      assert.equal(survivesRipple(net, gain, ripple), survives);
      if (survives) survived += 1;
      else failed += 1;
    }),
    { numRuns: 1000, seed: 1 },
  );
  assert.ok(survived > 20 && failed > 20);
});

test("logistic units: sums of n bits stay right down to κ = 2.49, 2.82, 3.04, 3.195 for n = 2, 4, 6, 8", async () => {
  for (const [bits, gain] of [
    [2, 2.49],
    [4, 2.82],
    [6, 3.04],
    [8, 3.195],
  ] as const) {
    const right = async (κ: number): Promise<boolean> => {
      const report = await checkAdderOnCpu(CANONICAL, { bits, gain: κ });
      return report.right === report.pairs;
    };
    assert.ok(await right(gain + 0.01), `n = ${bits} at ${gain + 0.01}`);
    assert.ok(!(await right(gain - 0.01)), `n = ${bits} at ${gain - 0.01}`);
  }
});

test("the carry map keeps 0 and 1 apart only above κ = 4", () => {
  assert.equal(carryMap(CANONICAL, 3)(0.5), 0.5);
  assert.deepEqual(fixedPoints(carryMap(CANONICAL, 3.9)).length, 1);
  const [low, middle, high] = fixedPoints(carryMap(CANONICAL, 5));
  assert.ok(low! < 0.2 && Math.abs(middle! - 0.5) < 1e-9 && Math.abs(high! - (1 - low!)) < 1e-9);
  const orbit = cobweb(carryMap(CANONICAL, 5), 1, 200);
  assert.equal(orbit.length, 201);
  assert.ok(Math.abs(orbit.at(-1)! - high!) < 1e-9);
});

test("specs: what cannot be a net is refused with its place", () => {
  const refused = (change: object, message: RegExp): void =>
    assert.throws(() => validateThresholdRnn({ ...CANONICAL, ...change }), { code: "spec-invalid", message });
  refused({ b_h: [0, 0] }, /^b_h is a list of 2; use a list of 3/);
  refused(
    {
      W_hh: [
        [0, 0, 0],
        [0, 0],
        [0, 0, 0],
      ],
    },
    /^W_hh\[1\] is a list of 2/,
  );
  refused({ b_y: Infinity }, /^b_y is Infinity; use a finite number/);
  refused({ W_hy: [1, 1e39, 0] }, /^W_hy\[1\] is 1e\+39/);
  refused({ atZero: 2 }, /^atZero is 2; use 0 or 1/);
  refused({ W_xh: [] }, /^W_xh is a list of 0; use a list of 1 to 8 units/);
});

test("checks: what cannot be checked is refused", async () => {
  await assert.rejects(checkAdderOnCpu(CANONICAL, { bits: 9 }), { code: "usage", message: /^bits is 9/ });
  await assert.rejects(checkAdderOnCpu(CANONICAL, { bits: 2, gain: 0 }), { code: "usage", message: /^gain is 0/ });
  await assert.rejects(checkAdderOnCpu(CANONICAL, { bits: 2, code: [1] }), {
    code: "usage",
    message: /^the code has 1/,
  });
});
