/** What units stand for, by the table of their states over x1, x2 and the carry. */
import { CARRY_IN, DIGIT, twoOf } from "../../models/adder-presets.js";
import { THERMOMETER } from "../../models/threshold-rnn.js";
import { t } from "../language/t.js";

const [ONE, TWO, THREE] = THERMOMETER as readonly [number, number, number];

const MEANINGS: ReadonlyMap<number, () => string> = new Map([
  [ONE, () => t`sum ≥ 1`],
  [255 - ONE, () => t`sum = 0`],
  [TWO, () => t`sum ≥ 2: carry`],
  [255 - TWO, () => t`no carry`],
  [THREE, () => t`sum ≥ 3`],
  [255 - THREE, () => t`sum ≤ 2`],
  [DIGIT, () => "x1"],
  [CARRY_IN, () => t`carry in`],
  [twoOf("x1"), () => t`2 of ¬x1, x2, carry`],
  [twoOf("x2"), () => t`2 of x1, ¬x2, carry`],
  [twoOf("carry"), () => t`2 of x1, x2, ¬carry`],
]);

/** What a unit stands for, in a word or two. */
export const meaningOf = (table: number | null): string =>
  table === null ? "" : (MEANINGS.get(table)?.() ?? t`own code`);
