import backward from "../../../shaders/masked-conv/backward-tiled.wgsl";
import correlate from "../../../shaders/masked-conv/correlate-tiled.wgsl";
import forward from "../../../shaders/masked-conv/forward-tiled.wgsl";
import type { composeShader } from "../../gpu/composer.js";
import type { Kernel } from "../../gpu/kernel.js";
import { blockLoads } from "../blocks.js";
import { numberOf, replaced } from "../tiled-shader.js";
import type { TiledVariant } from "../variant.js";
import type { MaskedConvShape } from "./gpu.js";

/** Pixels of a tile. */
const PIXELS = 4;
/** Invocations of a workgroup: few, since a tile is much work and small images have few of them. */
const WORKGROUP = 32;

/** A kernel of masked-conv/gpu.ts or backward-gpu.ts in tiles, which are two groups wide: with one group it stays as it is. */
export const convTiles =
  (variant: TiledVariant, compose: typeof composeShader) =>
  (plain: Kernel, { batch, height, width }: MaskedConvShape): Kernel => {
    const { blocks, directives } = blockLoads(variant);
    const { source } = plain.shader;
    const groups = numberOf(source, "OUT_GROUPS");
    if (groups < 2) return plain;
    const pairs = Math.ceil(groups / 2);
    return {
      ...plain,
      shader: compose({
        label: `${source.label}, ${variant}`,
        directives,
        constants: {
          ...source.constants,
          PAIRS: pairs,
          WORKGROUP,
          ZERO: batch * height * width * numberOf(source, "IN_GROUPS"),
        },
        parts: replaced(source, {
          "masked-conv/correlate.wgsl": [blocks, { file: "masked-conv/correlate-tiled.wgsl", text: correlate }],
          "masked-conv/forward.wgsl": [{ file: "masked-conv/forward-tiled.wgsl", text: forward }],
          "masked-conv/backward.wgsl": [{ file: "masked-conv/backward-tiled.wgsl", text: backward }],
        }),
      }),
      workgroups: (count) => [Math.ceil(count / PIXELS / WORKGROUP), pairs * batch],
    };
  };
