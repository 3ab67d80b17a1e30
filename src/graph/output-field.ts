/** What one output of one layer sees: as `receptiveFieldAt`, for layers that are a sum of maps too, and for all colours at once. */
import { layerOutputs, type AccessMap, type OutputTerm } from "./access.js";
import { accessMap, IMAGE } from "./access.js";
import { colourAccess, colourMap, type Colour } from "./colours.js";
import { cellCount, cellOf, inImage, type Grid } from "./grid.js";
import { receptiveField, type ReceptiveField } from "./receptive-field.js";
import type { ModelSpec } from "../models/spec.js";

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** An output: a pixel (row · width + column) of a layer and, where the model has colours, one of them. */
export interface Output {
  /** 0 is the first layer. */
  readonly layer: number;
  readonly pixel: number;
  readonly colour?: Colour;
}

/** Pixels seen, ascending: one list for the image or, where the model has colours, one for each of them. */
export type SeenPixels = readonly (readonly number[])[];

export interface OutputFields {
  /** What an output sees on this image, borders and recurrences included. */
  at(output: Output): SeenPixels;
  /** The unclipped field of an interior output, all colours together; null where a recurrence sees without bound. */
  interior(layer: number): ReceptiveField | null;
}

const planesOf = (spec: ModelSpec): readonly Colour[] =>
  spec.kind === "pixelcnn" && spec.colourGroups === 3 ? [0, 1, 2] : [0];

/** The fields of a model's outputs on images of one size; what does not depend on the output is computed once. */
export const outputFields = (spec: ModelSpec, { height, width }: ImageSize): OutputFields => {
  const planes = planesOf(spec);
  const hasColours = planes.length === 3;
  const access = hasColours && spec.kind === "pixelcnn" ? colourAccess(spec) : accessMap(spec);
  const outputs = layerOutputs(spec);
  const grid: Grid = { layers: access.length, height, width };
  const mapOf = (map: number, colour: Colour): number => (hasColours ? colourMap(map, colour) : map);
  const interiors = new Map<number, ReceptiveField | null>();
  const flat = height === 1 ? onOneRow(accessMap(spec)) : accessMap(spec);
  return {
    at({ layer, pixel, colour = 0 }) {
      const cells = cellsOf(outputs[layer]!, grid, pixel, (map) => mapOf(map, colour));
      return pixelsReached(access, grid, cells, planes.length);
    },
    interior(layer) {
      const known = interiors.get(layer);
      if (known !== undefined) return known;
      // Only recurrent layers are a sum of maps, and those see without bound.
      const field = receptiveField(flat, { map: outputs[layer]![0]!.map });
      interiors.set(layer, field);
      return field;
    },
  };
};

/** By image (−1, −2, …) the pixels that any of some cells depends on, ascending. Quick enough for a pointer that moves. */
const pixelsReached = (access: AccessMap, grid: Grid, cells: readonly number[], images: number): SeenPixels => {
  const { height, width } = grid;
  const size = height * width;
  const reached = Array.from({ length: images }, () => new Uint8Array(size));
  const visited = new Uint8Array(cellCount(grid));
  const waiting = [...cells];
  for (const cell of cells) visited[cell] = 1;
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const place = cell % size;
    const column = place % width;
    const row = (place - column) / width;
    for (const { map, dr, dc } of access[(cell - place) / size]!.taps) {
      const [r, c] = [row + dr, column + dc];
      if (r < 0 || r >= height || c < 0 || c >= width) continue;
      if (map < 0) {
        const flags = reached[IMAGE - map];
        if (flags) flags[r * width + c] = 1;
        continue;
      }
      const read = map * size + r * width + c;
      if (visited[read] === 0) waiting.push(read);
      visited[read] = 1;
    }
  }
  return reached.map((flags) => Array.from(flags.keys()).filter((pixel) => flags[pixel] === 1));
};

/** The cells whose sum an output is; what would lie outside the image counts as zero. */
const cellsOf = (
  terms: readonly OutputTerm[],
  grid: Grid,
  pixel: number,
  mapOf: (map: number) => number,
): readonly number[] =>
  terms.flatMap(({ map, dr, dc }) => {
    const row = Math.floor(pixel / grid.width) + dr;
    const column = (pixel % grid.width) + dc;
    return inImage(grid, row, column) ? [cellOf(grid, mapOf(map), row, column)] : [];
  });

/** On an image of one row the taps above it are padding: a masked convolution is a causal one of one dimension. */
const onOneRow = (access: AccessMap): AccessMap =>
  access.map((entry) => ({ ...entry, taps: entry.taps.filter(({ dr }) => dr === 0) }));

/** The pixels of the causal window of a field's reach around a pixel, clipped to the image; of an unbounded one the whole past. */
export const windowAt = (
  field: ReceptiveField | null,
  { height, width }: ImageSize,
  pixel: number,
): readonly number[] => {
  const row = Math.floor(pixel / width);
  const column = pixel % width;
  if (field === null) return Array.from({ length: pixel }, (_, earlier) => earlier);
  const up = field.offsets.reduce((most, { dr }) => Math.max(most, -dr), 0);
  const aside = field.offsets.reduce((most, { dc }) => Math.max(most, Math.abs(dc)), 0);
  const first = Math.max(0, column - aside);
  const pixels: number[] = [];
  for (let r = Math.max(0, row - up); r < Math.min(row + 1, height); r++) {
    const last = r < row ? Math.min(width - 1, column + aside) : column - 1;
    for (let c = first; c <= last; c++) pixels.push(r * width + c);
  }
  return field.offsets.some(({ dr, dc }) => dr === 0 && dc === 0) ? [...pixels, pixel] : pixels;
};
