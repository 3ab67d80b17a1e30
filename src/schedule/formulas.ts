import { layerChannels, readoutLayer } from "../models/layers.js";
import type { ModelSpec } from "../models/spec.js";
import type { ScheduleName } from "./schedule.js";

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

export interface StepFormula {
  readonly text: string;
  value(size: ImageSize): number;
}

/** H, W and d to steps. */
type Steps = (height: number, width: number, depth: number) => number;
type Formulas = Partial<Record<ScheduleName, readonly [text: string, steps: Steps]>>;

const CONVOLUTIONS: Formulas = { layers: ["d", (_h, _w, d) => d] };

/** Three maps a layer, of which g waits for v and h for g; the next g waits for this h. */
const GATED: Formulas = { layers: ["2d + 1", (_h, _w, d) => 2 * d + 1] };

const ONE_SWEEP: Formulas = {
  pipelined: ["H + W + d − 2", (h, w, d) => h + w + d - 2],
  layerwise: ["d(H + W − 1)", (h, w, d) => d * (h + w - 1)],
  raster: ["dHW", (h, w, d) => d * h * w],
};

/** A layer starts in a corner that the opposite sweep below reaches last, so pipelining gains nothing. */
const FOUR_SWEEPS: Formulas = {
  pipelined: ["d(H + W − 1)", (h, w, d) => d * (h + w - 1)],
  layerwise: ["d(H + W − 1)", (h, w, d) => d * (h + w - 1)],
  raster: ["4dHW", (h, w, d) => 4 * d * h * w],
};

const ROWS: Formulas = {
  pipelined: ["H + d − 1", (h, _w, d) => h + d - 1],
  layerwise: ["dH", (h, _w, d) => d * h],
  raster: ["dHW", (h, w, d) => d * h * w],
};

/** The last row of the sweep to the left is shifted out of the image: nobody needs it. */
const DIAGONALS: Formulas = {
  pipelined: [
    "d′W + H − 1 − ⌊d′/2⌋ + (d − d′), d′ = min(d, 2H − 1); W = 1: H + d − 1",
    (h, w, d) => {
      const bound = Math.min(d, 2 * h - 1);
      return w === 1 ? h + d - 1 : bound * w + h - 1 - Math.floor(bound / 2) + (d - bound);
    },
  ],
  layerwise: ["d(H + W − 1)", (h, w, d) => d * (h + w - 1)],
  raster: ["d(2H − 1)W", (h, w, d) => d * (2 * h - 1) * w],
};

const formulasOf = (spec: ModelSpec): Formulas => {
  switch (spec.kind) {
    case "pixelcnn":
      return CONVOLUTIONS;
    case "gated-pixelcnn":
      return GATED;
    case "mdrnn":
      if (spec.neighbours === "input") return CONVOLUTIONS;
      return spec.directions === 4 ? FOUR_SWEEPS : ONE_SWEEP;
    case "row-lstm":
      return ROWS;
    case "diagonal-bilstm":
      return DIAGONALS;
  }
};

/**
 * The closed form of a schedule's steps (domain.md §6): the check that stands beside a counter, never the counter.
 * @throws RangeError where the model has no such schedule, and for models with a read-out.
 */
export const stepFormula = (spec: ModelSpec, name: ScheduleName): StepFormula => {
  const formula = readoutLayer(spec) === null && formulasOf(spec)[name];
  if (!formula) throw new RangeError(`a ${spec.kind} like this has no schedule "${name}"`);
  const [text, steps] = formula;
  const depth = layerChannels(spec).length;
  return { text, value: ({ height, width }) => steps(height, width, depth) };
};
