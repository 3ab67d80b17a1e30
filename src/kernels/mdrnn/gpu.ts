import forward from "../../../shaders/mdrnn/forward.wgsl";
import { composeShader, vectorArray } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import { activationCode, activationPart, executionPart, rangePart } from "../shader-files.js";
import { MATRICES, type PackedMdrnn } from "./layers.js";

export interface SweepShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

const maxGroups = (model: PackedMdrnn): number => Math.max(...model.layers.map((layer) => layer.output.groups));

/** mdrnn/forward.wgsl; items are the cells of the run order. Bindings: order, layers, weight, h. */
export function mdrnnKernel(model: PackedMdrnn, shape: SweepShape, stamp = false): Kernel {
  const groups = maxGroups(model);
  const taps = model.layers.flatMap((layer) => layer.taps);
  return {
    shader: composeShader({
      label: "mdrnn sweep",
      constants: {
        H: shape.height,
        W: shape.width,
        MAX_GROUPS: groups,
        TAPS: vectorArray(
          "vec4i",
          taps.map((tap) => [
            tap.dr,
            tap.dc,
            tap.from === "self" ? 1 : 0,
            MATRICES.findIndex((name) => name === tap.weight),
          ]),
        ),
      },
      parts: [rangePart, activationPart, executionPart(stamp), { file: "mdrnn/forward.wgsl", text: forward }],
    }),
    bindings: ["read", "read", "read", "read-write"],
    stamped: stamp,
    macsPerItem: shape.batch * Math.max(...model.layers.map((layer) => layer.macsPerCell)),
    workgroups: (count) => [Math.ceil((count * groups) / WORKGROUP_SIZE), shape.batch],
  };
}

/** The `layers` buffer of forward.wgsl: 12 words per layer; offsets count vec4f. */
export function layerTable(model: PackedMdrnn): Uint32Array {
  let firstTap = 0;
  const rows = model.layers.map((layer) => {
    const row = [
      layer.source / 4,
      layer.target / 4,
      layer.input.groups,
      layer.output.groups,
      activationCode[layer.activation],
      layer.bias / 4,
      firstTap,
      layer.taps.length,
      ...layer.matrices.map((offset) => offset / 4),
      0,
    ];
    firstTap += layer.taps.length;
    return row;
  });
  return Uint32Array.from(rows.flat());
}
