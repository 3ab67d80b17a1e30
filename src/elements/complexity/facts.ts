import type { Sliced } from "../../graph/slices.js";
import type { ComparedId, ComparisonSettings } from "../../models/comparison.js";
import {
  comparedCounts,
  comparedDrawing,
  comparedSight,
  comparedSteps,
  type Drawing,
  type Sight,
  type WorkCounts,
} from "../../schedule/comparison.js";
import { ticksOf, type Profile } from "../../schedule/profile.js";
import type { ComplexityState, QuantityId } from "./quantities.js";

/** What is counted of a model at one setting; the parts are counted when they are asked for. */
export interface Facts {
  readonly counts: WorkCounts;
  readonly steps: Profile;
  readonly sight: Sight;
  readonly drawing: Drawing;
}
export type FactsPart = keyof Facts;

export interface Machine {
  readonly lanes: number;
  readonly unit: ComplexityState["unit"];
}

/** A number of the table; null for what does not exist: a pixel that is not seen has no path. */
export type Value = bigint | number | null;

/** The parts from which a quantity is read. */
export const partsOf: Readonly<Record<QuantityId, readonly FactsPart[]>> = {
  connections: ["counts"],
  memory: ["counts"],
  minimum: ["steps"],
  layerwise: ["steps"],
  width: ["steps"],
  ticks: ["steps"],
  context: ["sight"],
  gained: ["sight", "steps"],
  path: ["sight"],
  raster: ["drawing"],
  wavefront: ["drawing"],
  products: ["drawing"],
};

const READERS: Readonly<Record<QuantityId, (facts: Facts, machine: Machine) => Value>> = {
  connections: ({ counts }) => counts.connections,
  memory: ({ counts }) => counts.memory,
  minimum: ({ steps }) => steps.minimum.cells.length,
  layerwise: ({ steps }) => steps.layerwise.cells.length,
  width: ({ steps }) => steps.minimum.cells.reduce((widest, cells) => Math.max(widest, cells), 0),
  ticks: ({ steps }, { lanes, unit }) => ticksOf(steps.minimum[unit], lanes),
  context: ({ sight }) => sight.middle,
  gained: ({ sight, steps }) => sight.middle / steps.minimum.cells.length,
  path: ({ sight }) => sight.corner,
  raster: ({ drawing }) => drawing.cached,
  wavefront: ({ drawing }) => drawing.wavefront,
  products: ({ drawing }) => drawing.products,
};

/** The facts must hold the quantity's parts. */
export const valueOf = (quantity: QuantityId, facts: Partial<Facts>, machine: Machine): Value =>
  READERS[quantity](facts as Facts, machine);

const NO_KERNEL: ReadonlySet<ComparedId> = new Set(["mdrnn", "mdlstm", "row-lstm", "diagonal", "attention"]);
const MOST_KEPT = 600;

/** Counts facts and keeps them: graphs do not know the channels, and only convolutions know a kernel. */
export class FactsCounter {
  readonly #kept = new Map<string, Facts[FactsPart]>();

  *part<Part extends FactsPart>(part: Part, id: ComparedId, settings: ComparisonSettings): Sliced<Facts[Part]> {
    const { depth, channels, kernel, height, width } = settings;
    const key = [
      part,
      id,
      depth,
      height,
      width,
      NO_KERNEL.has(id) ? "" : kernel,
      part === "counts" ? channels : "",
    ].join(" ");
    const kept = this.#kept.get(key) as Facts[Part] | undefined;
    if (kept !== undefined) return kept;
    const counted = (yield* COUNTERS[part](id, settings)) as Facts[Part];
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(key, counted);
    return counted;
  }

  *all(id: ComparedId, settings: ComparisonSettings): Sliced<Facts> {
    return {
      counts: yield* this.part("counts", id, settings),
      steps: yield* this.part("steps", id, settings),
      sight: yield* this.part("sight", id, settings),
      drawing: yield* this.part("drawing", id, settings),
    };
  }
}

const COUNTERS: Readonly<
  Record<FactsPart, (id: ComparedId, settings: ComparisonSettings) => Sliced<Facts[FactsPart]>>
> = {
  *counts(id, settings) {
    yield;
    return comparedCounts(id, settings);
  },
  steps: comparedSteps,
  sight: comparedSight,
  drawing: comparedDrawing,
};
