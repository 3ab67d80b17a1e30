/** Random nets for property tests, in the notation, and a count of them by brute force. */
import fc from "fast-check";
import type { CnnLayer, Resolved } from "../../src/models/cnn/resolve.js";
import { unitsOf, type Shape } from "../../src/models/cnn/shape.js";

const side = fc.integer({ min: 1, max: 4 });
const small = fc.integer({ min: 1, max: 6 });
const maybe = (text: fc.Arbitrary<string>): fc.Arbitrary<string> => fc.oneof(fc.constant(""), text);

const conv = fc
  .tuple(
    side,
    side,
    small,
    maybe(fc.integer({ min: 1, max: 3 }).map((s) => ` s${s}`)),
    fc.integer({ min: 0, max: 3 }),
    maybe(fc.integer({ min: 1, max: 3 }).map((d) => ` d${d}`)),
    maybe(fc.constantFrom(" nobias", " bn", " nobias bn")),
  )
  .map(([rows, columns, out, s, p, d, more]) => `Conv${rows}x${columns}-${out}${s} p${p}${d}${more}`);
const pool = fc
  .tuple(
    fc.constantFrom("MaxPool", "AvgPool"),
    fc.integer({ min: 2, max: 3 }),
    maybe(fc.integer({ min: 1, max: 3 }).map((s) => ` s${s}`)),
    fc.constantFrom("", " p1"),
    fc.constantFrom("", " ceil"),
  )
  .map((parts) => parts.join(""));
const leaf = fc.oneof(
  { weight: 4, arbitrary: conv },
  { weight: 2, arbitrary: pool },
  fc.constantFrom(
    "ReLU",
    "BN",
    "Tanh",
    "Dropout0.5",
    "DWConv3 s2",
    "DWConv3x1 nobias",
    "Conv1-4 g2",
    "Subsample",
    "GlobalAvgPool",
  ),
);
const block = fc.oneof(
  fc.constantFrom("Res(Conv3-4 | Conv1-4)", "Res(BN, ReLU, DWConv3)", "Dense(Conv3-2)", "Concat(Conv1-2 | Conv3-3 | )"),
  conv.map((text) => `(${text}) x2`),
);
const head = fc.constantFrom(
  "",
  ", Flatten",
  ", FC-5",
  ", GlobalAvgPool, FC-3 nobias",
  ", FC-4 bn, ReLU, FC-2, Softmax",
);

/** Lists of layers; not all of them fit their image. */
export const netText: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.oneof({ weight: 4, arbitrary: leaf }, block), { minLength: 1, maxLength: 4 }), head)
  .map(([layers, end]) => `${layers.join(", ")}${end}`);

export const inputSize = fc.tuple(
  fc.constantFrom(1, 2, 4),
  fc.integer({ min: 1, max: 9 }),
  fc.integer({ min: 1, max: 9 }),
);

/** Edges of one layer, found by looking at every pair of units, with the number of arrays' elements that its weights fill. */
export interface Brute {
  readonly connections: number;
  readonly unweighted: number;
  readonly parameters: number;
}

type Unit = readonly [channel: number, row: number, column: number];

const unitsIn = ({ channels, height, width }: Shape): readonly Unit[] => {
  const [c, h, w] = [channels, height, width].map(Number) as [number, number, number];
  return Array.from({ length: Number(unitsOf({ channels, height, width, flat: false })) }, (_, i): Unit => {
    return [Math.floor(i / (h * w)), Math.floor(i / w) % h, i % w];
  }).filter(([channel]) => channel < c);
};

/** How often an output at `o` reads the input at `i` along one axis. */
const reads = (o: number, i: number, kernel: number, stride: number, padding: number, dilation: number): number =>
  Array.from({ length: kernel }, (_, t) => o * stride - padding + t * dilation).filter((place) => place === i).length;

/** Counts a layer without any of the formulas: every (input unit, output unit) pair is looked at, and weights are arrays. */
export const bruteForce = (count: CnnLayer): Brute => {
  const { layer, input, output } = count;
  const edges = (joins: (from: Unit, to: Unit) => number): number =>
    unitsIn(output).reduce((sum, to) => sum + unitsIn(input).reduce((all, from) => all + joins(from, to), 0), 0);
  const nothing = { connections: 0, unweighted: 0, parameters: 0 };
  const window = (
    { kernel, stride, padding }: { kernel: readonly number[]; stride: readonly number[]; padding: readonly number[] },
    dilation: readonly number[],
    from: Unit,
    to: Unit,
  ): number =>
    reads(to[1], from[1], kernel[0]!, stride[0]!, padding[0]!, dilation[0]!) *
    reads(to[2], from[2], kernel[1]!, stride[1]!, padding[1]!, dilation[1]!);
  switch (layer.type) {
    case "conv": {
      const [inputs, outputs] = [Number(input.channels), Number(output.channels)];
      const groups = layer.groups ?? inputs;
      const isJoined = (from: number, to: number): boolean =>
        Math.floor((from * groups) / inputs) === Math.floor((to * groups) / outputs);
      const weights = Array.from({ length: outputs }, (_, to) =>
        Array.from({ length: inputs }, (_in, from) => from)
          .filter((from) => isJoined(from, to))
          .map(() => new Float32Array(layer.kernel[0] * layer.kernel[1])),
      ).flat();
      const bias = new Float32Array(layer.bias ? outputs : 0);
      return {
        connections: edges((from, to) => (isJoined(from[0], to[0]) ? window(layer, layer.dilation, from, to) : 0)),
        unweighted: 0,
        parameters: weights.reduce((sum, { length }) => sum + length, bias.length),
      };
    }
    case "max-pool":
    case "avg-pool":
      return {
        ...nothing,
        unweighted: edges((from, to) => (from[0] === to[0] ? window(layer, [1, 1], from, to) : 0)),
      };
    case "subsample":
      return {
        ...nothing,
        connections: edges((from, to) =>
          from[0] === to[0] ? window({ ...layer, stride: layer.kernel, padding: [0, 0] }, [1, 1], from, to) : 0,
        ),
        parameters: 2 * Number(input.channels),
      };
    case "global-avg-pool":
      return { ...nothing, unweighted: edges((from, to) => (from[0] === to[0] ? 1 : 0)) };
    case "fc": {
      const weights = unitsIn(output).map(() => new Float32Array(unitsIn(input).length));
      const bias = new Float32Array(layer.bias ? layer.out : 0);
      return {
        connections: edges(() => 1),
        unweighted: 0,
        parameters: weights.reduce((sum, { length }) => sum + length, bias.length),
      };
    }
    case "bn":
      return { ...nothing, parameters: 2 * Number(input.channels) };
    default:
      return nothing;
  }
};

export const leavesOf = (parts: readonly Resolved[]): readonly CnnLayer[] =>
  parts.flatMap((part) => {
    switch (part.kind) {
      case "layer":
        return [part.count];
      case "residual":
        return [...leavesOf(part.body), ...leavesOf(part.shortcut), part.end];
      case "concat":
        return [...part.branches.flatMap(leavesOf), part.end];
      default:
        return leavesOf(part.layers);
    }
  });
