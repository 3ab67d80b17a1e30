import forward from "../../../shaders/masked-conv/forward.wgsl";
import { composeShader, uintArray, vectorArray } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import { activationCode, activationPart, executionPart, rangePart } from "../shader-files.js";
import type { PackedConvLayer } from "./layer.js";

/** Pixels that one invocation computes, as in forward.wgsl. */
const PIXELS = 4;

export interface MaskedConvShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** masked-conv/forward.wgsl for one layer; items are pixels. Bindings: x, weight, bias, y. */
export function maskedConvKernel(layer: PackedConvLayer, index: number, shape: MaskedConvShape, stamp = false): Kernel {
  const groups = layer.output.groups;
  return {
    shader: composeShader({
      label: "masked-conv",
      constants: {
        H: shape.height,
        W: shape.width,
        // only stamps name the layer: without them layers of one shape are one pipeline
        LAYER: stamp ? index : 0,
        IN_GROUPS: layer.input.groups,
        OUT_GROUPS: groups,
        ACTIVATION: activationCode[layer.activation],
        TAP_COUNT: layer.taps.length,
        // a tap number that the loop never reaches stands for "no centre tap"
        CENTRE: layer.centre < 0 ? layer.taps.length : layer.centre,
        TAPS: vectorArray(
          "vec2i",
          layer.taps.map((tap) => [tap.dr, tap.dc]),
        ),
        CENTRE_IN_GROUPS: uintArray(layer.centreInGroups),
      },
      parts: [rangePart, activationPart, executionPart(stamp), { file: "masked-conv/forward.wgsl", text: forward }],
    }),
    bindings: ["read", "read", "read", "read-write"],
    stamped: stamp,
    macsPerItem: layer.macsPerPixel * shape.batch,
    workgroups: (count) => [Math.ceil((Math.ceil(count / PIXELS) * groups) / WORKGROUP_SIZE), shape.batch],
  };
}
