/** What the placements are in this run: without batch norm some of them are the same stack, and none speaks of it. */
import { t } from "../language/t.js";
import {
  blockOperations,
  placementOf,
  type PlacedOperation,
  type PlacementName,
  type ResidualOperation,
} from "../../models/residual.js";

const WORDS: Readonly<Record<ResidualOperation, () => string>> = {
  weight: () => t`weight`,
  norm: () => t`batch norm`,
  relu: () => "ReLU",
};

export const inWords = (operations: readonly PlacedOperation[]): readonly string[] =>
  operations.map(({ kind }) => WORDS[kind]());

/** "batch norm and ReLU". */
export const listed = (words: readonly string[]): string =>
  words.reduce((all, word) => (all === "" ? word : t`${all} and ${word}`), "");

/** Placements by what they execute: those of a group give the same numbers from the same weights. */
export function sameStacks(
  names: readonly PlacementName[],
  norm: boolean,
): readonly (readonly [PlacementName, ...PlacementName[]])[] {
  const groups = new Map<string, [PlacementName, ...PlacementName[]]>();
  for (const placement of names) {
    const key = JSON.stringify(blockOperations({ placement, norm }));
    const group = groups.get(key);
    if (group) group.push(placement);
    else groups.set(key, [placement]);
  }
  return [...groups.values()];
}

/** "Original = BN after addition". */
export const titleOf = (group: readonly PlacementName[]): string =>
  group.map((name) => placementOf(name).title).join(" = ");
