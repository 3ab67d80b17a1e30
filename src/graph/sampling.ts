/** How many pixel-steps it takes to draw an image from a model, pixel after pixel or along the wavefront. */
import { SweepfieldError } from "../error.js";
import { layerTaps } from "../models/layers.js";
import { readsColour, type Offset } from "../models/mask.js";
import type { ModelSpec } from "../models/spec.js";

export interface SamplingSteps {
  /** One pixel per step, the whole network recomputed each time. */
  readonly naive: number;
  /** One pixel per step with cached activations: less work, as many steps (Ramachandran et al. 2017). */
  readonly cached: number;
  /** All pixels of equal depth at once: the longest chain of the pixel-dependency graph, exact for any stack. */
  readonly wavefront: number;
}

interface ImageSize {
  readonly height: number;
  readonly width: number;
}

/** Taps visited that are done within some ten seconds. */
const MOST_WORK = 2 ** 33;

/**
 * Pixel-steps of drawing one image; with three colours a step draws one colour of a pixel. An MDRNN is drawn as a
 * generator (`shift`), whichever way it is set. Null where the model sees the pixel that it would have to draw.
 * @throws SweepfieldError "limit-exceeded" for images and stacks too large to trace.
 */
export const samplingSteps = (spec: ModelSpec, size: ImageSize): SamplingSteps | null => {
  if (spec.kind === "pixelcnn" && spec.layers.every((layer) => layer.mask === "B")) return null;
  const pixels = size.height * size.width * coloursOf(spec);
  const generator = spec.kind === "mdrnn" ? { ...spec, shift: true } : spec;
  return { naive: pixels, cached: pixels, wavefront: longestChain(generator, size) };
};

const coloursOf = (spec: ModelSpec): 1 | 3 => (spec.kind === "pixelcnn" ? spec.colourGroups : 1);

const COLOURS = [0, 1, 2] as const;

/** The depth of what a map's latest rows depend on, (rows, width, colours); 0 where on no pixel at all. */
interface DepthMap {
  readonly rows: number;
  readonly depths: Int32Array;
}

/** One neighbour that a cell reads, in one colour. */
interface Read extends Offset {
  readonly map: DepthMap;
  readonly colour: number;
}

/**
 * One raster sweep over the cells: a pixel is one deeper than the deepest pixel that its output depends on, and a cell
 * passes on the deepest of what it reads. Only as many rows are kept as some tap looks back.
 */
const longestChain = (spec: ModelSpec, { height, width }: ImageSize): number => {
  const colours = coloursOf(spec);
  const layers = layerTaps(spec);
  requireWork(height * width * colours ** 2 * layers.reduce((sum, taps) => sum + taps.length, 0));
  // maps[0] is the image, maps[l + 1] layer l; a map is read by its own layer and by the one above.
  const maps: readonly DepthMap[] = Array.from({ length: layers.length + 1 }, (_, i) => {
    const readers = [...(layers[i - 1] ?? []), ...(layers[i] ?? [])];
    const rows = Math.max(1, ...readers.map((tap) => 1 - tap.dr));
    return { rows, depths: new Int32Array(rows * width * colours) };
  });
  const readsOf = (layer: number, colour: number): readonly Read[] => {
    const mask = spec.kind === "pixelcnn" ? spec.layers[layer]!.mask : "B";
    return layers[layer]!.flatMap(({ from, dr, dc }) =>
      COLOURS.slice(0, colours)
        .filter((other) => dr !== 0 || dc !== 0 || readsColour(mask, colours, colour, other))
        .map((other) => ({ map: maps[from === "self" ? layer + 1 : layer]!, dr, dc, colour: other })),
    );
  };
  const reads = layers.map((_, layer) => COLOURS.map((colour) => readsOf(layer, colour)));

  const indexOf = ({ rows }: DepthMap, row: number, column: number, colour: number): number =>
    ((row % rows) * width + column) * colours + colour;

  const put = (map: DepthMap, row: number, column: number, colour: number, depth: number): void => {
    map.depths[indexOf(map, row, column, colour)] = depth;
  };

  /** The depths of all layers at a position, from the bottom up; returns that of the last. */
  const climb = (row: number, column: number, colour: number): number => {
    let deepest = 0;
    for (let layer = 0; layer < layers.length; layer++) {
      deepest = 0;
      for (const read of reads[layer]![colour]!) {
        const r = row + read.dr;
        const c = column + read.dc;
        if (r < 0 || c < 0 || c >= width) continue;
        deepest = Math.max(deepest, read.map.depths[indexOf(read.map, r, c, read.colour)]!);
      }
      put(maps[layer + 1]!, row, column, colour, deepest);
    }
    return deepest;
  };

  // Layers below the first mask A see the pixel itself, once it is drawn.
  const seesDrawnPixel = spec.kind === "pixelcnn" && spec.layers[0]!.mask === "B";
  let longest = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (let colour = 0; colour < colours; colour++) {
        put(maps[0]!, row, column, colour, 0);
        const depth = 1 + climb(row, column, colour);
        put(maps[0]!, row, column, colour, depth);
        if (seesDrawnPixel) climb(row, column, colour);
        longest = Math.max(longest, depth);
      }
    }
  }
  return longest;
};

const requireWork = (taps: number): void => {
  if (taps <= MOST_WORK) return;
  throw new SweepfieldError(
    "limit-exceeded",
    `the sampling graph has ${taps} taps, more than ${MOST_WORK}; lower depth or size`,
  );
};
