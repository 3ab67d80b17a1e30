import type { Schedule } from "../../schedule/schedule.js";
import type { CellProgram } from "./program.js";
import type { CellKind } from "./roles.js";

/** A stretch of the run order whose cells are of one kind: one dispatch. */
export interface KindRange {
  readonly kind: CellKind;
  readonly first: number;
  readonly count: number;
}

export interface KindOrder {
  /** Every cell that the schedule names, step by step, within a step kind by kind. */
  readonly order: Uint32Array;
  ranges(step: number): readonly KindRange[];
}

/** A schedule written out for the cell kernels, each of which runs cells of one kind. */
export function kindOrder(program: CellProgram, schedule: Schedule): KindOrder {
  const pixels = schedule.grid.height * schedule.grid.width;
  const kinds = [...new Set(program.maps.map((map) => map.kind))];
  const kindOf = Uint8Array.from(program.maps, (map) => kinds.indexOf(map.kind));
  const order = new Uint32Array(program.maps.length * pixels);
  // ends[step · kinds + kind] is where that stretch ends; it starts where the one before ended
  const ends = new Uint32Array(schedule.length * kinds.length);
  let next = 0;
  for (let step = 0; step < schedule.length; step++) {
    const width = schedule.width(step);
    for (let kind = 0; kind < kinds.length; kind++) {
      for (let index = 0; index < width; index++) {
        const cell = schedule.cell(step, index);
        if (kindOf[Math.floor(cell / pixels)] === kind) order[next++] = cell;
      }
      ends[step * kinds.length + kind] = next;
    }
  }
  return {
    // cells that no output needs are in no step
    order: order.subarray(0, next),
    ranges: (step) =>
      kinds.map((kind, k) => {
        const at = step * kinds.length + k;
        const first = at === 0 ? 0 : ends[at - 1]!;
        return { kind, first, count: ends[at]! - first };
      }),
  };
}
