/** The values and bars of one unit over time, as a grid: a row for every quantity, a column for every step. */
import type { Gate } from "../../models/scalar-lstm.js";
import type { ScalarRun } from "./scalar-run.js";

export const FORWARD_ROWS = ["x", "i", "f", "g", "o", "c", "h", "target", "delta"] as const;
/** In the order in which one step computes them. */
export const BACKWARD_ROWS = ["bar-h", "bar-c", "bar-g", "bar-o", "bar-f", "bar-i"] as const;
export type RowName = (typeof FORWARD_ROWS)[number] | (typeof BACKWARD_ROWS)[number];
export const ROWS: readonly RowName[] = [...FORWARD_ROWS, ...BACKWARD_ROWS];

export interface Place {
  readonly row: RowName;
  /** 0 is before the first step. */
  readonly t: number;
}
/** "bar-h:3", as links and pointers name a place. */
export const keyOf = ({ row, t }: Place): string => `${row}:${t}`;

/** The place that a key names in a run of T steps; null where there is none. */
export function placeOf(key: string, steps: number): Place | null {
  const [name = "", number = ""] = key.split(":");
  const row = ROWS.find((candidate) => candidate === name);
  const t = Number(number);
  if (!row || !Number.isInteger(t) || t > steps) return null;
  return t >= firstStep(row) ? { row, t } : null;
}

/** h, c and their bars exist before the first step too. */
export const firstStep = (row: RowName): number => (/^(bar-)?[hc]$/.test(row) ? 0 : 1);

export const isBar = (row: RowName): row is (typeof BACKWARD_ROWS)[number] => row.startsWith("bar-");

/** Plain text: "h̄", "δ", "x". A target is y. */
export const symbolOf = (row: RowName): string => {
  if (row === "delta") return "δ";
  if (row === "target") return "y";
  return isBar(row) ? `${row.slice(4)}\u0304` : row;
};

/** The number at a place. */
export function valueAt({ inputs, targets, steps, bars, losses, initial }: ScalarRun, { row, t }: Place): number {
  if (row === "x") return inputs.x[t - 1]!;
  if (row === "target") return targets[t - 1]!;
  if (row === "delta") return losses[t - 1]!;
  const name = (isBar(row) ? row.slice(4) : row) as Gate | "c" | "h";
  if (t > 0) return (isBar(row) ? bars : steps)[t - 1]![name];
  const state = name as "c" | "h";
  if (isBar(row)) return initial[state];
  return state === "h" ? inputs.h0 : inputs.c0;
}

/** Whether a place has been computed when `step` of the 2 T sequential steps are done: forward from 1 to T, backward from T to 1. */
export function isComputed({ row, t }: Place, step: number, steps: number): boolean {
  if (row === "x" || row === "target") return true;
  if (!isBar(row)) return t <= step;
  return step >= (t === 0 ? 2 * steps : 2 * steps - t + 1);
}

/** The time step in which the last step of the clock ran; 0 before the first. */
export const columnOf = (step: number, steps: number): number => (step <= steps ? step : 2 * steps - step + 1);
