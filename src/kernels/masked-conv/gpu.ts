import correlate from "../../../shaders/masked-conv/correlate.wgsl";
import forward from "../../../shaders/masked-conv/forward.wgsl";
import { composeShader, uintArray, vectorArray } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import type { Activation } from "../../models/spec.js";
import { activationCode, activationPart, executionPart, rangePart } from "../shader-files.js";
import type { PackedConvLayer } from "./layer.js";

/** Pixels that one invocation computes, as in correlate.wgsl. */
const PIXELS = 4;

export interface MaskedConvShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** Floats of a map [N, H·W, groups] with the position of zeros behind it that tiles read outside the image. */
export const convFloats = ({ batch, height, width }: MaskedConvShape, groups: number): number =>
  (batch * height * width + 1) * groups * 4;

/** What a pass does with the sum of correlate.wgsl. */
interface Pass {
  readonly label: string;
  readonly body: { readonly file: string; readonly text: string };
  /** φ forward; backward the activation of the map whose delta is computed. */
  readonly activation: Activation;
}

export function convKernel(
  layer: PackedConvLayer,
  index: number,
  shape: MaskedConvShape,
  pass: Pass,
  stamp: boolean,
): Kernel {
  const groups = layer.output.groups;
  return {
    shader: composeShader({
      label: pass.label,
      constants: {
        H: shape.height,
        W: shape.width,
        // only stamps name the layer (the image has none): without them layers of one shape are one pipeline
        LAYER: stamp ? Math.max(0, index) : 0,
        IN_GROUPS: layer.input.groups,
        OUT_GROUPS: groups,
        ACTIVATION: activationCode[pass.activation],
        TAP_COUNT: layer.taps.length,
        // a tap number that the loop never reaches stands for "no centre tap"
        CENTRE: layer.centre < 0 ? layer.taps.length : layer.centre,
        TAPS: vectorArray(
          "vec2i",
          layer.taps.map((tap) => [tap.dr, tap.dc]),
        ),
        CENTRE_FIRST: uintArray(layer.centreInGroups.map(([first]) => first)),
        CENTRE_LAST: uintArray(layer.centreInGroups.map(([, last]) => last)),
      },
      parts: [
        rangePart,
        activationPart,
        executionPart(stamp),
        { file: "masked-conv/correlate.wgsl", text: correlate },
        pass.body,
      ],
    }),
    bindings: ["read", "read", "read", "read-write"],
    stamped: stamp,
    macsPerItem: layer.macsPerPixel * shape.batch,
    workgroups: (count) => [Math.ceil((Math.ceil(count / PIXELS) * groups) / WORKGROUP_SIZE), shape.batch],
  };
}

/** masked-conv/forward.wgsl for one layer; items are pixels. Bindings: x, weight, bias, y. */
export const maskedConvKernel = (
  layer: PackedConvLayer,
  index: number,
  shape: MaskedConvShape,
  stamp = false,
): Kernel =>
  convKernel(
    layer,
    index,
    shape,
    {
      label: `masked-conv layer ${index}`,
      body: { file: "masked-conv/forward.wgsl", text: forward },
      activation: layer.activation,
    },
    stamp,
  );
