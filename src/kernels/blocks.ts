import blocks from "../../shaders/lib/blocks.wgsl";
import blocksSubgroup from "../../shaders/lib/blocks-subgroup.wgsl";
import type { ShaderPart } from "../gpu/composer.js";
import type { TiledVariant } from "./variant.js";

/** How the tiles of a variant load their weights, and what that must enable. */
export interface BlockLoads {
  readonly variant: TiledVariant;
  readonly directives: readonly string[];
  readonly blocks: ShaderPart;
}

export const blockLoads = (variant: TiledVariant): BlockLoads =>
  variant === "tiled-subgroup"
    ? {
        variant,
        directives: ["enable subgroups;"],
        blocks: { file: "lib/blocks-subgroup.wgsl", text: blocksSubgroup },
      }
    : { variant, directives: [], blocks: { file: "lib/blocks.wgsl", text: blocks } };
