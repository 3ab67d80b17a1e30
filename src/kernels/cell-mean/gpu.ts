import cellMean from "../../../shaders/draw/cell-mean.wgsl";
import { composeShader, uintArray } from "../../gpu/composer.js";
import { WORKGROUP_SIZE, type Kernel } from "../../gpu/kernel.js";
import type { ChannelLayout } from "../channel-layout.js";
import { rangePart } from "../shader-files.js";

/** The maps of a model that are reduced together: where each starts in its buffer, in floats, and its pixels. */
export interface MeanShape {
  readonly sources: readonly number[];
  readonly pixels: number;
}

/**
 * draw/cell-mean.wgsl for maps of `parts` vectors per position and this layout; step m is map m. One pipeline for all maps that
 * share them. Items are pixels. Bindings: a, mean.
 */
export function cellMeanKernel(layout: ChannelLayout, parts: number, { sources, pixels }: MeanShape): Kernel {
  const groups = layout.groups * parts;
  return {
    shader: composeShader({
      label: "cell means",
      constants: {
        GROUPS: groups,
        CHANNELS: layout.channels * parts,
        PIXELS: pixels,
        SOURCES: uintArray(sources.map((source) => source / 4)),
      },
      parts: [rangePart, { file: "draw/cell-mean.wgsl", text: cellMean }],
    }),
    bindings: ["read", "read-write"],
    stamped: false,
    macsPerItem: groups * 4,
    workgroups: (count) => [Math.ceil(count / WORKGROUP_SIZE), 1],
  };
}
