import type { ModelSpec } from "../models/spec.js";
import type { ScheduleName } from "../schedule/schedule.js";
import type { DeviceKind } from "../trace/trace.js";
import { shown } from "./arguments.js";
import { formatError, formatMilliseconds, formatTable, grouped } from "./table.js";

export interface RaceRun {
  readonly model: ModelSpec["kind"];
  /** What tells it from another run of the same kind: "lstm cells", "4 directions", "quadrant". */
  readonly variant?: string;
  readonly schedule: ScheduleName;
  readonly depth: number;
  readonly channels: number;
  /** Executed sequential steps, from the trace. */
  readonly steps: number;
  readonly dispatches: number;
  readonly milliseconds: number | null;
  /** Largest difference to the float64 reference, over all layers. */
  readonly maxAbsError: number;
}

/** What `sweepfield race --json` prints. */
export interface RaceReport {
  readonly image: { readonly width: number; readonly height: number };
  readonly size: readonly [height: number, width: number];
  readonly device: DeviceKind;
  readonly adapter: string;
  readonly runs: readonly RaceRun[];
}

/** The report for people: three different things in three labelled columns, with the formula beside the counted steps. */
export function raceText(path: string, report: RaceReport, formulas: readonly string[]): string {
  const { image, size, runs } = report;
  const [height, width] = size;
  const rows = runs.map((run, i) => [
    run.variant ? `${run.model}, ${run.variant}` : run.model,
    run.schedule,
    grouped(run.steps),
    formulas[i]!,
    grouped(run.dispatches),
    formatMilliseconds(run.milliseconds),
    formatError(run.maxAbsError),
  ]);
  return [
    `${shown(path)}, ${image.width} wide and ${image.height} high, scaled to H×W = ${height}×${width}`,
    `depth ${runs[0]!.depth}, ${runs[0]!.channels} channels, on ${report.adapter} (${report.device})`,
    "",
    formatTable(
      [
        { title: "model" },
        { title: "schedule" },
        { title: "sequential steps", align: "right" },
        { title: "formula" },
        { title: "dispatches", align: "right" },
        { title: "time", align: "right" },
        { title: "difference to float64", align: "right" },
      ],
      rows,
    ),
  ].join("\n");
}
