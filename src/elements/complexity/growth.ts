import { t } from "../language/t.js";
import type { Sliced } from "../../graph/slices.js";
import { COMPARED, type ComparedId, type ComparisonSettings } from "../../models/comparison.js";
import { partsOf, valueOf, type Facts, type FactsCounter, type Machine } from "./facts.js";
import type { QuantityId } from "./quantities.js";

export type AxisId = "depth" | "side" | "channels" | "kernel";

export interface Axis {
  readonly id: AxisId;
  /** What stands under it. */
  readonly title: string;
  readonly stops: readonly number[];
  readonly at: (settings: ComparisonSettings, stop: number) => ComparisonSettings;
  /** Where the present settings stand; null where they do not: an image that is not square. */
  readonly now: (settings: ComparisonSettings) => number | null;
}

export const axes: readonly Axis[] = [
  {
    id: "depth",
    get title() {
      return t`depth d`;
    },
    stops: [1, 2, 4, 8, 16, 32],
    at: (settings, depth) => ({ ...settings, depth }),
    now: ({ depth }) => depth,
  },
  {
    id: "side",
    get title() {
      return t`side of the image, H = W`;
    },
    stops: [4, 8, 16, 32, 64],
    at: (settings, side) => ({ ...settings, height: side, width: side }),
    now: ({ height, width }) => (height === width ? height : null),
  },
  {
    id: "channels",
    get title() {
      return t`channels`;
    },
    stops: [1, 4, 16, 64, 256],
    at: (settings, channels) => ({ ...settings, channels }),
    now: ({ channels }) => channels,
  },
  {
    id: "kernel",
    get title() {
      return t`side of the kernels`;
    },
    stops: [3, 5, 7, 9],
    at: (settings, kernel) => ({ ...settings, kernel }),
    now: ({ kernel }) => kernel,
  },
];

export interface Line {
  readonly id: ComparedId;
  /** By stop; null where the quantity does not exist. */
  readonly values: readonly (number | null)[];
}

export interface Panel {
  readonly axis: Axis;
  /** The axis's own stops and the present one. */
  readonly stops: readonly number[];
  readonly now: number | null;
  readonly lines: readonly Line[];
}

export interface Growth {
  readonly quantity: QuantityId;
  readonly settings: ComparisonSettings;
  readonly panels: readonly Panel[];
}

/** Counts a quantity along every axis, everything else as it is. */
export function* growthOf(
  quantity: QuantityId,
  settings: ComparisonSettings,
  machine: Machine,
  counter: FactsCounter,
): Sliced<Growth> {
  const panels: Panel[] = [];
  for (const axis of axes) {
    const now = axis.now(settings);
    const stops = [...new Set([...axis.stops, ...(now === null ? [] : [now])])].sort((a, b) => a - b);
    const lines: Line[] = [];
    for (const id of COMPARED) {
      const values: (number | null)[] = [];
      for (const stop of stops) values.push(yield* valueAt(quantity, id, axis.at(settings, stop), machine, counter));
      lines.push({ id, values });
    }
    panels.push({ axis, stops, now, lines });
  }
  return { quantity, settings, panels };
}

function* valueAt(
  quantity: QuantityId,
  id: ComparedId,
  settings: ComparisonSettings,
  machine: Machine,
  counter: FactsCounter,
): Sliced<number | null> {
  const facts: { [Part in keyof Facts]?: Facts[Part] } = {};
  for (const part of partsOf[quantity]) Object.assign(facts, { [part]: yield* counter.part(part, id, settings) });
  const value = valueOf(quantity, facts, machine);
  return value === null ? null : Number(value);
}
