import { inImage } from "../../graph/grid.js";
import type { StackModel } from "./model.js";
import type { Pixel, PlaneReport } from "./cone-report.js";
import type { Point } from "./projection.js";

/** `frame`: round a plane; `edge`: round what is seen of it; `path`: a tap; `output`: round the chosen output. */
export type StrokeKind = "frame" | "edge" | "path" | "output";

export interface Stroke {
  readonly kind: StrokeKind;
  readonly from: Point;
  readonly to: Point;
}

/** What is to be drawn, before any camera: planes with the strokes on them, and the strokes from each plane down to the next. */
export interface Scene {
  readonly rows: number;
  readonly columns: number;
  /** Side of a cell. */
  readonly pitch: number;
  readonly planes: readonly PlaneReport[];
  readonly on: readonly (readonly Stroke[])[];
  /** below[p]: between plane p − 1 and plane p. */
  readonly below: readonly (readonly Stroke[])[];
}

/** The four diagonals: along each, the path that goes furthest. */
const DIAGONALS = [
  [-1, -1],
  [-1, 1],
  [1, -1],
  [1, 1],
] as const satisfies readonly (readonly [down: number, across: number])[];

export function sceneOf(model: StackModel, planes: readonly PlaneReport[], output: Pixel): Scene {
  const { height: rows, width: columns } = model.grid;
  const pitch = 1 / Math.max(rows, columns);
  const corner = (plane: number, row: number, column: number): Point => [
    (column - columns / 2) * pitch,
    planes[plane]!.plane.height,
    (row - rows / 2) * pitch,
  ];
  const rectangle = (kind: StrokeKind, plane: number, row: number, column: number, down: number, across: number) =>
    [
      [0, 0, 0, across],
      [0, across, down, across],
      [down, across, down, 0],
      [down, 0, 0, 0],
    ].map(([r1 = 0, c1 = 0, r2 = 0, c2 = 0]): Stroke => ({
      kind,
      from: corner(plane, row + r1, column + c1),
      to: corner(plane, row + r2, column + c2),
    }));
  const on = planes.map(({ seen }, plane) => [
    ...rectangle("frame", plane, 0, 0, rows, columns),
    ...edgesOf(seen, rows, columns).map(([r1, c1, r2, c2]): Stroke => ({
      kind: "edge",
      from: corner(plane, r1, c1),
      to: corner(plane, r2, c2),
    })),
    ...(plane === planes.length - 1 ? rectangle("output", plane, output.row, output.column, 1, 1) : []),
  ]);
  return { rows, columns, pitch, planes, on, below: pathsOf(model, planes, corner) };
}

type Edge = readonly [row1: number, column1: number, row2: number, column2: number];

/** The border of a set of cells as straight pieces, each as long as it goes. */
export function edgesOf(seen: Uint8Array, rows: number, columns: number): readonly Edge[] {
  const isSeen = (row: number, column: number): boolean =>
    row >= 0 && row < rows && column >= 0 && column < columns && seen[row * columns + column] === 1;
  return [
    ...runs(rows, columns, (line, at) => isSeen(line - 1, at) !== isSeen(line, at)).map(([line, first, end]): Edge => [
      line,
      first,
      line,
      end,
    ]),
    ...runs(columns, rows, (line, at) => isSeen(at, line - 1) !== isSeen(at, line)).map(([line, first, end]): Edge => [
      first,
      line,
      end,
      line,
    ]),
  ];
}

/** On every line 0 … `lines`, the stretches of places 0 … `length` − 1 that are marked, as [line, first, end). */
function runs(
  lines: number,
  length: number,
  isMarked: (line: number, at: number) => boolean,
): readonly (readonly [number, number, number])[] {
  const found: [number, number, number][] = [];
  for (let line = 0; line <= lines; line++) {
    for (let at = 0; at < length; at++) {
      if (!isMarked(line, at)) continue;
      const last = found.at(-1);
      if (last && last[0] === line && last[2] === at) last[2]++;
      else found.push([line, at, at + 1]);
    }
  }
  return found;
}

/**
 * The outline of the cone between the planes, made of taps that are really read: from the outermost cell of a plane along each
 * diagonal to the outermost cells that this one reads.
 */
function pathsOf(
  { access, grid }: StackModel,
  planes: readonly PlaneReport[],
  corner: (plane: number, row: number, column: number) => Point,
): readonly (readonly Stroke[])[] {
  const below: Stroke[][] = planes.map(() => []);
  const centre = (plane: number, [row, column]: Place): Point => corner(plane, row + 0.5, column + 0.5);
  const isSeen = (plane: number, [row, column]: Place): boolean =>
    inImage(grid, row, column) && planes[plane]!.seen[row * grid.width + column] === 1;
  planes.forEach(({ seen }, plane) => {
    const places = placesOf(seen, grid.width);
    const taps = access[plane - 1]?.taps ?? [];
    // within its own plane a recurrence draws no line: the border of the set shows how far it goes
    const read = [...new Set(taps.map(({ map }) => map + 1))].filter((other) => other !== plane);
    for (const diagonal of DIAGONALS) {
      const start = outermost(places, diagonal);
      if (!start) continue;
      for (const other of read) {
        const reads = taps
          .filter(({ map }) => map + 1 === other)
          .map(({ dr, dc }): Place => [start[0] + dr, start[1] + dc])
          .filter((place) => isSeen(other, place));
        const end = outermost(reads, diagonal);
        if (end)
          addPath(below, planes, { from: centre(plane, start), to: centre(other, end), high: plane, low: other });
      }
    }
  });
  return below;
}

type Place = readonly [row: number, column: number];

const placesOf = (seen: Uint8Array, width: number): readonly Place[] =>
  [...seen.keys()].filter((pixel) => seen[pixel] === 1).map((pixel) => [Math.floor(pixel / width), pixel % width]);

/** The place that lies furthest along a diagonal. */
function outermost(places: readonly Place[], [down, across]: Place): Place | null {
  const far = ([row, column]: Place): number => down * row + across * column;
  return places.reduce<Place | null>((best, place) => (best && far(best) >= far(place) ? best : place), null);
}

interface Path {
  readonly from: Point;
  readonly to: Point;
  /** The planes at its ends. */
  readonly high: number;
  readonly low: number;
}

// A path that passes planes on its way is cut there, so that each piece lies between two planes and is drawn in its turn.
function addPath(below: Stroke[][], planes: readonly PlaneReport[], { from, to, high, low }: Path): void {
  const at = (plane: number): Point => {
    const share = (planes[plane]!.plane.height - from[1]) / (to[1] - from[1]);
    const between = (i: 0 | 1 | 2): number => from[i] + share * (to[i] - from[i]);
    return [between(0), between(1), between(2)];
  };
  for (let plane = high; plane > low; plane--) below[plane]!.push({ kind: "path", from: at(plane), to: at(plane - 1) });
}
