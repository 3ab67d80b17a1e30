import { accessMap } from "../../graph/access.js";
import type { AccessMap } from "../../graph/access.js";
import { receptiveFieldAt } from "../../graph/receptive-field.js";
import { mdrnn, pixelCnn } from "../../models/presets.js";
import type { ModelSpec } from "../../models/spec.js";
import { stepFormula } from "../../schedule/formulas.js";
import type { StepFormula } from "../../schedule/formulas.js";
import { scheduleFor } from "../../schedule/schedules.js";
import { cellOf } from "../../schedule/schedule.js";
import type { Schedule, ScheduleName } from "../../schedule/schedule.js";
import { t } from "../language/t.js";

/** What decides the four runs: the models' settings and the size of the image. */
export interface RaceSetup {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 red, green and blue. */
  readonly inputs: number;
  readonly depth: number;
  readonly channels: number;
  readonly kernel: number;
  readonly seed: number;
  /** `depth`: both models have `depth` layers. `reach`: the PixelCNN is as deep as it takes to see the far corner, the MDRNN has one layer. */
  readonly compare: "depth" | "reach";
  readonly as: "encoder" | "generator";
}

interface Runner {
  readonly model: "pixelcnn" | "mdrnn";
  readonly schedule: ScheduleName;
  readonly title: string;
  /** What stands at its end on the clock. */
  readonly mark: string;
  /** What runs together. */
  readonly subtitle: string;
}

const runners = (): readonly Runner[] => [
  {
    model: "pixelcnn",
    schedule: "layers",
    title: t`PixelCNN`,
    mark: t`PixelCNN`,
    subtitle: t`all pixels of a layer at once`,
  },
  {
    model: "mdrnn",
    schedule: "pipelined",
    title: t`MDRNN, pipelined`,
    mark: t`pipelined`,
    subtitle: t`an anti-diagonal of every layer at once`,
  },
  {
    model: "mdrnn",
    schedule: "layerwise",
    title: t`MDRNN, layer by layer`,
    mark: t`layer by layer`,
    subtitle: t`one anti-diagonal of one layer`,
  },
  {
    model: "mdrnn",
    schedule: "raster",
    title: t`MDRNN, raster order`,
    mark: t`raster order`,
    subtitle: t`one pixel of one layer`,
  },
];

/** One of the four runners on the clock: what it runs, in which order, and the closed form its counter is checked against. */
export interface Lane extends Runner {
  readonly spec: ModelSpec;
  readonly access: AccessMap;
  readonly plan: Schedule;
  readonly formula: StepFormula;
  /** Steps by the closed form. */
  readonly expected: number;
  /** Whether an output of the last layer reads its own pixel of the image. */
  readonly seesOwnPixel: boolean;
}

/** Layers of k×k masks that it takes to see from the last pixel to the first: ⌈(max(H, W) − 1) / p⌉ with p = (k − 1) / 2 (domain.md §15). */
export const depthOfEqualReach = ({ height, width, kernel }: Pick<RaceSetup, "height" | "width" | "kernel">): number =>
  Math.max(1, Math.ceil((Math.max(height, width) - 1) / ((kernel - 1) / 2)));

export function lanesOf(setup: RaceSetup): readonly Lane[] {
  const { channels, kernel, inputs, compare, as } = setup;
  const depth =
    compare === "reach"
      ? { pixelcnn: depthOfEqualReach(setup), mdrnn: 1 }
      : { pixelcnn: setup.depth, mdrnn: setup.depth };
  const specs = {
    pixelcnn: pixelCnn({ depth: depth.pixelcnn, channels, kernel, inputs }),
    mdrnn: mdrnn({ depth: depth.mdrnn, channels, inputs, shift: as === "generator" }),
  };
  return runners().map((runner) => {
    const spec = specs[runner.model];
    const access = accessMap(spec);
    const plan = scheduleFor(spec, runner.schedule, setup);
    const formula = stepFormula(spec, runner.schedule);
    return {
      ...runner,
      // The pipelined sweep of a single layer is the layer's own.
      ...(isPipelined(runner) && plan.grid.layers === 1 && { subtitle: t`one layer: an anti-diagonal at once` }),
      spec,
      access,
      plan,
      formula,
      expected: formula.value(setup),
      seesOwnPixel: seesOwnPixel(access),
    };
  });
}

export const isPipelined = ({ schedule }: Pick<Lane, "schedule">): boolean => schedule === "pipelined";

// Reads go up and left only, so nothing outside a 2×2 corner can lead back to its last pixel, however deep the model is.
function seesOwnPixel(access: AccessMap): boolean {
  const grid = { layers: access.length, height: 2, width: 2 };
  return receptiveFieldAt(access, grid, cellOf(grid, access.length - 1, 1, 1)).includes(3);
}
