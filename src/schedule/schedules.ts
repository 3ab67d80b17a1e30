/** The schedules by name, and which of them a model can run. */
import { SweepfieldError } from "../error.js";
import { accessMap } from "../graph/access.js";
import type { ModelSpec } from "../models/spec.js";
import { graphOf, layerAfterLayer, minimal, oneByOne } from "./derived.js";
import { layers } from "./layers.js";
import { layerwise } from "./layerwise.js";
import { pipelined } from "./pipelined.js";
import { raster } from "./raster.js";
import type { Grid, Schedule, ScheduleName } from "./schedule.js";

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

const SCHEDULES: Readonly<Record<ScheduleName, (grid: Grid) => Schedule>> = { layers, layerwise, pipelined, raster };

/** The closed form of a schedule: what `scheduleFor` gives for a plain stack with one map per layer. */
export const scheduleOf = (name: ScheduleName, grid: Grid): Schedule => SCHEDULES[name](grid);

/** Whether the model is a plain stack whose sweeps have a closed form. */
const isPlain = (spec: ModelSpec): boolean =>
  spec.kind === "pixelcnn" || (spec.kind === "mdrnn" && spec.directions === 1 && !spec.conditional);

/** The schedules under which a model runs, the one with the fewest steps first. */
export const schedulesFor = (spec: ModelSpec): readonly ScheduleName[] =>
  spec.kind === "pixelcnn" || spec.kind === "gated-pixelcnn" || (spec.kind === "mdrnn" && spec.neighbours === "input")
    ? ["layers"]
    : ["pipelined", "layerwise", "raster"];

/** The cells of a model on an image: `layers` counts its maps. */
export const gridOf = (spec: ModelSpec, { height, width }: ImageSize): Grid => ({
  layers: accessMap(spec).length,
  height,
  width,
});

/**
 * A model's schedule on an image. A plain stack has closed forms; those of the others are read off the access map.
 * @throws SweepfieldError "usage" where the model has no such schedule, "limit-exceeded" above 2²⁵ cells.
 */
export const scheduleFor = (spec: ModelSpec, name: ScheduleName, size: ImageSize): Schedule => {
  const valid = schedulesFor(spec);
  if (!valid.includes(name)) {
    throw new SweepfieldError("usage", `a ${spec.kind} like this has no schedule "${name}"; use ${valid.join(", ")}`);
  }
  const grid = gridOf(spec, size);
  if (isPlain(spec)) return scheduleOf(name, grid);
  const graph = graphOf(spec, grid);
  if (name === "raster") return oneByOne(graph);
  return name === "layerwise" ? layerAfterLayer(graph) : minimal(name, graph);
};
