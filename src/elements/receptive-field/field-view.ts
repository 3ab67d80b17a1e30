import { t } from "../language/t.js";
import { windowAt, type OutputFields, type SeenPixels } from "../../graph/output-field.js";
import type { Colour } from "../../graph/colours.js";

/** What one output sees on an image, and what it does not. Pixels are row · width + column, ascending. */
export interface FieldView {
  readonly height: number;
  readonly width: number;
  readonly pixel: number;
  /** Layers that are looked through; 0 is the image itself, which sees nothing. */
  readonly layers: number;
  /** One list, or one for each colour. */
  readonly planes: SeenPixels;
  /** Pixels of which at least one colour is seen. */
  readonly seen: readonly number[];
  /** The causal window of the same reach, clipped to the image; the whole past where the reach has no end. */
  readonly window: readonly number[];
  /** What the window holds and is not seen. */
  readonly blind: readonly number[];
  readonly seesOwn: boolean;
  readonly isUnbounded: boolean;
}

interface Place {
  readonly height: number;
  readonly width: number;
  readonly pixel: number;
  readonly layers: number;
  readonly colour?: Colour;
}

export const fieldView = (fields: OutputFields, { height, width, pixel, layers, colour }: Place): FieldView => {
  const common = { height, width, pixel, layers };
  if (layers === 0) {
    const planes = colour === undefined ? [[]] : [[], [], []];
    return { ...common, planes, seen: [], window: [], blind: [], seesOwn: false, isUnbounded: false };
  }
  const planes = fields.at({ layer: layers - 1, pixel, ...(colour === undefined ? {} : { colour }) });
  const seen = [...new Set(planes.flat())].sort((a, b) => a - b);
  const interior = fields.interior(layers - 1);
  const isSeen = new Set(seen);
  const seesOwn = isSeen.has(pixel);
  // The field of a model with colours leaves the own pixel open; what this colour sees of it decides.
  const past = windowAt(interior, { height, width }, pixel).filter((p) => p !== pixel);
  const window = seesOwn ? [...past, pixel] : past;
  const blind = window.filter((p) => !isSeen.has(p));
  return { ...common, planes, seen, window, blind, seesOwn, isUnbounded: interior === null };
};

/** By pixel the number of layers from which on it is seen; 0 where it is not. */
export const firstSeen = (fields: OutputFields, view: FieldView, colour?: Colour): Uint8Array => {
  const first = new Uint8Array(view.height * view.width);
  for (let layers = view.layers; layers >= 1; layers--) {
    const planes = fields.at({ layer: layers - 1, pixel: view.pixel, ...(colour === undefined ? {} : { colour }) });
    for (const pixel of planes.flat()) first[pixel] = layers;
  }
  return first;
};

/** Pixels in which two sets of planes differ. */
export const differences = (a: SeenPixels, b: SeenPixels): readonly number[] => {
  const found = new Set<number>();
  a.forEach((pixels, plane) => {
    const [one, other] = [new Set(pixels), new Set(b[plane])];
    for (const pixel of one) if (!other.has(pixel)) found.add(pixel);
    for (const pixel of other) if (!one.has(pixel)) found.add(pixel);
  });
  return [...found].sort((x, y) => x - y);
};

/** Whether an output reads what it would have to predict: its own pixel or, with colours, its own colour or a later one of it. */
const readsItself = ({ planes, pixel }: FieldView, colour: Colour | null): boolean =>
  planes.some((pixels, plane) => (colour === null || plane >= colour) && pixels.includes(pixel));

/** What stands out in a field, in words: a lost west neighbour, holes in the own row, the own pixel read. */
export const findings = (view: FieldView, colour: Colour | null): readonly string[] => {
  const { pixel, width, seen, window, layers } = view;
  if (layers === 0) return [];
  const column = pixel % width;
  const isSeen = new Set(seen);
  const inRow = window
    .filter((p) => Math.floor(p / width) === Math.floor(pixel / width) && p !== pixel)
    .map((p) => pixel - p);
  const missing = inRow.filter((distance) => !isSeen.has(pixel - distance)).sort((a, b) => a - b);
  const holes = missing.filter((distance) => distance > 1);
  return [
    ...(column > 0 && missing[0] === 1 ? [t`The west neighbour is not seen, the pixel next to the output.`] : []),
    ...(holes.length > 0 && missing[0] !== 1
      ? [t`Holes in the own row: ${holes.map((distance) => `−${distance}`).join(", ")} columns.`]
      : []),
    ...(readsItself(view, colour)
      ? [t`The output reads its own pixel: right for an encoder, wrong for a generator.`]
      : []),
  ];
};
