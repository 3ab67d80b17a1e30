/** From the settings and a sweep to the pictures of all maps: what the page paints and a figure writes. */
import { layerOf } from "../../graph/grid.js";
import { rgbaFromTensor } from "../../io/pixels.js";
import type { CellVerdict } from "../controls/questions.js";
import type { Mark } from "../figure/marks.js";
import { neighbourhoodOf } from "./neighbourhood.js";
import type { Neighbourhood } from "./neighbourhood.js";
import { arrange, layoutOf } from "./layout.js";
import type { Arrangement, MapLayout } from "./layout.js";
import { imageMarks, mapMarks, NOTHING_POINTED } from "./marks.js";
import type { Look, Pointed } from "./marks.js";
import { t } from "../language/t.js";
import { arrowOf, mapsPerLayer, skewOf } from "./model.js";
import type { WavefrontState } from "./model.js";
import type { Sweep } from "./sweep.js";

/** A map or, as −1, the image. */
export interface Panel {
  readonly map: number;
  readonly title: string;
  readonly layout: MapLayout;
}

export interface Scene {
  readonly panels: readonly Panel[];
  readonly arrangement: Arrangement;
}

export const sceneOf = (sweep: Sweep, layout: WavefrontState["layout"], width: number): Scene => {
  const { grid } = sweep.forward.plan;
  const maps = sweep.access.map((entry, map): Panel => {
    const skew = layout === "skewed" ? skewOf(sweep.spec, entry.name) : null;
    return { map, title: t`layer ${entry.layer + 1} ${arrowOf(entry)}`.trim(), layout: layoutOf(grid, skew) };
  });
  const image: Panel = { map: -1, title: t`image x`, layout: layoutOf(grid, null) };
  const across = Math.max(...maps.map((map) => map.layout.across));
  const perLayer = mapsPerLayer(sweep.spec);
  const layers = maps.length / perLayer;
  return { panels: [image, ...maps], arrangement: arrange({ width, layers, perLayer, across, down: grid.height }) };
};

/** One in the middle of the second layer, or of the only one: with neighbours on all sides. */
export const defaultCell = ({ access, forward }: Sweep): number => {
  const { grid } = forward.plan;
  const layer = Math.min(1, access.at(-1)!.layer);
  const map = access.findIndex((entry) => entry.layer === layer);
  return (map * grid.height + Math.floor(grid.height / 2)) * grid.width + Math.floor(grid.width / 2);
};

/** What is shown of a sweep. */
export interface Shown {
  readonly sweep: Sweep;
  readonly pass: WavefrontState["pass"];
  readonly show: WavefrontState["show"];
  readonly step: number;
  readonly cell: number;
  /** The pixels that the cell sees. */
  readonly context: readonly number[];
  readonly verdicts: ReadonlyMap<number, CellVerdict>;
  /** While a question stands only the cell itself is framed. */
  readonly held: boolean;
}

const wordsOf = ({ x }: Sweep): Uint32Array => new Uint32Array(rgbaFromTensor(x).buffer);

/** The marks of one panel. */
export function panelMarks({ map, layout }: Panel, shown: Shown, look: Look): readonly Mark[] {
  const { sweep, pass, show, step, verdicts } = shown;
  const around: Neighbourhood = shown.held
    ? { reads: [], pixels: [], readers: [] }
    : neighbourhoodOf(sweep, shown.cell, pass);
  if (map < 0) {
    const isForward = pass === "forward" && !shown.held;
    const pointed = { ...NOTHING_POINTED, reads: around.pixels };
    return imageMarks(wordsOf(sweep), isForward ? shown.context : [], pointed, layout, look);
  }
  const pointed = pointedOn(map, shown, around);
  return mapMarks({ pass: sweep[pass], map, step, show, layout, pointed, verdicts }, look);
}

function pointedOn(map: number, { sweep, cell }: Shown, { reads, readers }: Neighbourhood): Pointed {
  const { grid } = sweep.forward.plan;
  const size = grid.height * grid.width;
  const here = (cells: readonly number[]): readonly number[] =>
    [...new Set(cells)].filter((other) => layerOf(grid, other) === map).map((other) => other % size);
  return { chosen: here([cell])[0] ?? null, reads: here(reads), readers: here(readers) };
}
