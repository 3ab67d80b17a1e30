import tiles from "../../../shaders/probe/tiles.wgsl";
import type { ComposedShader, composeShader } from "../../gpu/composer.js";
import { blockLoads } from "../blocks.js";
import type { TiledVariant } from "../variant.js";

/** Rows of x, groups of four of its columns, and invocations of a workgroup. */
export const TILES_PROBE = { ROWS: 1024, GROUPS: 8, WORKGROUP: 32 };

/** Workgroups of the probe. */
export const TILES_GRID = [TILES_PROBE.ROWS / 4 / TILES_PROBE.WORKGROUP, TILES_PROBE.GROUPS / 2] as const;

/** probe/tiles.wgsl with the loads of a variant. Bindings: x, weight, y. */
export function tilesShader(variant: TiledVariant, compose: typeof composeShader): ComposedShader {
  const { blocks, directives } = blockLoads(variant);
  return compose({
    label: `probe: ${variant}`,
    directives,
    constants: TILES_PROBE,
    parts: [blocks, { file: "probe/tiles.wgsl", text: tiles }],
  });
}
