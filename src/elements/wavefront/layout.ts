/** Where cells lie in a picture, and how large the pictures are side by side. */
import type { Grid } from "../../graph/grid.js";
import type { Skew } from "./model.js";

/** One map as it is drawn: `across` columns, of which a row fills `grid.width` from its shift on. */
export interface MapLayout {
  readonly height: number;
  readonly width: number;
  readonly across: number;
  readonly skew: Skew | null;
}

export const layoutOf = ({ height, width }: Pick<Grid, "height" | "width">, skew: Skew | null): MapLayout => ({
  height,
  width,
  across: skew === null ? width : width + height - 1,
  skew,
});

/** Cells by which a row is shifted to the right, so that what runs together stands in one column. */
export const shiftOf = ({ height, skew }: MapLayout, row: number): number =>
  skew === null ? 0 : skew === "down-right" ? row : height - 1 - row;

/** The slot, row · across + column on screen, of a pixel row · width + column. */
export const slotOf = (layout: MapLayout, pixel: number): number => {
  const row = Math.floor(pixel / layout.width);
  return row * layout.across + (pixel % layout.width) + shiftOf(layout, row);
};

/** The pixel of a slot, or null where it is padding. */
export const pixelOf = (layout: MapLayout, slot: number): number | null => {
  const row = Math.floor(slot / layout.across);
  const column = (slot % layout.across) - shiftOf(layout, row);
  return column >= 0 && column < layout.width ? row * layout.width + column : null;
};

/** The pixel under a point of a picture, 0…1 from its left and top; null on padding. */
export const pixelAtPoint = (layout: MapLayout, left: number, top: number): number | null => {
  const row = Math.min(layout.height - 1, Math.max(0, Math.floor(top * layout.height)));
  const column = Math.min(layout.across - 1, Math.max(0, Math.floor(left * layout.across)));
  return pixelOf(layout, row * layout.across + column);
};

export interface Arrangement {
  /** Pictures side by side, the image among them. */
  readonly columns: number;
  /** `stacks`: the maps of a layer stand below each other, and layers side by side. `rows`: layers below each other. */
  readonly flow: "wrap" | "stacks" | "rows";
  /** Side of a cell in CSS pixels. */
  readonly side: number;
}

interface Room {
  /** CSS pixels that there are. */
  readonly width: number;
  readonly layers: number;
  readonly perLayer: number;
  readonly across: number;
  readonly down: number;
}

export const GAP = 20;
const CAPTION = 38;
const LARGEST = 34;
/** Cells of this side can be pointed at and projected. */
const COMFORTABLE = 16;
/** Smaller cells can hardly be pointed at. */
const SMALLEST = 3;
/** To keep all pictures on one screen, cells are made no smaller than this. */
const SHRUNK = 12;
const NARROW = 760;
/** CSS pixels that all pictures together should not exceed in height, so that the clock is on the same screen. */
const tallestOf = ({ width, perLayer }: Room): number => (width < NARROW ? 660 : perLayer > 2 ? 700 : 540);

type Arranged = Arrangement & { readonly height: number };

/**
 * The lowest arrangement whose cells are comfortable to point at and that leaves the clock on the same screen; else the one with the
 * largest cells that does; else the lowest one with cells that can be pointed at.
 */
export function arrange(room: Room): Arrangement {
  const tallest = tallestOf(room);
  const candidates = candidatesFor(room);
  const usable = candidates.filter(({ side }) => side >= SMALLEST);
  const fitting = usable.filter(({ height }) => height <= tallest);
  const comfortable = fitting.filter(({ side }) => side >= COMFORTABLE);
  const lowest = (a: Arranged, b: Arranged): number => a.height - b.height;
  const largest = (a: Arranged, b: Arranged): number => b.side - a.side;
  const [best] =
    comfortable.length > 0
      ? comfortable.sort(lowest)
      : fitting.length > 0
        ? fitting.sort(largest)
        : usable.length > 0
          ? usable.sort(lowest)
          : candidates.sort(largest);
  const { columns, flow, side } = best!;
  return { columns, flow, side };
}

function candidatesFor(room: Room): Arranged[] {
  const { width, layers, perLayer, across, down } = room;
  const candidate = (columns: number, rows: number, flow: Arrangement["flow"]): Arranged => {
    const fitsWidth = Math.max(1, Math.floor((width - GAP * (columns - 1)) / columns / across));
    const fitsHeight = Math.max(SHRUNK, Math.floor((tallestOf(room) / rows - CAPTION) / down));
    const side = Math.min(LARGEST, fitsWidth, fitsHeight);
    return { columns, flow, side, height: rows * (side * down + CAPTION) };
  };
  const upTo = (most: number): readonly number[] => Array.from({ length: most }, (_, i) => i + 1);
  if (perLayer === 1)
    return upTo(layers + 1).map((columns) => candidate(columns, Math.ceil((layers + 1) / columns), "wrap"));
  return [
    candidate(layers + 1, perLayer, "stacks"),
    ...upTo(perLayer)
      .filter((columns) => perLayer % columns === 0)
      .map((columns) => candidate(columns, (layers * perLayer) / columns + 1, "rows")),
  ];
}
