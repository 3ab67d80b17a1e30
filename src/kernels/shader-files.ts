import activation from "../../shaders/lib/activation.wgsl";
import range from "../../shaders/lib/range.wgsl";
import rangeImmediate from "../../shaders/lib/range-immediate.wgsl";
import stamped from "../../shaders/lib/stamped.wgsl";
import untraced from "../../shaders/lib/untraced.wgsl";
import type { ShaderPart } from "../gpu/composer.js";
import type { Activation } from "../models/spec.js";

export const rangePart: ShaderPart = {
  file: "lib/range.wgsl",
  text: range,
  immediate: { file: "lib/range-immediate.wgsl", text: rangeImmediate },
};
export const activationPart: ShaderPart = { file: "lib/activation.wgsl", text: activation };

/** Who records that a cell ran: nobody, or the test variant. */
export const executionPart = (stamp: boolean): ShaderPart =>
  stamp ? { file: "lib/stamped.wgsl", text: stamped } : { file: "lib/untraced.wgsl", text: untraced };

/** The codes of lib/activation.wgsl. */
export const activationCode: Readonly<Record<Activation, number>> = { none: 0, relu: 1, tanh: 2 };
