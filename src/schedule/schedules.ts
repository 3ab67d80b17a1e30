/** The schedules by name, and which of them a model can run. */
import type { ModelSpec } from "../models/spec.js";
import { layers } from "./layers.js";
import { layerwise } from "./layerwise.js";
import { pipelined } from "./pipelined.js";
import { raster } from "./raster.js";
import type { Grid, Schedule, ScheduleName } from "./schedule.js";

const SCHEDULES: Readonly<Record<ScheduleName, (grid: Grid) => Schedule>> = { layers, layerwise, pipelined, raster };

export const scheduleOf = (name: ScheduleName, grid: Grid): Schedule => SCHEDULES[name](grid);

/** The schedules under which a model runs, the one with the fewest steps first. */
export const schedulesFor = (spec: ModelSpec): readonly ScheduleName[] =>
  spec.kind === "mdrnn" && spec.neighbours === "hidden" ? ["pipelined", "layerwise", "raster"] : ["layers"];

/** The cells of a model on an image: one map per layer. */
export const gridOf = (spec: ModelSpec, size: { readonly height: number; readonly width: number }): Grid => ({
  layers: spec.layers.length,
  height: size.height,
  width: size.width,
});
