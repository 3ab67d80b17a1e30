/** The four sweeps of an MDRNN layer, each named by where it goes: "se" is the ordinary one, towards south-east. */
import type { Offset } from "./mask.js";

export const DIRECTIONS = ["se", "sw", "ne", "nw"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * Where a sweep comes from: the neighbours that ran before. W_west belongs to the one beside and W_north to the one above
 * or below, as the sweep sees it: towards south-west, W_west reads the east neighbour.
 */
export interface Behind {
  readonly west: Offset;
  readonly north: Offset;
}

export const behind = (direction: Direction): Behind => ({
  west: { dr: 0, dc: direction.endsWith("e") ? -1 : 1 },
  north: { dr: direction.startsWith("s") ? -1 : 1, dc: 0 },
});
