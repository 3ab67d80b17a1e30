import { SweepfieldError } from "../error.js";
import { validateWeights } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import { sizeOf } from "../models/tensor.js";
import type { Schedule } from "../schedule/schedule.js";
import { schedulesFor } from "../schedule/schedules.js";
import type { RunShape } from "./activations.js";
import type { RunInputs } from "./run.js";

/** Checks that x, the weights and the schedule fit the model, and gives the shape of the run. */
export function checkInputs(spec: ModelSpec, schedule: Schedule, { x, weights }: RunInputs): RunShape {
  const [batch = 0, channels = 0, height = 0, width = 0] = x.shape;
  const said = `x of shape (${x.shape.join(", ")})`;
  if (x.shape.length !== 4 || sizeOf(x.shape) !== x.data.length || sizeOf(x.shape) === 0) {
    throw new SweepfieldError(
      "shape-invalid",
      `${said} holds ${x.data.length} values; give a non-empty tensor of shape (N, C, H, W)`,
    );
  }
  if (channels !== spec.inputs) {
    throw new SweepfieldError(
      "shape-invalid",
      `${said} has ${channels} channels, the model reads ${spec.inputs}; set "inputs" to ${channels} or give another x`,
    );
  }
  const { grid } = schedule;
  if (grid.layers !== spec.layers.length || grid.height !== height || grid.width !== width) {
    throw new SweepfieldError(
      "shape-invalid",
      `the schedule is for ${grid.layers} layers of ${grid.height}×${grid.width}, the run has ${spec.layers.length} of ${height}×${width}; make the schedule for this run`,
    );
  }
  const valid = schedulesFor(spec);
  if (!valid.includes(schedule.name)) {
    throw new SweepfieldError(
      "usage",
      `schedule "${schedule.name}" would run cells of this ${spec.kind} before what they read; use ${valid.join(", ")}`,
    );
  }
  validateWeights(spec, weights);
  return { batch, height, width };
}
