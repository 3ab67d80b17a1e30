/** What `train` says when it is done. */
import type { TrainableSpec } from "../models/spec.js";
import { independentNats, uniformNats } from "../training/baselines.js";
import type { TrainingData } from "../training/data.js";
import type { Loss, TrainingRun } from "../training/run.js";
import { formatTable } from "./table.js";

export interface TrainReport {
  readonly steps: number;
  readonly heldOut: Loss;
  readonly train: Loss;
  readonly baselines: { readonly uniform: number; readonly independent: number };
}

export async function reportOf(
  run: TrainingRun,
  spec: TrainableSpec,
  data: TrainingData,
  signal: AbortSignal | undefined,
): Promise<TrainReport> {
  const options = signal ? { signal } : {};
  return {
    steps: run.step,
    heldOut: await run.evaluate(data.heldOut, options),
    train: await run.evaluate(data.train.subarray(0, data.heldOut.length), options),
    baselines: {
      uniform: uniformNats(spec.conditional, data.numbers),
      independent: independentNats(spec.conditional, data),
    },
  };
}

export const reportTable = (
  { steps, heldOut, train: learned, baselines }: TrainReport,
  milliseconds: number,
): string => {
  const bits = ({ bitsPerDimension }: Loss): string => bitsPerDimension?.toFixed(4) ?? "n/a: a density";
  const rows = [
    [`held out, after ${steps} steps`, heldOut.nats.toFixed(2), bits(heldOut)],
    ["training images", learned.nats.toFixed(2), bits(learned)],
    ["every pixel by itself", baselines.independent.toFixed(2), ""],
    ["knowing nothing", baselines.uniform.toFixed(2), ""],
  ];
  const columns = [{ title: "" }, { title: "nats an image" }, { title: "bits a dimension" }];
  return `${formatTable(columns, rows)}\n${(milliseconds / 1000).toFixed(1)} s of training`;
};
