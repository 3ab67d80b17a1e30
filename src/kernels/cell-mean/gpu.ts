import cellMean from "../../../shaders/draw/cell-mean.wgsl";
import { composeShader } from "../../gpu/composer.js";
import type { ChannelLayout } from "../channel-layout.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import { rangePart } from "../shader-files.js";

/** draw/cell-mean.wgsl for one layer whose map starts `source` floats into its buffer. Items are pixels. Bindings: a, mean. */
export function cellMeanKernel(layout: ChannelLayout, source: number, firstCell: number): Kernel {
  return {
    shader: composeShader({
      label: "cell means",
      constants: { GROUPS: layout.groups, CHANNELS: layout.channels, SOURCE: source / 4, FIRST_CELL: firstCell },
      parts: [rangePart, { file: "draw/cell-mean.wgsl", text: cellMean }],
    }),
    bindings: ["read", "read-write"],
    stamped: false,
    macsPerItem: layout.groups * 4,
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}
