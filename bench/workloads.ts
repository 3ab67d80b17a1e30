import { randomLcg, randomUniform } from "d3-random";
import type { RunInputs } from "../src/engine/run.js";
import type { SequenceInputs } from "../src/engine/sequence.js";
import { initialWeights } from "../src/models/initialise.js";
import { noiseFor, type DrawRequest } from "../src/engine/drawing.js";
import { initialSequenceWeights } from "../src/models/initialise-sequence.js";
import { mdrnn, pixelCnn } from "../src/models/presets.js";
import type { LstmSpec } from "../src/models/sequence.js";
import type { MdrnnSpec, PixelCnnSpec, TrainableSpec } from "../src/models/spec.js";
import { sizeOf, type Tensor } from "../src/models/tensor.js";
import type { SamplingMethod } from "../src/schedule/sampling.js";
import type { ScheduleName } from "../src/schedule/schedule.js";

interface Common {
  readonly id: string;
  /** Which engine is "ours". */
  readonly device: "gpu" | "cpu";
  /** Left out unless it is named. */
  readonly onlyIfNamed?: boolean;
}

/** One model on one square image under one schedule, against other ways to get the same numbers. */
export interface ImageWorkload extends Common {
  readonly over: "image";
  readonly spec: PixelCnnSpec | MdrnnSpec;
  readonly side: number;
  readonly schedule: ScheduleName;
  /** Our own other schedules by the name under which they are reported. */
  readonly rivals: Readonly<Record<`own-${string}`, ScheduleName>>;
}

/** An LSTM over time, forward or also back through time. */
export interface TimeWorkload extends Common {
  readonly over: "time";
  readonly spec: LstmSpec;
  readonly steps: number;
  readonly batch: number;
  readonly backward: boolean;
}

/** One image drawn from a model, against other ways to draw it. */
export interface SamplingWorkload extends Common {
  readonly over: "sampling";
  readonly spec: PixelCnnSpec & TrainableSpec;
  readonly side: number;
  readonly method: SamplingMethod;
  readonly rivals: Readonly<Record<`own-${string}`, SamplingMethod>>;
}

/** What is timed. */
export type Workload = ImageWorkload | TimeWorkload | SamplingWorkload;

const lstm: LstmSpec = { kind: "lstm", inputs: 64, hidden: 64, layers: 1 };
const small: LstmSpec = { kind: "lstm", inputs: 3, hidden: 5, layers: 1 };

/** 7×7 A, then 3×3 B. */
export const pixelCnnStack = (depth: number, channels: number): PixelCnnSpec => {
  const spec = pixelCnn({ depth, channels });
  const layers = spec.layers.map((layer, l) => (l === 0 ? { ...layer, kernel: 7 } : layer));
  return { ...spec, layers };
};

const pixelcnn64 = {
  over: "image",
  spec: pixelCnnStack(8, 32),
  side: 64,
  schedule: "layers",
  rivals: {},
} as const;

const mdrnn32 = {
  over: "image",
  spec: mdrnn({ depth: 4, channels: 32 }),
  side: 32,
  schedule: "pipelined",
  rivals: {},
} as const;

const lstm128 = { over: "time", spec: lstm, steps: 128, batch: 32, backward: false } as const;
const bptt64 = { over: "time", spec: lstm, steps: 64, batch: 16, backward: true } as const;

/** Binary pixels, the last layer their logits. */
const drawn = (depth: number, channels: number): SamplingWorkload["spec"] => {
  const spec = pixelCnn({ depth, channels });
  const top = depth - 1;
  const layers = spec.layers.map((layer, l) => (l === top ? { ...layer, out: 1, activation: "none" as const } : layer));
  return { ...spec, conditional: { kind: "bernoulli" }, layers };
};

const sampling = { over: "sampling", device: "gpu", method: "wavefront", rivals: { "own-naive": "naive" } } as const;

export const WORKLOADS: readonly Workload[] = [
  { id: "pixelcnn-64", device: "gpu", ...pixelcnn64 },
  { id: "mdrnn-32", device: "gpu", ...mdrnn32, rivals: { "own-layerwise": "layerwise" } },
  { id: "mdrnn-32-layerwise", device: "gpu", ...mdrnn32, schedule: "layerwise" },
  { id: "lstm-128", device: "gpu", ...lstm128 },
  { id: "bptt-64", device: "gpu", ...bptt64 },
  { id: "sample-28", ...sampling, spec: drawn(5, 16), side: 28 },
  { id: "sample-tiny", ...sampling, spec: drawn(2, 4), side: 6, onlyIfNamed: true },
  { id: "pixelcnn-64-cpu", device: "cpu", ...pixelcnn64 },
  { id: "mdrnn-32-cpu", device: "cpu", ...mdrnn32 },
  { id: "lstm-128-cpu", device: "cpu", ...lstm128 },
  { id: "bptt-64-cpu", device: "cpu", ...bptt64 },
  ...(["gpu", "cpu"] as const).flatMap((device): Workload[] => {
    const suffix = device === "cpu" ? "-cpu" : "";
    const tiny = { device, onlyIfNamed: true } as const;
    const cells = mdrnn({ depth: 2, channels: 4 });
    return [
      { id: `pixelcnn-tiny${suffix}`, ...tiny, ...pixelcnn64, spec: pixelCnnStack(2, 4), side: 6 },
      {
        id: `mdrnn-tiny${suffix}`,
        ...tiny,
        ...mdrnn32,
        spec: cells,
        side: 6,
        rivals: device === "gpu" ? { "own-layerwise": "layerwise" } : {},
      },
      { id: `lstm-tiny${suffix}`, ...tiny, ...lstm128, spec: small, steps: 4, batch: 2 },
      { id: `bptt-tiny${suffix}`, ...tiny, ...bptt64, spec: small, steps: 4, batch: 2 },
    ];
  }),
];

/** The seed of every workload's weights and inputs. */
export const SEED = 1;

const uniform = (shape: readonly number[], seed: number): Tensor<Float32Array> => ({
  shape,
  data: Float32Array.from({ length: sizeOf(shape) }, randomUniform.source(randomLcg(seed))(-1, 1)),
});

/** The same numbers on every machine: uniform pixels in [−1, 1] and the initial weights of the model. */
export const imageInputs = ({ spec, side }: Pick<ImageWorkload, "spec" | "side">): RunInputs => ({
  x: uniform([1, spec.inputs, side, side], SEED),
  weights: initialWeights(spec, SEED),
});

/** One image to be drawn, from the initial weights. */
export const drawRequest = ({ spec, side, method }: SamplingWorkload): DrawRequest => ({
  method,
  spec,
  weights: initialWeights(spec, SEED),
  noise: noiseFor(spec, 1, { height: side, width: side }, SEED),
});

/** Uniform numbers in [−1, 1] for x and dL/dy, and the initial weights of the net. */
export const timeInputs = ({
  spec,
  steps,
  batch,
  backward,
}: Omit<TimeWorkload, keyof Common | "over">): SequenceInputs => ({
  x: uniform([steps, batch, spec.inputs], SEED),
  weights: initialSequenceWeights(spec, SEED),
  ...(backward && { outputGradients: { y: uniform([steps, batch, spec.hidden], SEED + 1) } }),
});
