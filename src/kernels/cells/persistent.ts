import persistent from "../../../shaders/cells/affine-persistent.wgsl";
import type { composeShader } from "../../gpu/composer.js";
import type { Kernel } from "../../gpu/kernel.js";
import { replaced } from "../tiled-shader.js";
import type { SweepShape } from "./gpu.js";
import type { StepOrder } from "./tiles.js";

/** The most that every device allows. */
const WORKGROUP = 256;

/**
 * The affine forward kernel of cells/gpu.ts as one workgroup that stays: items are steps. Binds `starts` after the weights, and the
 * count of steps that were computed after the maps.
 */
export const persistentKernel = (
  plain: Kernel,
  { cells, steps, startOf }: StepOrder,
  { batch }: SweepShape,
  compose: typeof composeShader,
): { readonly kernel: Kernel; readonly starts: Uint32Array } => {
  const { source } = plain.shader;
  return {
    kernel: {
      ...plain,
      shader: compose({
        label: `${source.label}, persistent`,
        constants: { ...source.constants, BATCH: batch, WORKGROUP },
        parts: replaced(source, {
          "cells/affine-forward.wgsl": [{ file: "cells/affine-persistent.wgsl", text: persistent }],
        }),
      }),
      bindings: ["read", ...plain.bindings, "read-write"],
      macsPerItem: (plain.macsPerItem * cells.length) / steps,
      workgroups: () => [1, 1],
    },
    starts: Uint32Array.from({ length: steps + 1 }, (_, step) => (step < steps ? startOf(step) : cells.length)),
  };
};
