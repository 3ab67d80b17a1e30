import bernoulli from "../../../shaders/loss/bernoulli.wgsl";
import gaussian from "../../../shaders/loss/gaussian.wgsl";
import levels from "../../../shaders/loss/levels.wgsl";
import output from "../../../shaders/loss/output.wgsl";
import sum from "../../../shaders/loss/sum.wgsl";
import { composeShader, uintArray, type ShaderPart } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import type { Conditional } from "../../models/spec.js";
import type { ChannelLayout } from "../channel-layout.js";
import { rangePart } from "../shader-files.js";

export interface LossShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  /** The channels of the image; the outputs lie in the same slots. */
  readonly layout: ChannelLayout;
  /** Where image, outputs and their gradient start in their buffers, in floats. */
  readonly starts: { readonly x: number; readonly y: number; readonly bar: number };
}

const float = (value: number) => ({ type: "f32", value: value.toExponential() });

const bodyOf = (conditional: Conditional): ShaderPart => {
  if (conditional.kind === "bernoulli") return { file: "loss/bernoulli.wgsl", text: bernoulli };
  return conditional.levels === undefined
    ? { file: "loss/gaussian.wgsl", text: gaussian }
    : { file: "loss/levels.wgsl", text: levels };
};

/** loss/output.wgsl; items are positions of the batch. Bindings: x, y, gradient of y, nats. */
export function lossKernel(conditional: Conditional, { layout, starts, ...shape }: LossShape): Kernel {
  const live = Array.from({ length: layout.groups }, () => 0);
  for (const slot of layout.slotOf) live[Math.floor(slot / 4)]! |= 1 << (slot % 4);
  const numbers = shape.batch * shape.height * shape.width * layout.channels;
  return {
    shader: composeShader({
      label: `loss ${conditional.kind}`,
      constants: {
        GROUPS: layout.groups,
        X: starts.x / 4,
        Y: starts.y / 4,
        BAR: starts.bar / 4,
        LIVE: uintArray(live),
        SCALE: float(1 / numbers),
        ...(conditional.kind === "gaussian" && { SIGMA: float(conditional.sigma) }),
        ...(conditional.kind === "gaussian" && conditional.levels !== undefined && { LEVELS: conditional.levels }),
      },
      parts: [rangePart, bodyOf(conditional), { file: "loss/output.wgsl", text: output }],
    }),
    bindings: ["read", "read", "read-write", "read-write"],
    stamped: false,
    // a logarithm and an exponential for each channel
    macsPerItem: 40 * layout.channels,
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}

/** loss/sum.wgsl; items are images. Bindings: nats by position, report. */
export const lossSumKernel = (pixels: number): Kernel => ({
  shader: composeShader({
    label: "sum of the loss",
    constants: { PIXELS: pixels },
    parts: [rangePart, { file: "loss/sum.wgsl", text: sum }],
  }),
  bindings: ["read", "read-write"],
  stamped: false,
  macsPerItem: pixels,
  workgroups: (count) => [count, 1],
});
