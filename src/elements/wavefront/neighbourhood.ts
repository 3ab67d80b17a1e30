import { cellsRead, readersOf } from "../../graph/access.js";
import { columnOf, inImage, layerOf, rowOf } from "../../graph/grid.js";
import { IMAGE } from "../../models/maps.js";
import type { Sweep } from "./sweep.js";

/** What a cell reads and who reads it: the evaluated access map. */
export interface Neighbourhood {
  readonly reads: readonly number[];
  /** Pixels of the image. */
  readonly pixels: readonly number[];
  readonly readers: readonly number[];
}

/** Backward, a cell's δ reads the δ of those that read it, and is read by those that it reads. */
export function neighbourhoodOf(
  { access, forward: { plan } }: Pick<Sweep, "access" | "forward">,
  cell: number,
  pass: "forward" | "backward",
): Neighbourhood {
  const { grid } = plan;
  const runs = (other: number): boolean => plan.stepOf(other) >= 0;
  const below = cellsRead(access, grid, cell).filter(runs);
  const above = readersOf(access, grid, cell).filter(runs);
  if (pass === "backward") return { reads: above, pixels: [], readers: below };
  const [row, column] = [rowOf(grid, cell), columnOf(grid, cell)];
  const pixels = access[layerOf(grid, cell)]!.taps.filter(
    ({ map, dr, dc }) => map === IMAGE && inImage(grid, row + dr, column + dc),
  ).map(({ dr, dc }) => (row + dr) * grid.width + column + dc);
  return { reads: below, pixels, readers: above };
}
