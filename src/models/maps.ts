/**
 * The maps of a model and the taps through which their cells read: who reads whom, before any size is known. A plain
 * stack has one map per layer; a gated layer has three, a layer of several sweeps one for each.
 */
import { behind, DIRECTIONS } from "./directions.js";
import { horizontalTaps, liveTaps, verticalTaps, type Offset } from "./mask.js";
import type { DiagonalBiLstmSpec, GatedPixelCnnSpec, MdrnnSpec, ModelSpec, PixelCnnSpec, RowLstmSpec } from "./spec.js";

/** The map number of the image. */
export const IMAGE = -1;

/** One neighbour that a cell reads, through one matrix: offset = position read − own position. */
export interface Tap extends Offset {
  /** The map read, or IMAGE (−1). A map reads itself and maps before it. */
  readonly map: number;
  /** Which weight of the layer multiplies it, without its `layers.{i}.`; "identity" where none does. */
  readonly weight: string;
  /** Added to what the tap before it reads: one product for both, as W (a + b). */
  readonly shared?: true;
}

/** Whether a tap is a matrix-vector product of its own: not without a weight, and not where it shares that of the tap before. */
export const isProduct = (tap: Tap): boolean => tap.weight !== "identity" && tap.shared !== true;

export interface MapEntry {
  readonly layer: number;
  /** "h", or what distinguishes the maps of one layer: "v" and "g" of a gated one, "se" …, "left" and "right". */
  readonly name: string;
  readonly taps: readonly Tap[];
}

/** One map that a layer's output is made of, and where it is read. */
export interface OutputTerm extends Offset {
  readonly map: number;
}

/** What is to be known of a model's graph: its maps, in an order in which they can run, and what each layer puts out. */
export interface ModelMaps {
  readonly maps: readonly MapEntry[];
  /** The maps whose sum is the output of each layer; for most models one map at (0, 0). */
  readonly outputs: readonly (readonly OutputTerm[])[];
}

const OWN = { dr: 0, dc: 0 } as const;
const WEST = { dr: 0, dc: -1 } as const;
const EAST = { dr: 0, dc: 1 } as const;
const NORTH = { dr: -1, dc: 0 } as const;
const IMAGE_OUTPUT: readonly OutputTerm[] = [{ map: IMAGE, ...OWN }];

/** Reading the output of a layer at an offset is one product, whatever the number of maps it is the sum of. */
const read = (output: readonly OutputTerm[], weight: string, { dr, dc }: Offset): readonly Tap[] =>
  output.map((term, i) => {
    const tap = { map: term.map, dr: term.dr + dr, dc: term.dc + dc, weight };
    return i === 0 ? tap : { ...tap, shared: true };
  });

type Sweep = Omit<MapEntry, "layer">;

/** Layers of which each has `count` maps; `build` gives those of one layer, the first of them numbered `first`. */
const stack = (
  depth: number,
  count: number,
  build: (layer: number, first: number, below: readonly OutputTerm[]) => readonly Sweep[],
  outputAt: (first: number) => readonly OutputTerm[],
): ModelMaps => {
  const outputs = Array.from({ length: depth }, (_, layer) => outputAt(layer * count));
  const maps = outputs.flatMap((_, layer) =>
    build(layer, layer * count, outputs[layer - 1] ?? IMAGE_OUTPUT).map((sweep) => ({ layer, ...sweep })),
  );
  return { maps, outputs };
};

const oneMap = (map: number): readonly OutputTerm[] => [{ map, ...OWN }];

const pixelCnnMaps = (spec: PixelCnnSpec): ModelMaps =>
  stack(
    spec.layers.length,
    1,
    (layer, _, below) => {
      const taps = liveTaps(spec.layers[layer]!, spec.context, spec.colourGroups);
      return [{ name: "h", taps: taps.flatMap((tap) => read(below, "weight", tap)) }];
    },
    oneMap,
  );

/** v: the vertical stack; g: the gated sum of the horizontal stack and W_vh a_v; h: W_out g and the residual. */
const gatedMaps = (spec: GatedPixelCnnSpec): ModelMaps =>
  stack(
    spec.layers.length,
    3,
    (layer, first, below) => {
      const { kernel } = spec.layers[layer]!;
      const verticalBelow = layer === 0 ? IMAGE : first - 3;
      const residual = layer === 0 ? [] : read(below, "identity", OWN);
      return [
        {
          name: "v",
          taps: verticalTaps(kernel, layer).map(({ dr, dc }) => ({ map: verticalBelow, dr, dc, weight: "v.weight" })),
        },
        {
          name: "g",
          taps: [
            ...horizontalTaps(kernel, layer).flatMap((tap) => read(below, "h.weight", tap)),
            { map: first, ...OWN, weight: "v_to_h.weight" },
          ],
        },
        { name: "h", taps: [{ map: first + 1, ...OWN, weight: "out.weight" }, ...residual] },
      ];
    },
    (first) => oneMap(first + 2),
  );

const mdrnnMaps = (spec: MdrnnSpec): ModelMaps => {
  const directions = spec.directions === 4 ? DIRECTIONS : (["se"] as const);
  return stack(
    spec.layers.length,
    directions.length,
    (layer, first, below) =>
      directions.map((direction, i) => {
        const prefix = spec.directions === 4 ? `${direction}.` : "";
        const { west, north } = behind(direction);
        const neighbours = spec.neighbours === "hidden" ? oneMap(first + i) : below;
        const inputAt = spec.shift && layer === 0 ? [west, north] : [OWN];
        return {
          name: spec.directions === 4 ? direction : "h",
          taps: [
            ...inputAt.flatMap((offset) => read(below, `${prefix}w_in`, offset)),
            ...read(neighbours, `${prefix}w_west`, west),
            ...read(neighbours, `${prefix}w_north`, north),
          ],
        };
      }),
    (first) => directions.map((_, i) => ({ map: first + i, ...OWN })),
  );
};

const rowLstmMaps = (spec: RowLstmSpec): ModelMaps =>
  stack(
    spec.layers,
    1,
    (layer, first, below) => {
      const hidesOwn = layer === 0 && spec.first === "A";
      const inputAt = hidesOwn ? [WEST] : [WEST, OWN];
      const above = [-1, 0, 1].map((dc) => ({ map: first, dr: -1, dc, weight: "state.weight" }));
      return [{ name: "h", taps: [...inputAt.flatMap((offset) => read(below, "input.weight", offset)), ...above] }];
    },
    oneMap,
  );

/**
 * Both sweeps read what lies below them, beside them and above them. What `right` puts out is read one row further down,
 * so it may see its own pixel; under A the first layer's `left` reads its west neighbour instead of it.
 */
const diagonalMaps = (spec: DiagonalBiLstmSpec): ModelMaps =>
  stack(
    spec.layers,
    2,
    (layer, first, below) =>
      ([WEST, EAST] as const).map((side, i): Sweep => {
        const name = side === WEST ? "left" : "right";
        const hidesOwn = layer === 0 && spec.first === "A" && side === WEST;
        return {
          name,
          taps: [
            ...read(below, `${name}.w_in`, hidesOwn ? WEST : OWN),
            { map: first + i, ...side, weight: `${name}.w_side` },
            { map: first + i, ...NORTH, weight: `${name}.w_north` },
          ],
        };
      }),
    (first) => [
      { map: first, ...OWN },
      { map: first + 1, ...NORTH },
    ],
  );

/** The name of a read-out's map. */
export const READOUT = "readout";

/** One layer more, which reads the conditional out of the last one at the given places. */
const withReadout = ({ maps, outputs }: ModelMaps, places: readonly Offset[]): ModelMaps => ({
  maps: [
    ...maps,
    { layer: outputs.length, name: READOUT, taps: places.flatMap((at) => read(outputs.at(-1)!, "weight", at)) },
  ],
  outputs: [...outputs, oneMap(maps.length)],
});

export const modelMaps = (spec: ModelSpec): ModelMaps => {
  switch (spec.kind) {
    case "pixelcnn":
      return pixelCnnMaps(spec);
    case "gated-pixelcnn":
      return spec.conditional ? withReadout(gatedMaps(spec), [OWN]) : gatedMaps(spec);
    case "mdrnn":
      return spec.conditional ? withReadout(mdrnnMaps(spec), spec.shift ? [OWN] : [WEST, NORTH]) : mdrnnMaps(spec);
    case "row-lstm":
      return rowLstmMaps(spec);
    case "diagonal-bilstm":
      return diagonalMaps(spec);
  }
};

/** The taps of all maps of each layer. */
export const layerTaps = (spec: ModelSpec): readonly (readonly Tap[])[] => {
  const { maps, outputs } = modelMaps(spec);
  const taps: Tap[][] = outputs.map(() => []);
  for (const map of maps) taps[map.layer]!.push(...map.taps);
  return taps;
};
