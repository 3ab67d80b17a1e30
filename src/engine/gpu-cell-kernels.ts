import type { Buffers } from "../gpu/buffers.js";
import type { BoundKernel } from "../gpu/runner.js";
import { loadBody, type Pass } from "../kernels/cells/bodies.js";
import { cellKernel, cellTables, type MapsOfProgram, type SweepShape } from "../kernels/cells/gpu.js";
import type { CellProgram } from "../kernels/cells/program.js";
import type { CellKind } from "../kernels/cells/roles.js";
import type { StepOrder } from "../kernels/cells/tiles.js";
import { bound } from "./gpu-model.js";
import { tilesFor } from "./tiling.js";

/** Cells that run in one step. */
export const atOnce = (cells: Uint32Array): StepOrder => ({ cells, steps: 1, startOf: () => 0 });

/** The kernels of a pass: where its weights lie, and how the cells of an order are bound, kind by kind. */
interface CellBinder {
  readonly weights: GPUBuffer;
  bind(label: string, order: StepOrder): (kind: CellKind, stamp?: GPUBuffer) => Promise<BoundKernel>;
}

/** The kernels of one pass over a program: they share its tables and its weights, and are tiled where that is worth it. */
export function cellBinder(
  program: MapsOfProgram & Pick<CellProgram, "zeros" | "weights" | "transposed">,
  pass: Pass,
  shape: SweepShape,
  memory: readonly GPUBuffer[],
  own: Buffers,
): CellBinder {
  const { table, taps } = cellTables(program, pass);
  const weights = own.upload(`${pass} weights`, pass === "forward" ? program.weights : program.transposed);
  const shared = [own.upload(`${pass} table of maps`, table), own.upload(`${pass} taps`, taps), weights];
  const bind: CellBinder["bind"] = (label, order) => {
    const cells = own.upload(label, order.cells);
    return async (kind, stamp) => {
      const plain = cellKernel(program, kind, pass, await loadBody(kind, pass), shape, Boolean(stamp));
      const tiles = await tilesFor(own.device, order.cells.length * plain.macsPerItem);
      const tiled = tiles?.cells(plain, order, shape, program.zeros[pass]);
      const spans = tiled ? [own.upload(`${label}, by map`, tiled.spans)] : [];
      return bound(own.device, tiled?.kernel ?? plain, [cells, ...shared, ...spans, ...memory], stamp);
    };
  };
  return { weights, bind };
}
