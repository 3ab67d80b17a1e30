import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkAdderOnCpu, type AdderReport } from "../../src/engine/adder-check.js";
import { checkAdderOnGpu } from "../../src/engine/gpu-adder-check.js";
import type { AdderCheck } from "../../src/kernels/threshold-rnn/net.js";
import { ADDER_PRESETS, BLANK, CANONICAL } from "../../src/models/adder-presets.js";
import { THERMOMETER, type ThresholdRnnSpec } from "../../src/models/threshold-rnn.js";
import { session } from "./session.js";

const outcome = ({ pairs, right, counterexample, isRight, units, output }: AdderReport) => ({
  pairs,
  right,
  counterexample,
  isRight,
  units,
  output,
});

const assertSame = async (net: ThresholdRnnSpec, check: AdderCheck): Promise<AdderReport> => {
  const onGpu = await checkAdderOnGpu(session, net, check);
  const onCpu = await checkAdderOnCpu(net, check);
  assert.deepEqual(outcome(onGpu), outcome(onCpu));
  assert.deepEqual(onGpu.failing(), onCpu.failing());
  return onGpu;
};

test("all 65,536 pairs of 8-bit numbers in one dispatch", async () => {
  const report = await assertSame(CANONICAL, { bits: 8, code: THERMOMETER });
  assert.deepEqual([report.dispatches, report.pairs, report.right], [1, 65536, 65536]);
  assert.deepEqual(
    [...report.units, report.output],
    [0, 1, 2, 3].map(() => ({ margin: 0.5, wrong: 0 })),
  );
  assert.equal(report.counterexample, null);
});

test("every preset, both conventions, with a carry-in and without padding: as on the CPU", async () => {
  for (const { net, code } of ADDER_PRESETS) {
    for (const atZero of [0, 1] as const) {
      await assertSame({ ...net, atZero }, { bits: 4, code });
      await assertSame({ ...net, atZero, h0: code.map(() => 1) }, { bits: 3, code, carryIn: 1, padded: false });
    }
  }
  await assertSame(BLANK, { bits: 3 });
});

test("random nets of 1 to 8 units: as on the CPU, to the last margin", async () => {
  const weight = fc.integer({ min: -8, max: 8 }).map((value) => value / 4);
  const row = (length: number) => fc.array(weight, { minLength: length, maxLength: length });
  const nets = fc.integer({ min: 1, max: 8 }).chain((units) =>
    fc.record({
      net: fc.record({
        kind: fc.constant("threshold-rnn" as const),
        W_xh: fc.array(fc.tuple(weight, weight), { minLength: units, maxLength: units }),
        W_hh: fc.array(row(units), { minLength: units, maxLength: units }),
        b_h: row(units),
        W_hy: row(units),
        b_y: weight,
        h0: row(units),
        atZero: fc.constantFrom<0 | 1>(0, 1),
      }),
      code: fc.array(fc.option(fc.nat(255), { nil: null }), { minLength: units, maxLength: units }),
    }),
  );
  await fc.assert(
    fc.asyncProperty(nets, fc.integer({ min: 1, max: 5 }), async ({ net, code }, bits) => {
      await assertSame(net, { bits, code });
    }),
    { numRuns: 25 },
  );
});

test("logistic units on both engines: the gain at which 6-bit sums break", async () => {
  for (const [gain, isRight] of [
    [3.05, true],
    [3.03, false],
  ] as const) {
    const check: AdderCheck = { bits: 6, gain, code: THERMOMETER };
    for (const report of [await checkAdderOnGpu(session, CANONICAL, check), await checkAdderOnCpu(CANONICAL, check)]) {
      assert.equal(report.right === report.pairs, isRight, `${report.device} at ${gain}`);
    }
  }
});
