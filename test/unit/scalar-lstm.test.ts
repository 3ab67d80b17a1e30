import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { forgetGateNet, plainRnnBars, reachingBack } from "../../src/models/forget-gate.js";
import {
  differenceQuotient,
  GATES,
  SCALAR_SPEC,
  slope,
  scalarBackward,
  scalarForward,
  scalarTensors,
  squaredLoss,
  type Gate,
  type ScalarInputs,
} from "../../src/models/scalar-lstm.js";
import type { Tensor } from "../../src/models/tensor.js";
import { referenceSequence, referenceSequenceBackward } from "../../src/reference/sequence.js";
import { recurrent } from "./recurrent-oracles.js";

const { input } = recurrent.B1;
const homework: ScalarInputs = { weights: input.w, x: input.x, h0: input.h0, c0: input.c0 };

test("B1: the homework's LSTM forward, every gate, c and h", () => {
  const steps = scalarForward(homework);
  recurrent.B1.expected.steps.forEach((want, t) => {
    for (const [name, value] of Object.entries(want)) {
      assert.ok(Math.abs(steps[t]![name as Gate] - value) < 1e-10, `${name} of step ${t + 1}`);
    }
  });
  assert.ok(Math.abs(squaredLoss(steps, input.targets).loss - recurrent.B1.expected.loss) < 1e-12);
});

test("B2: every bar, all eight weights, h0 and c0", () => {
  const { losses } = squaredLoss(scalarForward(homework), input.targets);
  const got = scalarBackward(homework, { losses });
  const want = recurrent.B2.expected;
  want.steps.forEach((bars, t) => {
    for (const [name, value] of Object.entries(bars)) {
      assert.ok(Math.abs(got.bars[t]![name[0] as Gate] - value) < 1e-10, `${name} of step ${t + 1}`);
    }
  });
  for (const [name, value] of Object.entries(want.weights)) {
    assert.ok(Math.abs(got.weights[name as "xi"] - value) < 1e-10, name);
  }
  assert.ok(Math.abs(got.h0 - want.h0) < 1e-10);
  assert.ok(Math.abs(got.c0 - want.c0) < 1e-10);
});

const number = fc.double({ min: -2, max: 2, noNaN: true });
const nets: fc.Arbitrary<ScalarInputs> = fc.record({
  weights: fc.record(
    Object.fromEntries(GATES.flatMap((gate) => [`x${gate}`, `h${gate}`, `b${gate}`].map((name) => [name, number]))),
  ) as unknown as fc.Arbitrary<ScalarInputs["weights"]>,
  x: fc.array(number, { minLength: 1, maxLength: 8 }),
  h0: number,
  c0: number,
});

const tensor = (shape: readonly number[], ...data: number[]): Tensor => ({ shape, data: Float64Array.from(data) });

test("the scalar equations are the batched LSTM at size 1, values, bars and gradients", () => {
  fc.assert(
    fc.property(
      nets,
      number,
      number,
      fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      (net, hT, cT, cut) => {
        const truncate = cut === undefined ? {} : { truncate: cut };
        const steps = scalarForward(net);
        const inputs = scalarTensors(net);
        const { layers } = referenceSequence(SCALAR_SPEC, inputs);
        const losses = steps.map((_, t) => Math.sin(t + 1));
        const got = scalarBackward(net, { losses, hT, cT, ...truncate });
        const seeds = {
          y: tensor([steps.length, 1, 1], ...losses),
          hT: tensor([1, 1, 1], hT),
          cT: tensor([1, 1, 1], cT),
        };
        const want = referenceSequenceBackward(SCALAR_SPEC, inputs, { ...seeds, ...truncate });
        const near = (a: number, b: number): void =>
          assert.ok(Math.abs(a - b) <= 1e-12 * (1 + Math.abs(b)), `${a}, ${b}`);
        for (const name of [...GATES, "c", "h"] as const) {
          steps.forEach((step, t) => near(step[name], layers[0]![name].data[t]!));
          got.bars.forEach((bar, t) => near(bar[name], want.bars[0]![name].data[t]!));
        }
        (["i", "f", "g", "o"] as const).forEach((gate, row) => {
          near(got.weights[`x${gate}`], want.gradients["weight_ih_l0"]!.data[row]!);
          near(got.weights[`h${gate}`], want.gradients["weight_hh_l0"]!.data[row]!);
          near(got.weights[`b${gate}`], want.gradients["bias_hh_l0"]!.data[row]!);
        });
        near(got.h0, want.gradients["h0"]!.data[0]!);
        near(got.c0, want.gradients["c0"]!.data[0]!);
        got.x.forEach((bar, t) => near(bar, want.gradients["x"]!.data[t]!));
      },
    ),
  );
});

test("the gradient check: a difference quotient beside BPTT, also with gates held and the loss at the last step only", () => {
  fc.assert(
    fc.property(
      nets,
      fc.constantFrom("every step" as const, "last step" as const),
      fc.option(fc.record({ f: fc.double({ min: 0, max: 1, noNaN: true }) }), { nil: {} }),
      (net, at, held) => {
        const inputs = { ...net, held };
        const targets = net.x.map((_, t) => Math.cos(t));
        const { losses } = squaredLoss(scalarForward(inputs), targets, at);
        const { weights } = scalarBackward(inputs, { losses });
        for (const [name, got] of Object.entries(weights)) {
          const quotient = (by: number): number =>
            differenceQuotient(inputs, name as "xi", (steps) => squaredLoss(steps, targets, at).loss, by);
          const want = quotient(1e-5);
          // open gates explode, and so does the third derivative that the quotient neglects: a wider one tells how much
          const neglected = Math.abs(quotient(2e-5) - want);
          assert.ok(Math.abs(got - want) < 1e-7 * (1 + Math.abs(want)) + neglected, `${name}: ${got}, ${want}`);
          if ("f" in held && name.endsWith("f")) assert.equal(got, 0);
        }
      },
    ),
  );
});

const relative = (got: number, want: number, most: number): void =>
  assert.ok(Math.abs(got / want - 1) < most, `${got}, not ${want}`);

/** ∂c_T/∂c_0 for every T up to that of the inputs (entry T − 1), forward with its tangent: a witness that knows nothing of BPTT. */
const cellStateReach = (inputs: ScalarInputs): readonly number[] => {
  const { weights: w, c0 = 0 } = inputs;
  let [dh, dc] = [0, 1];
  let before = c0;
  return scalarForward(inputs).map((step) => {
    const d = (gate: Gate): number => slope(gate, step[gate]) * w[`h${gate}`] * dh;
    const tanhC = Math.tanh(step.c);
    dc = step.f * dc + d("f") * before + step.i * d("g") + d("i") * step.g;
    dh = d("o") * tanhC + step.o * (1 - tanhC * tanhC) * dc;
    before = step.c;
    return dc;
  });
};

test("B5: ∂c_T/∂c_0 for every gate bias, and the plain RNNs beside it", () => {
  const { T } = recurrent.B5.input;
  const { lstm, rnn } = recurrent.B5.expected;
  for (const [key, values] of Object.entries(lstm)) {
    const a = Number(/w_xf=(\d+)/.exec(key)![1]);
    const reach = cellStateReach(forgetGateNet({ i: -a, f: a, o: -a }, 1000));
    T.forEach((length, k) => relative(reach[length - 1]!, values[k]!, 1e-4));
  }
  const plain: Record<string, (steps: number) => readonly number[]> = {
    "linear RNN w=0.9": (steps) => plainRnnBars(0.9, steps, { activation: "none", h0: 1 }),
    "linear RNN w=1.1": (steps) => plainRnnBars(1.1, steps, { activation: "none", h0: 1 }),
    "tanh RNN w=1.1,h0=.5,x=0": (steps) => plainRnnBars(1.1, steps, { activation: "tanh", h0: 0.5 }),
  };
  assert.deepEqual(Object.keys(rnn), Object.keys(plain));
  for (const [key, values] of Object.entries(rnn)) {
    T.forEach((length, k) => relative(plain[key]!(length)[0]!, values[k]!, 1e-4));
  }
});

test("the tangent of cellStateReach is what BPTT gives, at every T", () => {
  fc.assert(
    fc.property(nets, (net) => {
      cellStateReach(net).forEach((reach, t) => {
        const { c0 } = scalarBackward({ ...net, x: net.x.slice(0, t + 1) }, { cT: 1 });
        assert.ok(Math.abs(reach - c0) <= 1e-12 * (1 + Math.abs(c0)));
      });
    }),
  );
});

test("B6: the bars at t = 100, 99, 50, 1 and 0 from both seeds, and the gradient that still vanishes", () => {
  const net = forgetGateNet({ i: -10, f: 10, o: -10 }, 100);
  const { seed01, seed10, wxi_bar: ofInput } = recurrent.B6.expected;
  for (const [seed, rows, weight] of [
    [{ hT: 0, cT: 1 }, seed01, ofInput[0]],
    [{ hT: 1, cT: 0 }, seed10, ofInput[1]],
  ] as const) {
    const bars = reachingBack(net, seed);
    assert.equal(bars.length, 101);
    for (const [t, h, c] of rows) {
      if (h === 0) assert.equal(bars[t]!.h, 0);
      else relative(bars[t]!.h, h, 1e-5);
      relative(bars[t]!.c, c, 1e-5);
    }
    relative(scalarBackward(net, seed).weights.xi, weight, 1e-5);
  }
});
