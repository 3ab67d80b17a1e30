import { SweepfieldError } from "../../error.js";
import { modelSource } from "../../models/pytorch/index.js";
import { t } from "../language/t.js";
import type { DataTable, TakeAway } from "../tools/take-away.js";
import { stackFigure } from "./layer-stack.figure.js";
import type { StackShown } from "./layer-stack.figure.js";
import type { SfLayerStack, ShownStack } from "./layer-stack.js";
import { meansOf } from "./stack-run.js";
import { PRESETS, turned } from "./steering.js";

/** Pictures of a whole turn, and how many of them a second. */
const TURNS = 72;
const RATE = 12;

/** What is read of the element. */
type Stack = Pick<SfLayerStack, "shown">;

function ranOf({ shown }: Stack): ShownStack {
  if (!shown) throw new SweepfieldError("engine-failed", t`the stack has not run yet; wait for its first result`);
  return shown;
}

async function drawable(stack: Stack): Promise<StackShown> {
  const { result, ...rest } = ranOf(stack);
  return { ...rest, image: result.image, means: await meansOf(result), adapter: result.trace.adapter };
}

type Cone = Pick<ShownStack, "planes" | "model">;

/** How much the output sees of each plane, from the output down to the image. */
export const planesTable = ({ planes }: Cone): DataTable => ({
  name: "planes",
  columns: ["plane", "seen", "of", "first_row", "last_row", "first_column", "last_column"],
  rows: planes.toReversed().map(({ plane, count, seen, rows, columns }) => {
    const [top, bottom] = rows ?? [null, null];
    const [left, right] = columns ?? [null, null];
    return [plane.title, count, seen.length, top, bottom, left, right];
  }),
});

/** Every cell that the output sees, plane by plane. */
export const cellsTable = ({ planes, model: { grid } }: Cone): DataTable => ({
  name: "cells",
  columns: ["plane", "row", "column"],
  rows: planes
    .toReversed()
    .flatMap(({ plane, seen }) =>
      [...seen.keys()]
        .filter((pixel) => seen[pixel] === 1)
        .map((pixel) => [plane.title, Math.floor(pixel / grid.width), pixel % grid.width]),
    ),
});

export const takeAway: TakeAway<Stack> = {
  figure: async (element) => stackFigure(await drawable(element)),
  frames: async (element) => {
    const shown = await drawable(element);
    const { state } = shown;
    return {
      length: TURNS,
      rate: RATE,
      at: (frame) => stackFigure({ ...shown, state: { ...state, ...turned(state, (360 / TURNS) * frame, 0) } }),
    };
  },
  tables: ({ shown }) => (!shown || shown.isHidden ? [] : [planesTable(shown), cellsTable(shown)]),
  pytorch: (element) => {
    const { spec, grid } = ranOf(element).model;
    return modelSource(spec, grid);
  },
  scenes: Object.values(PRESETS).map(({ turn, tilt, zoom }) => ({
    turn: String(turn),
    tilt: String(tilt),
    zoom: String(zoom),
  })),
};
