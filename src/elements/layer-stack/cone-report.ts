import { coneOf, outputCells } from "../../graph/cone.js";
import type { StackModel } from "./model.js";
import { planesOf } from "./planes.js";
import type { Plane } from "./planes.js";

/** First and last, inclusive. */
export type Span = readonly [first: number, last: number];

/** What the output sees of one plane. */
export interface PlaneReport {
  readonly plane: Plane;
  /** By pixel: 1 where it is seen. */
  readonly seen: Uint8Array;
  readonly count: number;
  /** Null where nothing is seen. */
  readonly rows: Span | null;
  readonly columns: Span | null;
}

export interface Pixel {
  readonly row: number;
  readonly column: number;
}

/** The cone of one output, plane by plane from the image up: the evaluated access map. */
export function coneReport({ access, outputs, grid }: StackModel, { row, column }: Pixel): readonly PlaneReport[] {
  const { cells, pixels } = coneOf(access, grid, outputCells(outputs, grid, row, column));
  const size = grid.height * grid.width;
  return planesOf(access).map((plane) => {
    const seen = plane.map < 0 ? pixels : cells.subarray(plane.map * size, (plane.map + 1) * size);
    return { plane, seen, ...extentOf(seen, grid.width) };
  });
}

/** The same planes with nothing seen but the output itself: what may be shown before a prediction. */
export const withoutCone = (report: readonly PlaneReport[], { grid, outputs }: StackModel, pixel: Pixel) =>
  report.map((plane): PlaneReport => {
    const seen = new Uint8Array(plane.seen.length);
    for (const cell of outputCells(outputs, grid, pixel.row, pixel.column))
      if (Math.floor(cell / seen.length) === plane.plane.map) seen[cell % seen.length] = 1;
    return { ...plane, seen, ...extentOf(seen, grid.width) };
  });

function extentOf(seen: Uint8Array, width: number): Pick<PlaneReport, "count" | "rows" | "columns"> {
  let count = 0;
  let [top, bottom, left, right] = [Infinity, -1, Infinity, -1];
  seen.forEach((flag, pixel) => {
    if (flag === 0) return;
    const row = Math.floor(pixel / width);
    const column = pixel % width;
    count++;
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  });
  return count === 0 ? { count, rows: null, columns: null } : { count, rows: [top, bottom], columns: [left, right] };
}

/** "4–11", or "8" where it is one. */
export const spanText = (span: Span | null): string =>
  span === null ? "–" : span[0] === span[1] ? String(span[0]) : `${span[0]}–${span[1]}`;
