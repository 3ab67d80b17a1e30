import draw from "../../../shaders/sampling/draw.wgsl";
import { composeShader } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import type { Conditional } from "../../models/spec.js";
import type { SweepShape } from "../cells/gpu.js";
import { rangePart } from "../shader-files.js";
import { levelsOf, type DrawingProgram } from "./program.js";

/** sampling/draw.wgsl; items are draws. Bindings: draws, colours, noise, maps. */
export function drawKernel(program: DrawingProgram, conditional: Conditional, shape: SweepShape): Kernel {
  const groups = Math.max(...program.images.map(({ layout }) => layout.groups));
  return {
    shader: composeShader({
      label: "draw",
      constants: {
        H: shape.height,
        W: shape.width,
        MAX_GROUPS: groups,
        BERNOULLI: { type: "bool", value: String(conditional.kind === "bernoulli") },
        LEVELS: levelsOf(conditional),
      },
      parts: [rangePart, { file: "sampling/draw.wgsl", text: draw }],
    }),
    bindings: ["read", "read", "read", "read-write"],
    stamped: false,
    macsPerItem: 4 * groups * shape.batch,
    workgroups: (count) => [Math.ceil((count * groups) / WORKGROUP_SIZE), shape.batch],
  };
}

/** The `colours` buffer of draw.wgsl. */
export const colourTable = (program: DrawingProgram): Uint32Array =>
  Uint32Array.from(
    program.images.flatMap(({ layout, start }, colour) => [
      start / 4,
      program.maps[program.outputs[colour]!]!.value / 4,
      layout.groups,
      0,
    ]),
  );
