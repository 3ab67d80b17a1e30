import { html } from "lit";
import type { TemplateResult } from "lit";
import { decimal, superscript } from "../controls/decimal.js";
import { t } from "../language/t.js";
import { IMAGE } from "../../models/maps.js";
import type { MapEntry } from "../../models/maps.js";
import type { Place, Vector } from "./cell-numbers.js";
import { arrowOf } from "./model.js";

/** As many channels stand in columns of their own; of more, the norm and the mean. */
export const MOST_COLUMNS = 4;

export const columnsOf = (channels: number): readonly string[] =>
  channels <= MOST_COLUMNS ? Array.from({ length: channels }, (_, k) => String(k + 1)) : [t`norm`, t`mean`];

export const numbersOf = (vector: Vector): readonly string[] => {
  if (vector.length <= MOST_COLUMNS) return vector.map(decimal);
  const sum = vector.reduce((total, value) => total + value, 0);
  return [decimal(Math.hypot(...vector)), decimal(sum / vector.length)];
};

/** "(0.120, −0.310)" or "norm 0.830, mean −0.020". */
export const vectorText = (vector: Vector): string => {
  const numbers = numbersOf(vector);
  if (vector.length > MOST_COLUMNS) return t`norm ${numbers[0]!}, mean ${numbers[1]!}`;
  return vector.length === 1 ? numbers[0]! : `(${numbers.join(", ")})`;
};

/** "x(5, 7)", "h²(5, 6)", "δ²(5, 8)"; the arrow says which sweep of a layer. */
export const placeText = (
  symbol: string,
  { map, row, column }: Omit<Place, "inside">,
  maps: readonly MapEntry[],
): string => {
  const at = `(${row}, ${column})`;
  const entry = maps[map];
  return map === IMAGE || !entry ? `x${at}` : `${symbol}${superscript(entry.layer + 1)}${arrowOf(entry)}${at}`;
};

const WEIGHTS: readonly (readonly [ending: string, subscript: string])[] = [
  ["w_in", "in"],
  ["w_west", "W"],
  ["w_north", "N"],
  ["w_side", "side"],
  ["input.weight", "is"],
  ["state.weight", "ss"],
];

const subscriptOf = (name: string): string => WEIGHTS.find(([ending]) => name.endsWith(ending))?.[1] ?? name;

/** A weight in plain text: "W_in". */
export const weightName = (name: string): string => `W_${subscriptOf(name)}`;

/** A weight as the formulas write it: W with its subscript. */
export const weightText = (name: string, isTransposed = false): TemplateResult =>
  html`<var>W</var><sub>${subscriptOf(name)}</sub>${isTransposed ? html`<sup>⊤</sup>` : null}`;
