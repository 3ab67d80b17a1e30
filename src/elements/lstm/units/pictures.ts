/** The layers over time and the units over time, as marks for the page and for paper. */
import type { Mark } from "../../figure/marks.js";
import { colourAt, type Ramp } from "../../styles/ramps.js";
import type { LstmState } from "../view.js";
import { unitsOverTime, type UnitsRun } from "./units-run.js";

export interface PictureLook {
  readonly ramp: Ramp;
  readonly paint: (token: string) => string;
  /** Steps on the clock. */
  readonly step: number;
  readonly side: number;
  readonly x: number;
  readonly y: number;
}

const largest = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;

/** Cells of layers × steps: the mean of h where it has run, lit where it runs now. The first layer is the lowest row. */
export function layersMarks(
  { schedule, means }: UnitsRun,
  { ramp, paint, step, side, x, y }: PictureLook,
): readonly Mark[] {
  const { layers, width } = schedule.grid;
  const scale = largest(means);
  const place = (cell: number): number => (layers - 1 - Math.floor(cell / width)) * width + (cell % width);
  const colours = new Uint32Array(layers * width);
  const now: number[] = [];
  for (let cell = 0; cell < layers * width; cell++) {
    const at = schedule.stepOf(cell);
    if (at < step) colours[place(cell)] = colourAt(ramp, 0.5 + 0.5 * (means[cell]! / scale));
    if (at === step - 1) now.push(place(cell));
  }
  const frame = { kind: "frames", x, y, columns: width, side, cells: now } as const;
  return [
    { kind: "cells", x, y, rows: layers, columns: width, side, colours },
    { ...frame, stroke: paint("glow"), strokeWidth: 3 },
    { ...frame, stroke: paint("outline"), strokeWidth: 1 },
  ];
}

/** Of the layer and the sequence that are shown, every unit over time; columns that have not run are clear. */
export function unitsMarks(
  run: UnitsRun,
  state: Pick<LstmState, "show" | "bars" | "sequence">,
  { ramp, step, side, x, y }: PictureLook,
): readonly Mark[] {
  const values = unitsOverTime(run, state);
  const scale = largest(values);
  const { steps, schedule, layer } = run;
  const colours = Uint32Array.from(values, (value, i) =>
    schedule.stepOf(layer * steps + (i % steps)) < step ? colourAt(ramp, 0.5 + 0.5 * (value / scale)) : 0,
  );
  return [{ kind: "cells", x, y, rows: run.spec.hidden, columns: steps, side, colours }];
}

/** The weights of the layer: weight_ih beside weight_hh, 4 H rows, with a line between the gates. */
export function packingMarks(run: UnitsRun, { ramp, paint, side, x, y }: Omit<PictureLook, "step">): readonly Mark[] {
  const { spec, layer, weights } = run;
  const rows = 4 * spec.hidden;
  const parts = ["ih", "hh"].map((name) => weights[`weight_${name}_l${layer}`]!);
  const scale = Math.max(...parts.map(({ data }) => largest(Float32Array.from(data))));
  let left = x;
  return parts.flatMap(({ shape, data }): readonly Mark[] => {
    const columns = shape[1]!;
    const at = left;
    left += columns * side + PACKING_GAP;
    return [
      {
        kind: "cells",
        x: at,
        y,
        rows,
        columns,
        side,
        colours: Uint32Array.from(data, (value) => colourAt(ramp, 0.5 + 0.5 * (value / scale))),
      },
      ...[1, 2, 3].map((gate): Mark => ({
        kind: "path",
        d: `M${at} ${y + gate * spec.hidden * side}h${columns * side}`,
        stroke: paint("ink"),
        strokeWidth: 1.5,
      })),
    ];
  });
}

/** Pixels between the two weights. */
export const PACKING_GAP = 14;
