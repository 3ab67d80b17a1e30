import affineBackward from "../../../shaders/cells/affine-backward-tiled.wgsl";
import affineForward from "../../../shaders/cells/affine-forward-tiled.wgsl";
import lstmBackward from "../../../shaders/cells/lstm-backward-tiled.wgsl";
import lstmForward from "../../../shaders/cells/lstm-forward-tiled.wgsl";
import rows from "../../../shaders/lib/rows.wgsl";
import tile from "../../../shaders/lib/tile.wgsl";
import type { composeShader, ShaderPart } from "../../gpu/composer.js";
import type { Kernel } from "../../gpu/kernel.js";
import { blockLoads } from "../blocks.js";
import { numberOf, replaced } from "../tiled-shader.js";
import type { TiledVariant } from "../variant.js";
import type { SweepShape } from "./gpu.js";

/** Where the tiles of lib/rows.wgsl find their rows: a run order by step and map. */
interface Spans {
  readonly firstMap: number;
  /** Maps from `firstMap` on. */
  readonly maps: number;
  /** [step, map] of (begin, end) in the order. */
  readonly table: Uint32Array;
  /** Most cells of one map in one step. */
  readonly widest: number;
}

/** A raster order of a large image has more steps than a table should. */
const MOST_SPANS = 2 ** 20;

/** Cells in the order in which they run: within a step they lie map by map. */
export interface StepOrder {
  readonly cells: Uint32Array;
  readonly steps: number;
  /** Where a step begins in `cells`; it ends where the next one begins. */
  startOf(step: number): number;
}

/** The spans of an order. Null where tiles would hold one row each, or the table would be too large. */
function spansOf({ cells, steps, startOf }: StepOrder, pixels: number, batch: number): Spans | null {
  let firstMap = Infinity;
  let lastMap = 0;
  for (const cell of cells) {
    const map = Math.floor(cell / pixels);
    firstMap = Math.min(firstMap, map);
    lastMap = Math.max(lastMap, map);
  }
  const maps = lastMap - firstMap + 1;
  if (cells.length === 0 || steps * maps > MOST_SPANS) return null;
  const table = new Uint32Array(steps * maps * 2);
  let widest = 0;
  for (let step = 0; step < steps; step++) {
    const end = step + 1 < steps ? startOf(step + 1) : cells.length;
    for (let i = startOf(step); i < end; i++) {
      const at = 2 * (step * maps + Math.floor(cells[i]! / pixels) - firstMap);
      if (table[at + 1] === 0) table[at] = i;
      table[at + 1] = i + 1;
      widest = Math.max(widest, i + 1 - table[at]!);
    }
  }
  return widest * batch < 2 ? null : { firstMap, maps, table, widest };
}

const rowsPart: ShaderPart = { file: "lib/rows.wgsl", text: rows };
const tilePart: ShaderPart = { file: "lib/tile.wgsl", text: tile };

/** The tiled body in place of the plain one; gated cells have none. */
const BODIES: Readonly<Record<string, readonly ShaderPart[]>> = {
  "cells/affine-forward.wgsl": [tilePart, { file: "cells/affine-forward-tiled.wgsl", text: affineForward }],
  "cells/lstm-forward.wgsl": [{ file: "cells/lstm-forward-tiled.wgsl", text: lstmForward }],
  "cells/affine-backward.wgsl": [tilePart, { file: "cells/affine-backward-tiled.wgsl", text: affineBackward }],
  "cells/lstm-backward.wgsl": [tilePart, { file: "cells/lstm-backward-tiled.wgsl", text: lstmBackward }],
};

/** Rows of a tile. */
const ROWS = 4;

/**
 * Invocations of a workgroup of tiles: where a step has few tiles, no more than the device runs in lockstep, so that no core is
 * without work, and no more than there are tiles. On lavapipe, of 8 lanes, the LSTM of the benchmark takes 31 ms with 8, 38 with 4.
 */
const workgroupOf = (tiles: number, lanes: number): number =>
  tiles > 4 * lanes ? 32 : Math.min(lanes, Math.max(4, 2 ** Math.ceil(Math.log2(tiles))));

/**
 * A kernel of cells/gpu.ts in tiles for a device of so many lanes, with the spans that it binds after its weights; `zeros` tells where they lie in the buffer
 * that is written, in floats. Null where the kind or the order is not for tiles.
 */
export const cellTiles =
  (variant: TiledVariant, lanes: number, compose: typeof composeShader) =>
  (
    plain: Kernel,
    order: StepOrder,
    { batch, height, width }: SweepShape,
    zeros: number,
  ): { readonly kernel: Kernel; readonly spans: Uint32Array } | null => {
    const { blocks, directives } = blockLoads(variant);
    const { source } = plain.shader;
    const body = source.parts.at(-1)!.file;
    const spans = body in BODIES ? spansOf(order, height * width, batch) : null;
    if (spans === null) return null;
    const { firstMap, maps, table, widest } = spans;
    const groups = numberOf(source, "MAX_GROUPS");
    const pairs = Math.ceil(groups / 2);
    const workgroup = workgroupOf(Math.ceil((widest * batch) / ROWS), lanes);
    // an LSTM cell goes forward group by group, since all its gates stay together
    const columns = body === "cells/lstm-forward.wgsl" ? groups : pairs;
    const kernel: Kernel = {
      ...plain,
      shader: compose({
        label: `${source.label}, ${variant}`,
        directives,
        constants: {
          ...source.constants,
          BATCH: batch,
          PAIRS: pairs,
          FIRST_MAP: firstMap,
          MAPS: maps,
          WORKGROUP: workgroup,
          ZERO: zeros / 4,
        },
        parts: replaced(source, { ...BODIES, "lib/gather.wgsl": [blocks, rowsPart] }),
      }),
      bindings: ["read", ...plain.bindings],
      workgroups: (count) => [Math.ceil((Math.min(count, widest) * batch) / ROWS / workgroup), maps * columns],
    };
    return { kernel, spans: table };
  };
