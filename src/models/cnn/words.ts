/**
 * The notation of layers, in one place: which words there are, what each takes, and what it stands for. The parser, the JSON form,
 * the completion and every help text read these tables.
 *
 *   Conv3-64                 a 3×3 convolution with 64 outputs, stride 1, biases, zero padding (k − 1)/2 (d(k − 1)/2 when dilated)
 *   Conv3x1-64 s2 p0 d2 g4   sides, stride, padding, dilation and groups; "s2x1" gives rows and columns apart
 *   Conv3-64 nobias bn       no biases; followed by batch normalisation
 *   MaxPool, MaxPool3 s2     2×2 with stride 2; the stride is the side unless written
 *   FC-1024                  fully connected; flattens what comes before it
 *   (Conv3-64, ReLU) x3      three times, each with weights of its own; "Conv3-64 x3" likewise
 *   Res(a, b | c)            the sum of a, b and of the shortcut c; without "| c" the shortcut is the identity
 *   Concat(a | b)            the channels of all branches; an empty branch is the identity
 *   Dense(a, b)              the input and what a, b make of it, side by side: Concat( | a, b)
 *   stem = Conv3-64, @stem   a name, and the same layers again with the same weights, counted once
 *   Image224x224x3           at the start: the input, rows × columns × channels
 *
 * Layers are separated by commas, middle dots, semicolons, arrows or ends of lines; "#" begins a comment. Case does not matter.
 */
import { PLAIN, type Leaf, type PlainType, type Sides } from "./layers.js";

/** What may be said about a layer, by its name in JSON. */
export interface Given {
  readonly kernel?: Sides;
  readonly out?: number;
  readonly stride?: Sides;
  readonly padding?: Sides;
  readonly dilation?: Sides;
  readonly groups?: number;
  readonly pairs?: number;
  readonly bias?: boolean;
  readonly bn?: boolean;
  readonly ceil?: boolean;
}
export type GivenKey = keyof Given;

interface Option {
  readonly key: GivenKey;
  /** As it is written: "s" before sides or a count, or a whole word. */
  readonly written: string;
  readonly kind: "sides" | "count" | "word";
  /** What the word says. */
  readonly value?: boolean;
  readonly min: number;
  readonly says: string;
}

export const OPTIONS: readonly Option[] = [
  { key: "stride", written: "s", kind: "sides", min: 1, says: "stride" },
  { key: "padding", written: "p", kind: "sides", min: 0, says: "zeros on each side" },
  { key: "dilation", written: "d", kind: "sides", min: 1, says: "dilation" },
  { key: "groups", written: "g", kind: "count", min: 1, says: "groups of channels" },
  { key: "pairs", written: "pairs", kind: "count", min: 1, says: "joined pairs of maps, as in LeNet-5’s C3" },
  { key: "bias", written: "nobias", kind: "word", value: false, min: 0, says: "no biases" },
  { key: "bias", written: "bias", kind: "word", value: true, min: 0, says: "biases" },
  { key: "bn", written: "bn", kind: "word", value: true, min: 0, says: "batch normalisation after it" },
  { key: "ceil", written: "ceil", kind: "word", value: true, min: 0, says: "windows may reach over the edge" },
];

export interface Word {
  /** In JSON. */
  readonly type: string;
  /** As it is written. */
  readonly word: string;
  readonly also?: readonly string[];
  readonly needs: readonly GivenKey[];
  readonly takes: readonly GivenKey[];
  readonly example: string;
  readonly says: string;
  /** The layers it stands for, or what is wrong with it. */
  make(given: Given): readonly Leaf[] | string;
}

const ONE: Sides = [1, 1];
const TWO: Sides = [2, 2];
const NONE: Sides = [0, 0];

const withBn = (layer: Leaf, bn: boolean | undefined): readonly Leaf[] => (bn ? [layer, { type: "bn" }] : [layer]);

/** The padding that keeps the size at stride 1. */
const samePadding = (kernel: Sides, dilation: Sides): Sides | null => {
  const [rows, columns] = [0, 1].map((side) => dilation[side]! * (kernel[side]! - 1));
  return rows! % 2 === 0 && columns! % 2 === 0 ? [rows! / 2, columns! / 2] : null;
};

const convolution = (out: (given: Given) => number | null, groups: (given: Given) => number | null): Word["make"] => {
  return (given) => {
    const { kernel = ONE, stride = ONE, dilation = ONE, bias = true, pairs = null } = given;
    const padding = given.padding ?? samePadding(kernel, dilation);
    if (padding === null)
      return `the padding (k − 1)/2 of an even kernel ${kernel.join("×")} is not whole; write p0 or p1`;
    if (pairs !== null && given.groups !== undefined) return "pairs and groups exclude each other; leave one out";
    return withBn(
      { type: "conv", kernel, stride, padding, dilation, bias, pairs, out: out(given), groups: groups(given) },
      given.bn,
    );
  };
};

const pooling =
  (type: "max-pool" | "avg-pool"): Word["make"] =>
  ({ kernel = TWO, stride = kernel, padding = NONE, ceil = false }) =>
    padding.some((zeros, side) => 2 * zeros > kernel[side]!)
      ? `padding ${padding.join("×")} is more than half the window ${kernel.join("×")}; write p${Math.floor(Math.min(...kernel) / 2)} or less`
      : [{ type, kernel, stride, padding, ceil }];

const NAMES: Readonly<Record<PlainType, string>> = {
  relu: "ReLU",
  relu6: "ReLU6",
  "leaky-relu": "LeakyReLU",
  gelu: "GELU",
  silu: "SiLU",
  sigmoid: "Sigmoid",
  tanh: "Tanh",
  softmax: "Softmax",
  dropout: "Dropout",
  lrn: "LRN",
};
const SAYS: Partial<Record<PlainType, string>> = {
  softmax: "probabilities; no parameters",
  dropout: "zeros at random while training; no parameters",
  lrn: "local response normalisation; no parameters",
};

const WINDOW: readonly GivenKey[] = ["kernel", "stride", "padding"];

export const WORDS: readonly Word[] = [
  {
    type: "conv",
    word: "Conv",
    needs: ["kernel", "out"],
    takes: [...WINDOW, "out", "dilation", "groups", "pairs", "bias", "bn"],
    example: "Conv3-64",
    says: "3×3 convolution, 64 outputs",
    make: convolution(
      ({ out = 1 }) => out,
      ({ groups = 1 }) => groups,
    ),
  },
  {
    type: "max-pool",
    word: "MaxPool",
    also: ["Pool"],
    needs: [],
    takes: [...WINDOW, "ceil"],
    example: "MaxPool",
    says: "2×2 maximum, stride 2",
    make: pooling("max-pool"),
  },
  {
    type: "fc",
    word: "FC",
    also: ["Linear"],
    needs: ["out"],
    takes: ["out", "bias", "bn"],
    example: "FC-1024",
    says: "fully connected, 1,024 outputs",
    make: ({ out = 1, bias = true, bn }) => withBn({ type: "fc", out, bias }, bn),
  },
  {
    type: "bn",
    word: "BN",
    also: ["BatchNorm"],
    needs: [],
    takes: [],
    example: "BN",
    says: "batch normalisation, 2C parameters",
    make: () => [{ type: "bn" }],
  },
  ...PLAIN.map((type): Word => ({
    type,
    word: NAMES[type],
    needs: [],
    takes: [],
    example: NAMES[type],
    says: SAYS[type] ?? "activation, no parameters",
    make: () => [{ type }],
  })),
  {
    type: "avg-pool",
    word: "AvgPool",
    needs: [],
    takes: [...WINDOW, "ceil"],
    example: "AvgPool",
    says: "2×2 mean, stride 2",
    make: pooling("avg-pool"),
  },
  {
    type: "global-avg-pool",
    word: "GlobalAvgPool",
    also: ["GAP"],
    needs: [],
    takes: [],
    example: "GlobalAvgPool",
    says: "the mean of each map",
    make: () => [{ type: "global-avg-pool" }],
  },
  {
    type: "flatten",
    word: "Flatten",
    needs: [],
    takes: [],
    example: "Flatten",
    says: "an image as a list of C·H·W numbers",
    make: () => [{ type: "flatten" }],
  },
  {
    type: "depthwise",
    word: "DWConv",
    also: ["Depthwise"],
    needs: ["kernel"],
    takes: [...WINDOW, "dilation", "bias", "bn"],
    example: "DWConv3",
    says: "depthwise 3×3 convolution, as many outputs as inputs",
    make: convolution(
      () => null,
      () => null,
    ),
  },
  {
    type: "subsample",
    word: "Subsample",
    needs: [],
    takes: ["kernel"],
    example: "Subsample",
    says: "LeNet-5’s trainable pooling, 2 parameters a map",
    make: ({ kernel = TWO }) => [{ type: "subsample", kernel }],
  },
  {
    type: "zero-pad",
    word: "ZeroPad",
    needs: ["out"],
    takes: ["out", "stride"],
    example: "ZeroPad-32",
    says: "a shortcut without weights: maps of zeros up to 32",
    make: ({ out = 1, stride = ONE }) => [{ type: "zero-pad", out, stride }],
  },
  {
    type: "rbf",
    word: "RBF",
    needs: ["out"],
    takes: ["out"],
    example: "RBF-10",
    says: "LeNet-5’s output: distances to 10 fixed code words",
    make: ({ out = 1 }) => [{ type: "rbf", out }],
  },
];

/** What holds layers in brackets, with the number of branches it takes. */
export const BLOCKS = [
  {
    word: "Res",
    also: ["Residual"],
    most: 2,
    example: "Res(Conv3-64, ReLU, Conv3-64)",
    says: "sum with a shortcut, written after |",
  },
  {
    word: "Concat",
    also: ["Inception"],
    most: Infinity,
    example: "Concat(Conv1-32 | Conv3-64)",
    says: "channels of all branches side by side",
  },
  {
    word: "Dense",
    also: ["DenseBlock"],
    most: 1,
    example: "Dense(BN, ReLU, Conv3-32)",
    says: "input and new channels side by side",
  },
] as const;
export type BlockWord = (typeof BLOCKS)[number]["word"];

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const find = <W extends { readonly word: string; readonly also?: readonly string[] }>(
  table: readonly W[],
  text: string,
): W | undefined => table.find(({ word, also = [] }) => [word, ...also].some((name) => sameWord(name, text)));

export const wordOf = (text: string): Word | undefined => find(WORDS, text);
export const blockOf = (text: string): (typeof BLOCKS)[number] | undefined => find(BLOCKS, text);
export const wordOfType = (type: string): Word | undefined => WORDS.find((word) => word.type === type);

/** The notation in lines, for help texts. */
export const notationHelp = (): readonly (readonly [example: string, says: string])[] => [
  ["Image224x224x3", "first of all: the image, rows × columns × channels"],
  ...[...WORDS, ...BLOCKS].map(({ example, says }) => [example, says] as const),
  ...OPTIONS.map(({ written, kind, says }) => [kind === "word" ? written : `${written}2`, says] as const),
  ["(Conv3-64, ReLU) x3", "three times, each with weights of its own"],
  ["stem = Conv3-64", "a name"],
  ["@stem", "the named layers again with the same weights, counted once"],
];
