import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { parseAnyCase } from "../../src/io/cases.js";
import { countSequence } from "../../src/models/sequence-count.js";
import { validateSequenceSpec, type SequenceSpec } from "../../src/models/sequence.js";
import { initialSequenceWeights } from "../../src/models/initialise-sequence.js";
import { sequenceShapes } from "../../src/models/sequence-weights.js";
import { sizeOf, type Tensor, type Tensors } from "../../src/models/tensor.js";
import {
  referenceSequence,
  referenceSequenceBackward,
  type ReferenceInputs,
  type SequenceSeeds,
} from "../../src/reference/sequence.js";
import { sequenceCriticalPath, sequenceSchedule, sequenceStepFormula } from "../../src/schedule/sequence.js";
import { filler, maxDifference } from "./oracles.js";
import { dot, recurrent, sequenceInputs, sequenceSizes, sequenceSpecs, wave } from "./recurrent-oracles.js";

const abs = ({ data }: Tensor): number => Array.from(data).reduce((sum, value) => sum + Math.abs(value), 0);

test("B3 and B4: the batched LSTM, values and every gradient", () => {
  const fill = filler();
  const x = fill(2, [5, 3, 2]);
  const weights: Tensors = {
    weight_ih_l0: fill(2, [16, 2]),
    weight_hh_l0: fill(2, [16, 4]),
    bias_ih_l0: fill(1, [16]),
  };
  const [h0, c0] = [fill(1, [1, 3, 4]), fill(1, [1, 3, 4])];
  const [y, hT, cT] = [fill(1, [5, 3, 4]), fill(1, [1, 3, 4]), fill(1, [1, 3, 4])];
  const spec: SequenceSpec = { kind: "lstm", inputs: 2, hidden: 4, layers: 1 };
  const inputs = { x, weights, h0, c0 };
  const { outputs } = referenceSequence(spec, inputs);
  const forward = recurrent.B3.expected;
  assert.ok(maxDifference(outputs["hT"]!.data, forward.hT.flat()) < 1e-10);
  assert.ok(maxDifference(outputs["cT"]!.data, forward.cT.flat()) < 1e-10);
  const sum = Array.from(outputs["y"]!.data).reduce((total, value) => total + value, 0);
  assert.ok(Math.abs(sum - forward.Y_sum) < 1e-10);
  const loss = dot(outputs["y"]!.data, y.data) + dot(outputs["hT"]!.data, hT.data) + dot(outputs["cT"]!.data, cT.data);
  assert.ok(Math.abs(loss - forward.loss) < 1e-10);

  const { gradients: g } = referenceSequenceBackward(spec, inputs, { y, hT, cT });
  const want = recurrent.B4.expected;
  const near = (got: ArrayLike<number>, numbers: readonly number[]): void =>
    assert.ok(maxDifference(got, numbers) < 1e-10, String(numbers));
  near(g["x"]!.data.slice(0, 6), want.dX_0.flat());
  near(g["h0"]!.data, want.dh0.flat());
  near(g["c0"]!.data, want.dc0.flat());
  near(g["weight_ih_l0"]!.data.slice(0, 2), want.dW_row0);
  near(g["weight_ih_l0"]!.data.slice(-2), want.dW_row_last);
  near(g["weight_hh_l0"]!.data.slice(0, 4), want.dR_row0);
  near(g["bias_ih_l0"]!.data, want.db);
  near(g["bias_hh_l0"]!.data, want.db);
  const names = { dX: "x", dh0: "h0", dc0: "c0", dW: "weight_ih_l0", dR: "weight_hh_l0", db: "bias_ih_l0" } as const;
  for (const [key, name] of Object.entries(names)) {
    assert.ok(Math.abs(abs(g[name]!) - want.abs_sums[key as keyof typeof names]) < 1e-10, key);
  }
});

test("the conformance cases of PyTorch: outputs and gradients", () => {
  for (const name of ["lstm-1layer", "lstm-2layer"]) {
    const text = readFileSync(new URL(`../fixtures/cases/${name}.json`, import.meta.url), "utf8");
    const content = parseAnyCase(text);
    assert.ok(content.over === "time");
    const { spec, inputs, outputs, outputGradients, gradients } = content;
    const got = {
      ...referenceSequence(spec, inputs).outputs,
      ...referenceSequenceBackward(spec, inputs, outputGradients).gradients,
    };
    const want = { ...outputs, ...gradients };
    assert.ok(Object.keys(want).length >= 10);
    for (const [key, { data, shape }] of Object.entries(want)) {
      assert.deepEqual(got[key]!.shape, shape);
      assert.ok(maxDifference(got[key]!.data, data) < 1e-6, `${name} ${key}`);
    }
  }
});

/** Σ seeds ⊙ outputs: the loss whose gradients the seeds ask for. */
const lossOf = (spec: SequenceSpec, inputs: ReferenceInputs, seeds: SequenceSeeds): number => {
  const { outputs } = referenceSequence(spec, inputs);
  return Object.entries(outputs).reduce((sum, [name, { data }]) => {
    const seed = seeds[name as "y" | "hT" | "cT"];
    return seed ? sum + dot(data, seed.data) : sum;
  }, 0);
};

type Flat = Readonly<Record<string, Tensor>>;
const flat = ({ weights, ...states }: ReferenceInputs): Flat => ({ ...states, ...weights });
const unflat = (tensors: Flat, spec: SequenceSpec): ReferenceInputs => {
  const names = Object.keys(sequenceShapes(spec));
  const entries = Object.entries(tensors);
  return {
    ...(Object.fromEntries(entries.filter(([name]) => !names.includes(name))) as { x: Tensor }),
    weights: Object.fromEntries(entries.filter(([name]) => names.includes(name))),
  };
};

test("every entry of every gradient against a central difference, random sizes", () => {
  fc.assert(
    fc.property(sequenceSpecs, sequenceSizes, fc.nat(100), fc.nat(), (spec, size, seed, pick) => {
      const { inputs, seeds } = sequenceInputs(spec, size, seed);
      const { gradients } = referenceSequenceBackward(spec, inputs, seeds);
      const at = flat(inputs);
      assert.deepEqual(Object.keys(gradients).sort(), Object.keys(at).sort());
      for (const [name, { shape, data }] of Object.entries(at)) {
        assert.deepEqual(gradients[name]!.shape, shape);
        // three entries of each tensor: the runs together visit all
        for (const entry of [pick, pick * 7 + 3, pick * 31 + 11].map((i) => i % data.length)) {
          const loss = (step: number): number => {
            const moved = Float64Array.from(data);
            moved[entry]! += step;
            return lossOf(spec, unflat({ ...at, [name]: { shape, data: moved } }, spec), seeds);
          };
          const want = (loss(1e-5) - loss(-1e-5)) / 2e-5;
          const got = gradients[name]!.data[entry]!;
          assert.ok(Math.abs(got - want) < 1e-7 * (1 + Math.abs(want)), `${name}[${entry}] is ${got}, not ${want}`);
        }
      }
    }),
    { numRuns: 60 },
  );
});

const steps = ({ shape, data }: Tensor, from: number, to: number): Tensor => {
  const row = shape[1]! * shape[2]!;
  return { shape: [to - from, shape[1]!, shape[2]!], data: data.subarray(from * row, to * row) };
};

test("two halves chained by h, c and by h̄, c̄ are one pass", () => {
  fc.assert(
    fc.property(sequenceSpecs, sequenceSizes, fc.nat(100), (spec, { batch, steps: length }, seed) => {
      const size = { batch, steps: length + 1 };
      const { inputs, seeds } = sequenceInputs(spec, size, seed);
      const middle = Math.ceil(size.steps / 2);
      const whole = referenceSequenceBackward(spec, inputs, seeds);
      const first = { ...inputs, x: steps(inputs.x, 0, middle) };
      const { hT, cT } = referenceSequence(spec, first).outputs;
      const second = { ...inputs, x: steps(inputs.x, middle, size.steps), h0: hT!, ...(cT && { c0: cT }) };
      const later = referenceSequenceBackward(spec, second, { ...seeds, y: steps(seeds.y, middle, size.steps) });
      const earlier = referenceSequenceBackward(spec, first, {
        y: steps(seeds.y, 0, middle),
        hT: later.gradients["h0"]!,
        ...(cT && { cT: later.gradients["c0"]! }),
      });
      for (const name of Object.keys(sequenceShapes(spec))) {
        const sum = Array.from(earlier.gradients[name]!.data, (value, i) => value + later.gradients[name]!.data[i]!);
        assert.ok(maxDifference(whole.gradients[name]!.data, sum) < 1e-9, name);
      }
      for (const name of ["h0", "c0"]) {
        const [got, want] = [earlier.gradients[name]?.data ?? [], whole.gradients[name]?.data ?? []];
        assert.ok(maxDifference(got, want) < 1e-9, name);
      }
      const x = [...earlier.gradients["x"]!.data, ...later.gradients["x"]!.data];
      assert.ok(maxDifference(whole.gradients["x"]!.data, x) < 1e-9);
    }),
    { numRuns: 60 },
  );
});

test("truncated BPTT: τ ≥ T changes no weight gradient; a smaller τ is the halves without the chain; forward is the same", () => {
  const spec: SequenceSpec = { kind: "lstm", inputs: 2, hidden: 3, layers: 2 };
  const { inputs, seeds } = sequenceInputs(spec, { steps: 6, batch: 2 }, 5);
  const full = referenceSequenceBackward(spec, inputs, seeds);
  const long = referenceSequenceBackward(spec, inputs, { ...seeds, truncate: 7 });
  assert.deepEqual(long, full);
  const cut = referenceSequenceBackward(spec, inputs, { ...seeds, truncate: 3 });
  const first = { ...inputs, x: steps(inputs.x, 0, 3) };
  const { hT, cT } = referenceSequence(spec, first).outputs;
  const second = { ...inputs, x: steps(inputs.x, 3, 6), h0: hT!, c0: cT! };
  const later = referenceSequenceBackward(spec, second, { ...seeds, y: steps(seeds.y, 3, 6) });
  const earlier = referenceSequenceBackward(spec, first, { y: steps(seeds.y, 0, 3) });
  for (const name of Object.keys(sequenceShapes(spec))) {
    const sum = Array.from(earlier.gradients[name]!.data, (value, i) => value + later.gradients[name]!.data[i]!);
    assert.ok(maxDifference(cut.gradients[name]!.data, sum) < 1e-12, name);
    assert.ok(maxDifference(cut.gradients[name]!.data, full.gradients[name]!.data) > 1e-6, `${name} is unchanged`);
  }
});

test("the backward pass is linear in (ȳ, h̄_T, c̄_T), bars too", () => {
  fc.assert(
    fc.property(sequenceSpecs, sequenceSizes, fc.nat(100), (spec, size, seed) => {
      const { inputs, seeds: a } = sequenceInputs(spec, size, seed);
      const { seeds: b } = sequenceInputs(spec, size, seed + 40);
      const mixed = Object.fromEntries(
        Object.entries(a).map(([name, { shape, data }]) => [
          name,
          { shape, data: data.map((value, i) => 3 * value - 2 * b[name as "y"].data[i]!) },
        ]),
      );
      const [ofA, ofB, both] = [a, b, mixed].map((seeds) => referenceSequenceBackward(spec, inputs, seeds));
      for (const [name, { data }] of Object.entries(both!.gradients)) {
        const want = Array.from(
          data,
          (_, i) => 3 * ofA!.gradients[name]!.data[i]! - 2 * ofB!.gradients[name]!.data[i]!,
        );
        assert.ok(maxDifference(data, want) < 1e-9, name);
      }
      both!.bars.forEach((bars, layer) => {
        for (const name of ["h", "c", "i", "f", "g", "o"] as const) {
          const [p, q] = [ofA!.bars[layer]![name].data, ofB!.bars[layer]![name].data];
          assert.ok(
            maxDifference(
              bars[name].data,
              p.map((value, i) => 3 * value - 2 * q[i]!),
            ) < 1e-9,
            name,
          );
        }
      });
    }),
    { numRuns: 40 },
  );
});

/** Rows and columns of a tensor reordered: entry (o, i) of the result is entry (rows[o], columns[i]). */
const reordered = (
  { shape, data }: Tensor,
  rows: readonly number[] | null,
  columns: readonly number[] | null,
): Tensor => {
  const width = shape.length === 1 ? 1 : shape.at(-1)!;
  return {
    shape,
    data: Float64Array.from(data, (_, at) => {
      const [o, i] = [Math.floor(at / width), at % width];
      return data[(rows ? rows[o]! : o) * width + (columns ? columns[i]! : i)]!;
    }),
  };
};

test("permuting the hidden units permutes the gradients", () => {
  fc.assert(
    fc.property(sequenceSpecs, sequenceSizes, fc.nat(100), (spec, size, seed) => {
      const { inputs, seeds } = sequenceInputs(spec, size, seed);
      const order = Array.from({ length: spec.hidden }, (_, k) => (k * 7 + seed) % spec.hidden);
      fc.pre(new Set(order).size === spec.hidden);
      const gates = spec.kind === "lstm" ? 4 : 1;
      const rows = Array.from({ length: gates }, (_, gate) => order.map((k) => gate * spec.hidden + k)).flat();
      const moved = (name: string, tensor: Tensor): Tensor => {
        if (name === "x") return tensor;
        if (/^(h0|c0|y|hT|cT)$/.test(name)) return reordered(tensor, null, order);
        if (name.startsWith("bias")) return reordered(tensor, rows, null);
        return reordered(tensor, rows, name === "weight_ih_l0" ? null : order);
      };
      const move = <T extends Flat>(tensors: T): Flat =>
        Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, moved(name, tensor)]));
      const plain = referenceSequenceBackward(spec, inputs, seeds).gradients;
      const other = referenceSequenceBackward(spec, unflat(move(flat(inputs)), spec), move(seeds)).gradients;
      for (const [name, { data }] of Object.entries(move(plain))) {
        assert.ok(maxDifference(other[name]!.data, data) < 1e-9, name);
      }
    }),
    { numRuns: 60 },
  );
});

test("a stack of one-unit linear nets of one step is a product, with its derivative", () => {
  const spec: SequenceSpec = { kind: "rnn", inputs: 1, hidden: 1, layers: 2, activation: "none" };
  const one = (value: number, rank = 2): Tensor => ({
    shape: Array.from({ length: rank }, () => 1),
    data: Float64Array.of(value),
  });
  const weights = { weight_ih_l0: one(2), weight_hh_l0: one(5), weight_ih_l1: one(3), weight_hh_l1: one(7) };
  const inputs = { x: one(4, 3), weights };
  assert.equal(referenceSequence(spec, inputs).outputs["y"]!.data[0], 24);
  const { gradients } = referenceSequenceBackward(spec, inputs, { y: one(1, 3) });
  assert.deepEqual(
    ["x", "h0", "weight_ih_l0", "weight_ih_l1", "bias_hh_l0"].map((name) => gradients[name]!.data[0]),
    [6, 15, 12, 8, 3],
  );
  assert.deepEqual([...gradients["h0"]!.data], [15, 7]);
});

test("counts, steps and memory", () => {
  const spec: SequenceSpec = { kind: "lstm", inputs: 10, hidden: 20, layers: 3 };
  const count = countSequence(spec, { steps: 70, batch: 4 });
  // torch.nn.LSTM(10, 20, 3): 4·20·(10 + 20 + 2) + 2 · 4·20·(20 + 20 + 2)
  assert.equal(count.parameters, 2560n + 2n * 3360n);
  assert.equal(count.connections, 70n * (4n * 20n * 30n + 2n * 4n * 20n * 40n));
  assert.equal(count.macs, 4n * count.connections);
  assert.equal(count.memory, 4n * 6n * 3n * 70n * 4n * 20n);
  const sum = Object.values(initialSequenceWeights(spec, 1)).reduce((total, { shape }) => total + sizeOf(shape), 0);
  assert.equal(count.parameters, BigInt(sum));
  fc.assert(
    fc.property(sequenceSpecs, fc.integer({ min: 1, max: 40 }), (any, length) => {
      for (const name of ["pipelined", "layerwise"] as const) {
        const schedule = sequenceSchedule(any, name, length);
        assert.equal(schedule.length, sequenceStepFormula(any, name).value(length));
      }
      assert.equal(sequenceCriticalPath(any, length), length + any.layers - 1);
    }),
  );
});

test("specs and weights: defaults, and every mistake with its place", () => {
  assert.deepEqual(validateSequenceSpec({ kind: "lstm", hidden: 3 }), {
    kind: "lstm",
    inputs: 1,
    hidden: 3,
    layers: 1,
  });
  assert.deepEqual(validateSequenceSpec({ kind: "rnn", hidden: 3 }), {
    kind: "rnn",
    inputs: 1,
    hidden: 3,
    layers: 1,
    activation: "tanh",
  });
  const refused = (value: unknown, message: RegExp): void =>
    assert.throws(() => validateSequenceSpec(value), { code: "spec-invalid", message });
  refused({ kind: "lstm" }, /^hidden is missing; use an integer from 1 to 1024/);
  refused({ kind: "lstm", hidden: 3, activation: "tanh" }, /^spec has the unknown key "activation"/);
  refused({ kind: "rnn", hidden: 3, activation: "relu" }, /^activation is "relu"/);
  refused({ kind: "mdrnn" }, /use kind "lstm" or "rnn"/);
  const spec = validateSequenceSpec({ kind: "lstm", hidden: 2 });
  const weights = initialSequenceWeights(spec, 3);
  const x = wave([2, 1, 1], 0);
  const { weight_hh_l0: _, ...rest } = weights;
  assert.throws(() => referenceSequence(spec, { x, weights: rest }), {
    code: "weights-invalid",
    message: /weight_hh_l0/,
  });
  const { bias_ih_l0: __, ...enough } = weights;
  referenceSequence(spec, { x, weights: enough });
  const open = initialSequenceWeights(spec, 3, { forgetBias: 2 })["bias_ih_l0"]!.data;
  assert.deepEqual(
    Array.from(open, (value, i) => Math.round(value - weights["bias_ih_l0"]!.data[i]!)),
    [0, 0, 2, 2, 0, 0, 0, 0],
  );
});
