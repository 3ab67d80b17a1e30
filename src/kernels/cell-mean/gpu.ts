import cellMean from "../../../shaders/draw/cell-mean.wgsl";
import { composeShader, uintArray } from "../../gpu/composer.js";
import type { ChannelLayout } from "../channel-layout.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import { rangePart } from "../shader-files.js";

/**
 * draw/cell-mean.wgsl for the layers of a model that have this layout; step l is layer l, whose map starts `sources[l]` floats into its
 * buffer. One pipeline for all of them. Items are pixels. Bindings: a, mean.
 */
export function cellMeanKernel(layout: ChannelLayout, sources: readonly number[], pixels: number): Kernel {
  return {
    shader: composeShader({
      label: "cell means",
      constants: {
        GROUPS: layout.groups,
        CHANNELS: layout.channels,
        PIXELS: pixels,
        SOURCES: uintArray(sources.map((source) => source / 4)),
      },
      parts: [rangePart, { file: "draw/cell-mean.wgsl", text: cellMean }],
    }),
    bindings: ["read", "read-write"],
    stamped: false,
    macsPerItem: layout.groups * 4,
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}
