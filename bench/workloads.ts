import { randomLcg, randomUniform } from "d3-random";
import type { RunInputs } from "../src/engine/run.js";
import { initialWeights } from "../src/models/initialise.js";
import { mdrnn, pixelCnn } from "../src/models/presets.js";
import type { ModelSpec } from "../src/models/spec.js";
import type { ScheduleName } from "../src/schedule/schedule.js";

/** What is timed: one model on one square image under one schedule, against other ways to get the same numbers. */
export interface Workload {
  readonly id: string;
  readonly spec: ModelSpec;
  readonly side: number;
  readonly schedule: ScheduleName;
  /** Our own other schedules by the name under which they are reported. */
  readonly rivals: Readonly<Record<`own-${string}`, ScheduleName>>;
  /** Left out unless it is named: a small one for tests. */
  readonly onlyIfNamed?: boolean;
}

const HOMEWORK = { depth: 7, channels: 16 } as const;
const TINY = { depth: 2, channels: 4 } as const;

export const WORKLOADS: readonly Workload[] = [
  { id: "pixelcnn-64", spec: pixelCnn(HOMEWORK), side: 64, schedule: "layers", rivals: {} },
  {
    id: "mdrnn-32",
    spec: mdrnn(HOMEWORK),
    side: 32,
    schedule: "pipelined",
    rivals: { "own-layerwise": "layerwise" },
  },
  { id: "mdrnn-32-layerwise", spec: mdrnn(HOMEWORK), side: 32, schedule: "layerwise", rivals: {} },
  { id: "pixelcnn-tiny", spec: pixelCnn(TINY), side: 6, schedule: "layers", rivals: {}, onlyIfNamed: true },
  {
    id: "mdrnn-tiny",
    spec: mdrnn(TINY),
    side: 6,
    schedule: "pipelined",
    rivals: { "own-layerwise": "layerwise" },
    onlyIfNamed: true,
  },
];

/** The seed of every workload's weights and image. */
export const SEED = 1;

/** The same numbers on every machine: uniform pixels in [−1, 1] and the initial weights of the model. */
export function inputsOf({ spec, side }: Workload): RunInputs {
  const pixel = randomUniform.source(randomLcg(SEED))(-1, 1);
  const shape = [1, spec.inputs, side, side];
  return {
    x: { shape, data: Float32Array.from({ length: spec.inputs * side * side }, pixel) },
    weights: initialWeights(spec, SEED),
  };
}
