import backward from "../../../shaders/masked-conv/backward.wgsl";
import type { Kernel } from "../../gpu/kernel.js";
import type { Activation } from "../../models/spec.js";
import { convKernel, type MaskedConvShape } from "./gpu.js";
import type { PackedConvLayer } from "./layer.js";

/**
 * masked-conv/backward.wgsl: the delta of map `index` from that of the layer above, whose `transposed` form is given; `below`
 * is the activation of map `index` ("none" for the image). Items are pixels. Bindings: δ above, weight, value of the map, δ.
 */
export const maskedConvBackwardKernel = (
  above: PackedConvLayer,
  index: number,
  below: Activation,
  shape: MaskedConvShape,
  stamp = false,
): Kernel =>
  convKernel(
    above,
    index,
    shape,
    {
      label: `masked-conv backward to ${index < 0 ? "the image" : `layer ${index}`}`,
      body: { file: "masked-conv/backward.wgsl", text: backward },
      activation: below,
    },
    stamp,
  );
