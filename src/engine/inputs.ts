import { SweepfieldError } from "../error.js";
import { modelMaps } from "../models/maps.js";
import { validateWeights } from "../models/parameters.js";
import type { ModelSpec } from "../models/spec.js";
import { layerChannels } from "../models/layers.js";
import { sizeOf, type Tensor } from "../models/tensor.js";
import type { Schedule } from "../schedule/schedule.js";
import { schedulesFor } from "../schedule/schedules.js";
import type { RunShape } from "./activations.js";
import type { RunInputs } from "./run.js";

export function refuseNonFinite(name: string, { shape, data }: Tensor): void {
  const bad = data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  let rest = bad;
  const place = [...shape].reverse().map((size) => {
    const index = rest % size;
    rest = (rest - index) / size;
    return index;
  });
  throw new SweepfieldError(
    "shape-invalid",
    `${name} is ${data[bad]} at [${place.reverse().join(", ")}]; use finite numbers`,
  );
}

/** Checks that x, the weights and the schedule fit the model, and gives the shape of the run. */
export function checkInputs(spec: ModelSpec, schedule: Schedule, { x, weights, outputGradient }: RunInputs): RunShape {
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
  const maps = modelMaps(spec).maps.length;
  if (grid.layers !== maps || grid.height !== height || grid.width !== width) {
    throw new SweepfieldError(
      "shape-invalid",
      `the schedule is for ${grid.layers} maps of ${grid.height}×${grid.width}, the run has ${maps} of ${height}×${width}; make the schedule for this run`,
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
  refuseNonFinite("x", x);
  if (outputGradient) {
    const want = [batch, layerChannels(spec).at(-1)!.outputs, height, width];
    const fits = outputGradient.shape.length === 4 && want.every((n, axis) => outputGradient.shape[axis] === n);
    if (!fits || outputGradient.data.length !== sizeOf(want)) {
      throw new SweepfieldError(
        "shape-invalid",
        `the gradient of the output has shape (${outputGradient.shape.join(", ")}) and ${outputGradient.data.length} values, the output (${want.join(", ")}); make them equal`,
      );
    }
    refuseNonFinite("the gradient of the output", outputGradient);
  }
  return { batch, height, width };
}
