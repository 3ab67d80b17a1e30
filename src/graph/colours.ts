/** The graph of single colours, finer than that of cells: which colour of a pixel reaches which colour of an output. */
import type { PixelCnnSpec } from "../models/spec.js";
import { readsChannel } from "../models/places.js";
import { accessMap, IMAGE, type AccessMap, type Tap } from "./access.js";

export const COLOURS = [0, 1, 2] as const;
export type Colour = (typeof COLOURS)[number];

/** The map that holds one colour of a map of the model; colours of the image are −1, −2, −3. */
export const colourMap = (map: number, colour: Colour): number => (map === IMAGE ? IMAGE - colour : 3 * map + colour);

/** Every map split into its three colours (channel j is of colour j mod 3), for `receptiveField` and its like. */
export const colourAccess = (spec: PixelCnnSpec): AccessMap =>
  accessMap(spec).flatMap(({ layer, name, taps }) =>
    COLOURS.map((colour) => ({
      layer,
      name: `${name} ${"RGB"[colour]!}`,
      taps: taps.flatMap((tap): Tap[] =>
        COLOURS.filter((other) => readsChannel(spec, layer, tap, colour, other)).map((other) => ({
          ...tap,
          map: colourMap(tap.map, other),
        })),
      ),
    })),
  );
