/**
 * One layer on one input: its output, its parameters with their formula, neurons, connections and multiply-adds. A connection is one
 * edge from an input unit to an output unit that carries a weight, which is one multiply-add (CSC413 L05a, L05b).
 */
import { livePairs, outputSize, type Axis } from "./edges.js";
import type { Factor, Formula } from "./formula.js";
import { valueOf } from "./formula.js";
import type { ConvLayer, FullLayer, Leaf, Placed, PoolLayer, Sides, SubsampleLayer, ZeroPadLayer } from "./layers.js";
import { MAX_UNITS } from "./layers.js";
import { leafText } from "./format.js";
import { LayerError } from "./problem.js";
import { flattened, grouped, shapeText, unitsOf, type Shape } from "./shape.js";

export interface Measured {
  readonly output: Shape;
  /** Trainable numbers, as a sum of products; empty where there are none. */
  readonly formula: Formula;
  /** Those of them that are biases. */
  readonly biases: bigint;
  /** Numbers that are stored but not trained: running mean and variance of batch normalisation, code words. */
  readonly buffers: bigint;
  /** Units of the output, where it is more than a function of one unit each. */
  readonly neurons: bigint | null;
  /** Units that one of them reads, away from the border; null where that differs between maps, or where there are no neurons. */
  readonly inputsPerNeuron: bigint | null;
  /** Edges with a weight, taps on the padding left out. */
  readonly connections: bigint;
  /** The same with the taps on the padding: what is multiplied when every tap is computed everywhere. */
  readonly macs: bigint;
  /** Edges without a weight: what pooling reads. */
  readonly unweighted: bigint;
}

type Fails = (what: string) => LayerError;
type Measure<L> = (layer: L, input: Shape, fails: Fails) => Measured;

const NOTHING = {
  formula: [],
  biases: 0n,
  buffers: 0n,
  neurons: null,
  inputsPerNeuron: null,
  connections: 0n,
  macs: 0n,
  unweighted: 0n,
} as const satisfies Omit<Measured, "output">;

const factor = (value: bigint, means: string, from?: Factor["from"]): Factor =>
  from === undefined ? { value, means } : { value, means, from };

const bySides = ([rows, columns]: Sides): bigint => BigInt(rows) * BigInt(columns);
const times = (a: number | bigint, b: number | bigint): string => `${a}×${b}`;

interface Window {
  readonly kernel: Sides;
  readonly stride: Sides;
  readonly padding: Sides;
  readonly dilation?: Sides;
  readonly ceil?: boolean;
}

/** Output rows and columns, and (output, tap) pairs within the image. */
const windowOn = (window: Window, input: Shape, fails: Fails) => {
  const { kernel, stride, padding, dilation = [1, 1], ceil } = window;
  if (input.flat)
    throw fails(` needs an image and gets a list of ${grouped(input.channels)} numbers; put it before Flatten and FC`);
  const axes = ([input.height, input.width] as const).map((size, i): Axis => ({
    size,
    kernel: kernel[i]!,
    stride: stride[i]!,
    padding: padding[i]!,
    dilation: dilation[i]!,
  })) as [Axis, Axis];
  const [height, width] = axes.map((axis) => outputSize(axis, ceil)) as [bigint, bigint];
  if (height <= 0n || width <= 0n) throw fails(doesNotFit(kernel, padding, dilation, input));
  return { height, width, live: livePairs(axes[0], height) * livePairs(axes[1], width) };
};

const doesNotFit = (kernel: Sides, padding: Sides, dilation: Sides, { height, width }: Shape): string => {
  const spread = dilation.some((step) => step > 1) ? `, spread by its dilation ${times(...dilation)},` : "";
  return `: its ${times(...kernel)} window${spread} does not fit an image of ${times(height, width)} with padding ${times(...padding)}; start from a larger image or take a pooling or a stride away`;
};

const convolution: Measure<ConvLayer> = (layer, input, fails) => {
  const { height, width, live } = windowOn(layer, input, fails);
  const { channels } = input;
  const groups = layer.groups === null ? channels : BigInt(layer.groups);
  const out = layer.out === null ? channels : BigInt(layer.out);
  for (const [count, of] of [
    [channels, "input"],
    [out, "output"],
  ] as const)
    if (count % groups !== 0n)
      throw fails(`: ${grouped(groups)} groups do not divide ${grouped(count)} ${of} channels; use a divisor of both`);
  const pairs = layer.pairs === null ? (channels / groups) * out : BigInt(layer.pairs);
  if (pairs > channels * out)
    throw fails(
      `: there are only ${grouped(channels)}·${grouped(out)} = ${grouped(channels * out)} pairs of maps; use fewer`,
    );
  const taps = bySides(layer.kernel);
  const sides = [factor(BigInt(layer.kernel[0]), "rows of the kernel"), factor(BigInt(layer.kernel[1]), "its columns")];
  const perGroup =
    groups === 1n
      ? factor(channels, "input channels")
      : factor(channels / groups, "input channels ÷ groups", { sign: "÷", parts: [channels, groups] });
  const joined =
    layer.pairs === null ? [perGroup, factor(out, "output channels")] : [factor(pairs, "joined pairs of maps")];
  return {
    ...NOTHING,
    output: { channels: out, height, width, flat: false },
    formula: [[...sides, ...joined], ...(layer.bias ? [[factor(out, "biases")]] : [])],
    biases: layer.bias ? out : 0n,
    neurons: out * height * width,
    inputsPerNeuron: layer.pairs === null ? taps * (channels / groups) : null,
    connections: pairs * live,
    macs: pairs * taps * height * width,
  };
};

const pooling: Measure<PoolLayer> = (layer, input, fails) => {
  const { height, width, live } = windowOn(layer, input, fails);
  return {
    ...NOTHING,
    output: { ...input, height, width },
    neurons: input.channels * height * width,
    inputsPerNeuron: bySides(layer.kernel),
    unweighted: input.channels * live,
  };
};

const subsampling: Measure<SubsampleLayer> = ({ kernel }, input, fails) => {
  const { height, width, live } = windowOn({ kernel, stride: kernel, padding: [0, 0] }, input, fails);
  const { channels } = input;
  return {
    ...NOTHING,
    output: { ...input, height, width },
    formula: [[factor(2n, "a factor and a bias"), factor(channels, "maps")]],
    biases: channels,
    neurons: channels * height * width,
    inputsPerNeuron: bySides(kernel),
    connections: channels * live,
    macs: channels * live,
  };
};

const fullyConnected: Measure<FullLayer> = ({ out, bias }, input) => {
  const inputs = unitsOf(input);
  const outputs = BigInt(out);
  const { height, width, channels } = input;
  const from =
    height * width === 1n
      ? factor(inputs, "inputs")
      : factor(inputs, "inputs: rows · columns · channels", { sign: "·", parts: [height, width, channels] });
  return {
    ...NOTHING,
    output: { channels: outputs, height: 1n, width: 1n, flat: true },
    formula: [[from, factor(outputs, "outputs")], ...(bias ? [[factor(outputs, "biases")]] : [])],
    biases: bias ? outputs : 0n,
    neurons: outputs,
    inputsPerNeuron: inputs,
    connections: inputs * outputs,
    macs: inputs * outputs,
  };
};

const zeroPadding: Measure<ZeroPadLayer> = ({ out, stride }, input, fails) => {
  const { height, width } = windowOn({ kernel: [1, 1], stride, padding: [0, 0] }, input, fails);
  const channels = BigInt(out);
  if (channels < input.channels)
    throw fails(` cannot go from ${grouped(input.channels)} channels down to ${grouped(channels)}; use Conv1-${out}`);
  return { ...NOTHING, output: { ...input, channels, height, width } };
};

/** A layer on its input. @throws LayerError at its place where the shapes do not go together. */
export const measure = (layer: Placed<Leaf>, input: Shape): Measured => {
  const fails: Fails = (what) => new LayerError(layer.place, `${leafText(layer)}${what}`);
  const measured = ofType(layer, input, fails);
  if (unitsOf(measured.output) > MAX_UNITS)
    throw fails(` has ${shapeText(measured.output)} outputs; at most ${grouped(MAX_UNITS)} units are counted`);
  return measured;
};

const ofType: Measure<Leaf> = (layer, input, fails) => {
  switch (layer.type) {
    case "conv":
      return convolution(layer, input, fails);
    case "max-pool":
    case "avg-pool":
      return pooling(layer, input, fails);
    case "subsample":
      return subsampling(layer, input, fails);
    case "fc":
      return fullyConnected(layer, input, fails);
    case "rbf": {
      // Its weights are code words that nobody trains: stored, and read once each.
      const measured = fullyConnected({ type: "fc", out: layer.out, bias: false }, input, fails);
      return { ...measured, formula: [], buffers: valueOf(measured.formula) };
    }
    case "zero-pad":
      return zeroPadding(layer, input, fails);
    case "bn":
      return {
        ...NOTHING,
        output: input,
        formula: [[factor(2n, "γ and β"), factor(input.channels, "channels")]],
        buffers: 2n * input.channels,
      };
    case "global-avg-pool": {
      if (input.flat)
        throw fails(` needs an image and gets a list of ${grouped(input.channels)} numbers; take it away`);
      const positions = input.height * input.width;
      return {
        ...NOTHING,
        output: { ...input, height: 1n, width: 1n },
        neurons: input.channels,
        inputsPerNeuron: positions,
        unweighted: input.channels * positions,
      };
    }
    case "flatten":
      return { ...NOTHING, output: flattened(input) };
    default:
      return { ...NOTHING, output: input };
  }
};
