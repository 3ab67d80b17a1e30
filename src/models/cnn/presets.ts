/** Nets that are known, in the notation. Their published totals are tests. */
import type { InputSize } from "./layers.js";
import { cnnOf, type CnnSpec } from "./spec.js";

export interface CnnPreset {
  readonly title: string;
  /** Where it is from. */
  readonly source: string;
  readonly input: InputSize;
  readonly layers: string;
}

const IMAGENET: InputSize = [3, 224, 224];
const HOMEWORK = "Conv3-64, MaxPool, Conv3-128, MaxPool,\nConv3-256, Conv3-256, MaxPool,\nFC-1024, FC-100, Softmax";
const HEAD = "FC-4096, ReLU, Dropout, FC-4096, ReLU, Dropout, FC-1000, Softmax";

const times = (block: string, count: number): string => (count === 1 ? block : `(${block}) x${count}`);

/** Simonyan and Zisserman 2015, Table 1: convolutions of each of the five stages. */
const vgg = (depth: number, stages: readonly number[], hasNorm: boolean): CnnPreset => ({
  title: `VGG-${depth}${hasNorm ? " with batch norm" : ""}`,
  source: "Simonyan and Zisserman 2015, Table 1; as in torchvision",
  input: IMAGENET,
  layers: [
    ...stages.map((count, i) => {
      const conv = `Conv3-${Math.min(512, 64 * 2 ** i)}${hasNorm ? " bn" : ""}, ReLU`;
      return `${times(conv, count)}, MaxPool`;
    }),
    HEAD,
  ].join(",\n"),
});

const VGG: readonly (readonly [number, readonly number[]])[] = [
  [11, [1, 1, 2, 2, 2]],
  [13, [2, 2, 2, 2, 2]],
  [16, [2, 2, 3, 3, 3]],
  [19, [2, 2, 4, 4, 4]],
];

const STEM = "Conv7-64 s2 nobias bn, ReLU, MaxPool3 s2 p1";
const END = "GlobalAvgPool, FC-1000, Softmax";

const basic = (width: number, stride: string): string =>
  `Conv3-${width}${stride} nobias bn, ReLU, Conv3-${width} nobias bn`;
const bottleneck = (width: number, stride: string): string =>
  `Conv1-${width} nobias bn, ReLU, Conv3-${width}${stride} nobias bn, ReLU, Conv1-${4 * width} nobias bn`;

/** He et al. 2016, Table 1; the stride is in the 3×3 convolution, as in torchvision. */
const resnet = (depth: number, stages: readonly number[], isDeep: boolean): CnnPreset => ({
  title: `ResNet-${depth}`,
  source: "He et al. 2016, “Deep Residual Learning”, Table 1; as in torchvision",
  input: IMAGENET,
  layers: [
    STEM,
    ...stages.flatMap((count, i) => {
      const width = 64 * 2 ** i;
      const stride = i === 0 ? "" : " s2";
      const block = isDeep ? bottleneck : basic;
      // Where neither size nor width changes, the shortcut is the identity from the first block on.
      const first =
        i === 0 && !isDeep
          ? ""
          : `Res(${block(width, stride)} | Conv1-${isDeep ? 4 * width : width}${stride} nobias bn), ReLU`;
      const rest = times(`Res(${block(width, "")}), ReLU`, first === "" ? count : count - 1);
      return first === "" ? [rest] : [first, rest];
    }),
    END,
  ].join(",\n"),
});

const RESNET: readonly (readonly [number, readonly number[], boolean])[] = [
  [18, [2, 2, 2, 2], false],
  [34, [3, 4, 6, 3], false],
  [50, [3, 4, 6, 3], true],
  [101, [3, 4, 23, 3], true],
  [152, [3, 8, 36, 3], true],
];

/** He et al. 2016, §4.2: 6n + 2 layers, shortcuts without weights (option A). */
const cifarResnet = (depth: number): CnnPreset => {
  const n = (depth - 2) / 6;
  return {
    title: `ResNet-${depth} for CIFAR-10`,
    source: "He et al. 2016, “Deep Residual Learning”, §4.2, shortcuts without weights",
    input: [3, 32, 32],
    layers: [
      "Conv3-16 nobias bn, ReLU",
      times(`Res(${basic(16, "")}), ReLU`, n),
      ...[32, 64].flatMap((width) => [
        `Res(${basic(width, " s2")} | ZeroPad-${width} s2), ReLU`,
        times(`Res(${basic(width, "")}), ReLU`, n - 1),
      ]),
      "GlobalAvgPool, FC-10, Softmax",
    ].join(",\n"),
  };
};

/** Huang et al. 2017: growth rate 32, bottlenecks of 128. */
const DENSE = "Dense(BN, ReLU, Conv1-128 nobias, BN, ReLU, Conv3-32 nobias)";
const densenet = [
  STEM,
  ...[6, 12, 24].flatMap((count, i) => [`${DENSE} x${count}`, `BN, ReLU, Conv1-${128 * 2 ** i} nobias, AvgPool`]),
  `${DENSE} x16`,
  "BN, ReLU",
  END,
].join(",\n");

/** Howard et al. 2017, Table 1. */
const separable = (out: number, stride = ""): string =>
  `DWConv3${stride} nobias bn, ReLU, Conv1-${out} nobias bn, ReLU`;
const mobilenet = [
  "Conv3-32 s2 nobias bn, ReLU",
  separable(64),
  separable(128, " s2"),
  separable(128),
  separable(256, " s2"),
  separable(256),
  separable(512, " s2"),
  `(${separable(512)}) x5`,
  separable(1024, " s2"),
  separable(1024),
  END,
].join(",\n");

/** Iandola et al. 2016: a squeezing 1×1 convolution, and two that widen again. */
const fire = (squeeze: number, expand: number): string =>
  `Conv1-${squeeze}, ReLU, Concat(Conv1-${expand}, ReLU | Conv3-${expand}, ReLU)`;
const squeezenet = [
  "Conv3-64 s2 p0, ReLU, MaxPool3 s2 ceil",
  fire(16, 64),
  fire(16, 64),
  "MaxPool3 s2 ceil",
  fire(32, 128),
  fire(32, 128),
  "MaxPool3 s2 ceil",
  fire(48, 192),
  fire(48, 192),
  fire(64, 256),
  fire(64, 256),
  "Dropout, Conv1-1000, ReLU, GlobalAvgPool, Flatten, Softmax",
].join(",\n");

const byName = (
  entries: readonly (readonly [name: string, preset: CnnPreset])[],
): Readonly<Record<string, CnnPreset>> => Object.fromEntries(entries);

export const CNN_PRESETS: Readonly<Record<string, CnnPreset>> = {
  homework: {
    title: "The homework’s net",
    source: "CSC413 homework 2, at 224 × 224",
    input: IMAGENET,
    layers: HOMEWORK,
  },
  "homework-112": {
    title: "The same at 112 × 112",
    source: "CSC413 Winter 2020, homework 2, §3.2",
    input: [3, 112, 112],
    layers: HOMEWORK,
  },
  "lenet-5": {
    title: "LeNet-5",
    source: "as it is taught today: all maps joined, maxima",
    input: [1, 28, 28],
    layers: "Conv5-6, ReLU, MaxPool,\nConv5-16 p0, ReLU, MaxPool,\nFC-120, ReLU, FC-84, ReLU, FC-10, Softmax",
  },
  "lenet-5-1998": {
    title: "LeNet-5 of 1998",
    source: "LeCun et al. 1998, “Gradient-Based Learning”, §II.B",
    input: [1, 32, 32],
    layers:
      "Conv5-6 p0, Subsample, Tanh,\nConv5-16 p0 pairs60, Subsample, Tanh,\nConv5-120 p0, Tanh, FC-84, Tanh, RBF-10",
  },
  alexnet: {
    title: "AlexNet",
    source: "Krizhevsky 2014, “One weird trick”; as in torchvision",
    input: IMAGENET,
    layers:
      "Conv11-64 s4 p2, ReLU, MaxPool3 s2,\nConv5-192, ReLU, MaxPool3 s2,\nConv3-384, ReLU, Conv3-256, ReLU, Conv3-256, ReLU, MaxPool3 s2,\nDropout, FC-4096, ReLU, Dropout, FC-4096, ReLU, FC-1000, Softmax",
  },
  "alexnet-2012": {
    title: "AlexNet of 2012",
    source: "Krizhevsky et al. 2012, §3.5: two groups, for two GPUs",
    input: [3, 227, 227],
    layers:
      "Conv11-96 s4 p0, ReLU, LRN, MaxPool3 s2,\nConv5-256 g2, ReLU, LRN, MaxPool3 s2,\nConv3-384, ReLU, Conv3-384 g2, ReLU, Conv3-256 g2, ReLU, MaxPool3 s2,\nFC-4096, ReLU, Dropout, FC-4096, ReLU, Dropout, FC-1000, Softmax",
  },
  ...byName(
    VGG.flatMap(([depth, stages]) => [
      [`vgg-${depth}`, vgg(depth, stages, false)] as const,
      [`vgg-${depth}-bn`, vgg(depth, stages, true)] as const,
    ]),
  ),
  ...byName(RESNET.map(([depth, ...rest]) => [`resnet-${depth}`, resnet(depth, ...rest)] as const)),
  ...byName([20, 32, 44, 56, 110].map((depth) => [`cifar-resnet-${depth}`, cifarResnet(depth)] as const)),
  "densenet-121": {
    title: "DenseNet-121",
    source: "Huang et al. 2017, Table 1; as in torchvision",
    input: IMAGENET,
    layers: densenet,
  },
  "mobilenet-v1": {
    title: "MobileNet",
    source: "Howard et al. 2017, Table 1: depthwise convolutions",
    input: IMAGENET,
    layers: mobilenet,
  },
  "squeezenet-1.1": {
    title: "SqueezeNet 1.1",
    source: "Iandola et al. 2016; as in torchvision",
    input: IMAGENET,
    layers: squeezenet,
  },
  "one-layer": {
    title: "One convolution",
    source: "CSC413 reading L05a: 32 maps of 50 × 50, 5 × 5 filters, 16 maps",
    input: [32, 50, 50],
    layers: "Conv5-16 nobias",
  },
};

export const CNN_PRESET_NAMES: readonly string[] = Object.keys(CNN_PRESETS);

export const presetNamed = (name: string): CnnPreset | undefined =>
  Object.hasOwn(CNN_PRESETS, name) ? CNN_PRESETS[name] : undefined;

export const cnnPreset = ({ layers, input }: CnnPreset): CnnSpec => cnnOf(layers, input);
