/**
 * Recurrent nets over time in float64, forward and backward through time, as they are written down (domain.md §2.2):
 *   LSTM  a = W_ih x + b_ih + W_hh h₋ + b_hh;  i, f, o = σ(a), g = tanh(a);  c = f ⊙ c₋ + i ⊙ g;  h = o ⊙ tanh c
 *   RNN   h = φ(a)
 * ₋ is the step before and ₊ the one after. A bar is dL/d of the value itself. Everything is (T, N, ·), as in torch.
 */
import { SweepfieldError } from "../error.js";
import { gatesOf, inputsOfLayer, type SequenceSpec } from "../models/sequence.js";
import { sequenceShapes, validateSequenceWeights } from "../models/sequence-weights.js";
import { sizeOf, type Tensor, type Tensors } from "../models/tensor.js";
import { biasOf, phi, sigmoid, slope, zeros, type Map64 } from "./elementary.js";

export interface ReferenceInputs {
  /** (T, N, I). */
  readonly x: Tensor;
  readonly weights: Tensors;
  /** (layers, N, H); zero where they are missing. */
  readonly h0?: Tensor;
  readonly c0?: Tensor;
}

type Name = "h" | "c" | "i" | "f" | "g" | "o";

/** The values of one layer over time, or their bars, (T, N, H). Of a plain RNN all but h stay zero. */
export type ReferenceSteps = Readonly<Record<Name, Map64>>;

export interface ReferenceSequence {
  /** y (T, N, H), hT and, of an LSTM, cT (layers, N, H). */
  readonly outputs: Tensors;
  readonly layers: readonly ReferenceSteps[];
}

type Vector = Float64Array;

const row = ({ data, shape }: Tensor, t: number, n: number): Vector => {
  const [, batch = 1, size = 1] = shape;
  const from = (t * batch + n) * size;
  return Float64Array.from(data.subarray(from, from + size));
};

const setRow = ({ data, shape }: Map64, t: number, n: number, values: Vector): void =>
  data.set(values, (t * shape[1]! + n) * shape[2]!);

/** a + W v, (rows, columns) row-major. */
const plusProduct = (a: Vector, { data, shape }: Tensor, v: Vector): Vector =>
  a.map((sum, o) => v.reduce((total, value, i) => total + data[o * shape[1]! + i]! * value, sum));

/** a + Wᵀ v. */
const plusTransposed = (a: Vector, { data, shape }: Tensor, v: Vector): Vector =>
  a.map((sum, i) => v.reduce((total, value, o) => total + data[o * shape[1]! + i]! * value, sum));

/** W̄ += a bᵀ. */
const addOuter = ({ data }: Map64, a: Vector, b: Vector): void =>
  a.forEach((left, o) => b.forEach((right, i) => (data[o * b.length + i]! += left * right)));

const addTo = ({ data }: Map64, a: Vector): void => a.forEach((value, i) => (data[i]! += value));
const plus = (a: Vector, b: Vector): Vector => a.map((value, i) => value + b[i]!);

const stateOf = (state: Tensor | undefined, spec: SequenceSpec, layer: number, n: number): Vector =>
  state ? row(state, layer, n) : new Float64Array(spec.hidden);

const emptySteps = (shape: readonly number[]): ReferenceSteps => ({
  h: zeros(shape),
  c: zeros(shape),
  i: zeros(shape),
  f: zeros(shape),
  g: zeros(shape),
  o: zeros(shape),
});

const layerWeights = (spec: SequenceSpec, weights: Tensors, l: number) => {
  const rows = gatesOf(spec) * spec.hidden;
  const [input, state] = [weights[`weight_ih_l${l}`]!, weights[`weight_hh_l${l}`]!];
  const bias = (name: string): Vector => Float64Array.from(biasOf(weights, `${name}_l${l}`, rows));
  return { input, state, bias: plus(bias("bias_ih"), bias("bias_hh")) };
};

/** h and c before step t. */
const before = (
  spec: SequenceSpec,
  inputs: ReferenceInputs,
  steps: ReferenceSteps,
  layer: number,
  t: number,
  n: number,
) =>
  t > 0
    ? { h: row(steps.h, t - 1, n), c: row(steps.c, t - 1, n) }
    : { h: stateOf(inputs.h0, spec, layer, n), c: stateOf(inputs.c0, spec, layer, n) };

const layerForward = (spec: SequenceSpec, inputs: ReferenceInputs, layer: number, below: Tensor): ReferenceSteps => {
  const [length = 0, batch = 0] = below.shape;
  const steps = emptySteps([length, batch, spec.hidden]);
  const { input, state, bias } = layerWeights(spec, inputs.weights, layer);
  const size = spec.hidden;
  for (let t = 0; t < length; t++) {
    for (let n = 0; n < batch; n++) {
      const { h, c } = before(spec, inputs, steps, layer, t, n);
      const a = plusProduct(plusProduct(bias, input, row(below, t, n)), state, h);
      if (spec.kind === "rnn") {
        setRow(steps.h, t, n, a.map(phi[spec.activation]));
        continue;
      }
      const i = a.slice(0, size).map(sigmoid);
      const f = a.slice(size, 2 * size).map(sigmoid);
      const g = a.slice(2 * size, 3 * size).map(Math.tanh);
      const o = a.slice(3 * size).map(sigmoid);
      const cNew = c.map((value, k) => f[k]! * value + i[k]! * g[k]!);
      setRow(steps.i, t, n, i);
      setRow(steps.f, t, n, f);
      setRow(steps.g, t, n, g);
      setRow(steps.o, t, n, o);
      setRow(steps.c, t, n, cNew);
      setRow(
        steps.h,
        t,
        n,
        cNew.map((value, k) => o[k]! * Math.tanh(value)),
      );
    }
  }
  return steps;
};

/** @throws SweepfieldError "shape-invalid" or "weights-invalid". */
const check = (spec: SequenceSpec, { x, weights }: ReferenceInputs): void => {
  if (x.shape.length !== 3 || x.shape[2] !== spec.inputs || sizeOf(x.shape) !== x.data.length) {
    throw new SweepfieldError("shape-invalid", `x has shape (${x.shape.join(", ")}); use (T, N, ${spec.inputs})`);
  }
  validateSequenceWeights(spec, weights);
};

/** The last step of every layer, (layers, N, H). */
const lastSteps = (layers: readonly Map64[]): Map64 => {
  const [length = 0, batch = 0, size = 0] = layers[0]!.shape;
  const last = zeros([layers.length, batch, size]);
  layers.forEach((map, layer) => {
    for (let n = 0; n < batch; n++) setRow(last, layer, n, row(map, length - 1, n));
  });
  return last;
};

/** @throws SweepfieldError "shape-invalid" or "weights-invalid". */
export const referenceSequence = (spec: SequenceSpec, inputs: ReferenceInputs): ReferenceSequence => {
  check(spec, inputs);
  const layers: ReferenceSteps[] = [];
  for (let layer = 0; layer < spec.layers; layer++) {
    layers.push(layerForward(spec, inputs, layer, layers[layer - 1]?.h ?? inputs.x));
  }
  const outputs = {
    y: layers.at(-1)!.h,
    hT: lastSteps(layers.map(({ h }) => h)),
    ...(spec.kind === "lstm" && { cT: lastSteps(layers.map(({ c }) => c)) }),
  };
  return { outputs, layers };
};

export interface SequenceSeeds {
  /** dL/d of y (T, N, H), hT and cT (layers, N, H). */
  readonly y?: Tensor;
  readonly hT?: Tensor;
  readonly cT?: Tensor;
  /** Truncated BPTT: what comes from the step after is carried over at most this many steps, in stretches counted from T. */
  readonly truncate?: number;
}

export interface SequenceGradients {
  /** Of x, h0, c0 (lstm) and every weight by name. */
  readonly gradients: Tensors;
  readonly bars: readonly ReferenceSteps[];
}

/**
 * h̄ = direct + W_hhᵀ δ₊,  c̄ = h̄ ⊙ o ⊙ (1 − tanh² c) + c̄₊ ⊙ f₊;  ī = c̄ ⊙ g, f̄ = c̄ ⊙ c₋, ḡ = c̄ ⊙ i, ō = h̄ ⊙ tanh c;
 * δ is each bar times its gate's slope. W̄ = Σ δ sourceᵀ, b̄ = Σ δ for both biases; W_ihᵀ δ goes to the layer below.
 * @throws SweepfieldError "shape-invalid" or "weights-invalid".
 */
export const referenceSequenceBackward = (
  spec: SequenceSpec,
  inputs: ReferenceInputs,
  seeds: SequenceSeeds,
): SequenceGradients => {
  const { layers } = referenceSequence(spec, inputs);
  const [length = 0, batch = 0] = inputs.x.shape;
  const size = spec.hidden;
  const gradients: Record<string, Map64> = Object.fromEntries(
    Object.entries(sequenceShapes(spec)).map(([name, shape]) => [name, zeros(shape)]),
  );
  const h0Bar = zeros([spec.layers, batch, size]);
  const c0Bar = zeros([spec.layers, batch, size]);
  const bars: ReferenceSteps[] = [];
  let direct: Tensor = seeds.y ?? zeros([length, batch, size]);
  for (let layer = spec.layers - 1; layer >= 0; layer--) {
    const steps = layers[layer]!;
    const below = layers[layer - 1]?.h ?? inputs.x;
    const belowBar = zeros([length, batch, inputsOfLayer(spec, layer)]);
    const layerBars = emptySteps([length, batch, size]);
    const { input, state } = layerWeights(spec, inputs.weights, layer);
    for (let n = 0; n < batch; n++) {
      let hCarry = stateOf(seeds.hT, spec, layer, n);
      let cCarry = stateOf(seeds.cT, spec, layer, n);
      for (let t = length - 1; t >= 0; t--) {
        const past = before(spec, inputs, steps, layer, t, n);
        const h = plus(row(direct, t, n), hCarry);
        setRow(layerBars.h, t, n, h);
        let delta: Vector;
        if (spec.kind === "rnn") {
          const value = row(steps.h, t, n);
          delta = h.map((bar, k) => bar * slope[spec.activation](value[k]!));
        } else {
          const [i, f, g, o] = [row(steps.i, t, n), row(steps.f, t, n), row(steps.g, t, n), row(steps.o, t, n)];
          const tanhC = row(steps.c, t, n).map(Math.tanh);
          const c = cCarry.map((carry, k) => h[k]! * o[k]! * (1 - tanhC[k]! ** 2) + carry);
          const iBar = c.map((bar, k) => bar * g[k]!);
          const fBar = c.map((bar, k) => bar * past.c[k]!);
          const gBar = c.map((bar, k) => bar * i[k]!);
          const oBar = h.map((bar, k) => bar * tanhC[k]!);
          setRow(layerBars.c, t, n, c);
          setRow(layerBars.i, t, n, iBar);
          setRow(layerBars.f, t, n, fBar);
          setRow(layerBars.g, t, n, gBar);
          setRow(layerBars.o, t, n, oBar);
          delta = new Float64Array(4 * size);
          delta.set(iBar.map((bar, k) => bar * i[k]! * (1 - i[k]!)));
          delta.set(
            fBar.map((bar, k) => bar * f[k]! * (1 - f[k]!)),
            size,
          );
          delta.set(
            gBar.map((bar, k) => bar * (1 - g[k]! ** 2)),
            2 * size,
          );
          delta.set(
            oBar.map((bar, k) => bar * o[k]! * (1 - o[k]!)),
            3 * size,
          );
          cCarry = c.map((bar, k) => bar * f[k]!);
        }
        addOuter(gradients[`weight_ih_l${layer}`]!, delta, row(below, t, n));
        addOuter(gradients[`weight_hh_l${layer}`]!, delta, past.h);
        addTo(gradients[`bias_ih_l${layer}`]!, delta);
        addTo(gradients[`bias_hh_l${layer}`]!, delta);
        setRow(belowBar, t, n, plusTransposed(new Float64Array(belowBar.shape[2]!), input, delta));
        hCarry = plusTransposed(new Float64Array(size), state, delta);
        if ((length - t) % (seeds.truncate ?? Infinity) === 0) {
          [hCarry, cCarry] = [new Float64Array(size), new Float64Array(size)];
        }
      }
      setRow(h0Bar, layer, n, hCarry);
      setRow(c0Bar, layer, n, cCarry);
    }
    bars.unshift(layerBars);
    direct = belowBar;
  }
  const initial = { h0: h0Bar, ...(spec.kind === "lstm" && { c0: c0Bar }) };
  return { gradients: { x: { shape: inputs.x.shape, data: direct.data }, ...initial, ...gradients }, bars };
};
