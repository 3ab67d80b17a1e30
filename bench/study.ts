/**
 * Two lessons as measurements: `ladder`, what each idea brings on the same MDRNN, and `growth`, how cost grows with the sizes.
 * Outputs are compared with the float64 reference first, and the runs of a series are interleaved.
 */
import { settleVariant } from "../src/engine/tiling.js";
import { SweepfieldError } from "../src/error.js";
import { openGpu, type GpuSession } from "../src/gpu/device.js";
import { variantsOf, type Variant } from "../src/kernels/variant.js";
import { countSequence } from "../src/models/sequence-count.js";
import { trainingMemory } from "../src/models/memory.js";
import { mdrnn } from "../src/models/presets.js";
import type { ScheduleName } from "../src/schedule/schedule.js";
import { checkedError, type Contender, type Observed } from "./contender.js";
import { ownContenders, referenceOf } from "./own.js";
import { persistentContender } from "./persistent.js";
import type { BenchReport } from "./report.js";
import { median, quantile } from "./statistics.js";
import { pixelCnnStack, SEED, type ImageWorkload, type Workload } from "./workloads.js";

export const STUDIES = ["ladder", "growth"] as const;
export type StudyName = (typeof STUDIES)[number];

export interface StudyPoint {
  readonly label: string;
  /** The size that grows; in the ladder the number of the rung. */
  readonly x: number;
  readonly steps: number;
  readonly dispatches: number;
  /** Bytes of the float32 activations, as `sweepfield count` counts them. */
  readonly memory: number;
  readonly medianMs: number;
  readonly p10Ms: number;
  readonly p90Ms: number;
  readonly maxAbsError: number;
  readonly trialsMs: readonly number[];
}

export interface StudySeries {
  readonly id: string;
  readonly title: string;
  /** What x is. */
  readonly grows: string;
  readonly points: readonly StudyPoint[];
}

export interface StudyReport extends Omit<BenchReport, "schema" | "probes" | "workloads"> {
  readonly schema: "sweepfield-study/1";
  readonly study: StudyName;
  readonly series: readonly StudySeries[];
}

type StudyWorkload = Exclude<Workload, { over: "sampling" }>;

interface Plan {
  readonly id: string;
  readonly title: string;
  readonly grows: string;
  readonly points: readonly {
    readonly label: string;
    readonly x: number;
    readonly variant?: Variant;
    readonly workload: StudyWorkload;
    /** Ours unless another is named. */
    readonly contender?: (session: GpuSession) => Promise<Contender>;
  }[];
}

const image = (spec: ImageWorkload["spec"], side: number, schedule: ScheduleName): ImageWorkload => ({
  id: "study",
  device: "gpu",
  over: "image",
  spec,
  side,
  schedule,
  rivals: {},
});

const cells = mdrnn({ depth: 4, channels: 32 });

const ladder = (variants: readonly Variant[]): readonly Plan[] => {
  const rungs: readonly { label: string; schedule: ScheduleName; variant: Variant }[] = [
    { label: "one cell after the other", schedule: "raster", variant: "plain" },
    { label: "a diagonal at a time", schedule: "layerwise", variant: "plain" },
    { label: "all layers pipelined", schedule: "pipelined", variant: "plain" },
    { label: "sums of 4 × 8 in registers", schedule: "pipelined", variant: "tiled" },
    { label: "weights shared in a subgroup", schedule: "pipelined", variant: "tiled-subgroup" },
  ];
  const points = rungs
    .filter(({ variant }) => variants.includes(variant))
    .map(({ label, schedule, variant }, i) => ({ label, x: i + 1, variant, workload: image(cells, 32, schedule) }));
  const workload = image(cells, 32, "pipelined");
  const persistent = {
    label: "all steps in one workgroup that stays",
    x: points.length + 1,
    workload,
    contender: (session: GpuSession) => persistentContender(session, workload),
  };
  return [
    {
      id: "mdrnn",
      title: "MDRNN, 32 × 32, 32 channels, 4 layers",
      grows: "rung",
      points: [...points, persistent],
    },
  ];
};

const growth = (): readonly Plan[] => [
  {
    id: "pixelcnn",
    title: "PixelCNN, 32 channels",
    grows: "H · W · d",
    points: [
      [16, 4],
      [32, 4],
      [32, 8],
      [64, 4],
      [64, 8],
    ].map(([side = 1, depth = 1]) => ({
      label: `${side} × ${side}, d = ${depth}`,
      x: side * side * depth,
      workload: image(pixelCnnStack(depth, 32), side, "layers"),
    })),
  },
  {
    id: "mdrnn",
    title: "MDRNN, 8 channels, 4 layers, pipelined",
    grows: "H + W + d − 2",
    points: [8, 16, 32, 64].map((side) => ({
      label: `${side} × ${side}`,
      x: 2 * side + 2,
      workload: image(mdrnn({ depth: 4, channels: 8 }), side, "pipelined"),
    })),
  },
  {
    id: "lstm",
    title: "LSTM, batch 32, 64 → 64",
    grows: "T",
    points: [16, 32, 64, 128].map((steps) => ({
      label: `T = ${steps}`,
      x: steps,
      workload: {
        id: "study",
        device: "gpu",
        over: "time",
        spec: { kind: "lstm", inputs: 64, hidden: 64, layers: 1 },
        steps,
        batch: 32,
        backward: false,
      },
    })),
  },
];

const memory = (workload: StudyWorkload): number =>
  workload.over === "time"
    ? Number(countSequence(workload.spec, workload).memory)
    : Number(trainingMemory(workload.spec, { height: workload.side, width: workload.side }));

const ROUNDS = 5;
const MIN_MS = 500;

async function measureSeries(
  session: GpuSession,
  { points, ...about }: Plan,
  onRound: (text: string) => void,
): Promise<StudySeries> {
  const running: { contender: Contender; observed: Observed; maxAbsError: number; trialsMs: number[] }[] = [];
  try {
    for (const { label, variant, workload, contender: open } of points) {
      onRound(label);
      settleVariant(session.device, variant ?? null);
      const contender = open ? await open(session) : (await ownContenders(session, workload))[0]!;
      await contender.run();
      const observed = (await contender.run()) as Observed;
      const maxAbsError = checkedError(label, await contender.outputs(), referenceOf(workload));
      running.push({ contender, observed, maxAbsError, trialsMs: [] });
    }
    const enough = (trials: readonly number[]): boolean => trials.reduce((sum, ms) => sum + ms, 0) >= MIN_MS;
    for (let round = 1; round <= 10 * ROUNDS; round++) {
      onRound(`round ${round}`);
      for (const { contender, trialsMs } of running) {
        if (round > ROUNDS && enough(trialsMs)) continue;
        const started = performance.now();
        await contender.run();
        trialsMs.push(performance.now() - started);
      }
      if (round >= ROUNDS && running.every(({ trialsMs }) => enough(trialsMs))) break;
    }
  } finally {
    settleVariant(session.device, null);
    for (const { contender } of running) contender.close();
  }
  return {
    ...about,
    points: points.map(({ label, x, workload }, i): StudyPoint => {
      const { observed, maxAbsError, trialsMs } = running[i]!;
      return {
        label,
        x,
        steps: observed.steps,
        dispatches: observed.dispatches,
        memory: memory(workload),
        medianMs: median(trialsMs),
        p10Ms: quantile(trialsMs, 0.1),
        p90Ms: quantile(trialsMs, 0.9),
        maxAbsError,
        trialsMs,
      };
    }),
  };
}

export interface StudyOptions {
  readonly study: StudyName;
  readonly runtime: BenchReport["runtime"];
  readonly versions: BenchReport["versions"];
  readonly machine: BenchReport["machine"];
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Opens a device of its own on `gpu` and measures one study. */
export async function runStudy(gpu: GPU | undefined, options: StudyOptions): Promise<StudyReport> {
  const session = await openGpu(gpu);
  try {
    const plans = options.study === "ladder" ? ladder(variantsOf(session.device)) : growth();
    const series: StudySeries[] = [];
    for (const plan of plans) {
      series.push(
        await measureSeries(session, plan, (text) => {
          if (options.signal?.aborted) throw new SweepfieldError("cancelled", "the benchmark was cancelled");
          options.onProgress?.(`${plan.id}: ${text}`);
        }),
      );
    }
    return {
      schema: "sweepfield-study/1",
      study: options.study,
      adapter: session.adapterName,
      runtime: options.runtime,
      seed: SEED,
      versions: options.versions,
      machine: options.machine,
      series,
    };
  } finally {
    session.close();
  }
}
