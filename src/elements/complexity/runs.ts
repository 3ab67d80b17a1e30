import { t } from "../language/t.js";
import { COMPARED, comparedSpec, type ComparedId, type ComparisonSettings } from "../../models/comparison.js";
import { countModel } from "../../models/count.js";
import type { ModelSpec } from "../../models/spec.js";
import type { ScheduleName } from "../../schedule/schedule.js";
import { gridOf, schedulesFor } from "../../schedule/schedules.js";
import { cellCount } from "../../schedule/schedule.js";
import type { DeviceKind } from "../../trace/trace.js";

/** The two columns whose numbers a run can confirm. */
export type StepColumn = "minimum" | "layerwise";

/** One model that ran under one schedule. */
export interface Executed {
  readonly id: ComparedId;
  readonly column: StepColumn;
  /** Sequential steps that were executed. */
  readonly steps: number;
  readonly dispatches: number;
  readonly milliseconds: number | null;
  readonly device: DeviceKind;
  readonly adapter: string;
}

interface Run {
  readonly id: ComparedId;
  readonly spec: ModelSpec;
  readonly schedule: ScheduleName;
  readonly columns: readonly StepColumn[];
}

/** Every executable model at its fewest steps and, where that is another schedule, layer by layer. */
export const runsOf = (settings: ComparisonSettings): readonly Run[] =>
  COMPARED.flatMap((id): Run[] => {
    const spec = comparedSpec(id, settings);
    if (spec === null) return [];
    const [shortest, ...others] = schedulesFor(spec);
    const model = { id, spec };
    return others.includes("layerwise")
      ? [
          { ...model, schedule: shortest!, columns: ["minimum"] },
          { ...model, schedule: "layerwise", columns: ["layerwise"] },
        ]
      : [{ ...model, schedule: shortest!, columns: ["minimum", "layerwise"] }];
  });

/** A processor does a few hundred million multiply-adds a second; nobody waits longer than some seconds for a tick mark. */
const MOST_MACS = 2_000_000_000n;
const MOST_CELLS = 400_000;
const MOST_WEIGHTS = 400_000n;

/** Why the models are not run at these settings, or null where they can be. */
export const tooMuch = (settings: ComparisonSettings): string | null => {
  const runs = runsOf(settings);
  const counts = runs.map(({ spec }) => countModel(spec, settings));
  const macs = counts.reduce((sum, count) => sum + count.macs, 0n);
  const heavy =
    macs > MOST_MACS ||
    counts.some(({ parameters }) => parameters > MOST_WEIGHTS) ||
    runs.some(({ spec }) => cellCount(gridOf(spec, settings)) > MOST_CELLS);
  return heavy
    ? t`Together the models would multiply ${macs.toLocaleString("en-US")} times: too much to run in passing. Lower d, k or the image.`
    : null;
};
