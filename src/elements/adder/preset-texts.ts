/** The nets to start from in words: a name, and what each shows. */
import { t } from "../language/t.js";
import type { Start } from "./presets.js";

interface Said {
  readonly name: () => string;
  /** In a sentence. */
  readonly note: () => string;
}

const GROUPS: Readonly<Record<Start["group"], () => string>> = {
  right: () => t`right`,
  "right in another code": () => t`right in another code`,
  "right under one convention": () => t`right under one convention`,
  instructive: () => t`instructive`,
  "your own": () => t`your own`,
};

const TEXTS: Readonly<Record<string, Said>> = {
  "carry-in-kept": {
    name: () => t`carry in, carry out`,
    note: () =>
      t`Unit 1 keeps the carry that came in, unit 2 the one that goes out; unit 3 is on where two of x1, x2 and “no carry” are.`,
  },
  "digit-kept": {
    name: () => t`digit x1, carry`,
    note: () => t`Unit 3 is the digit x1 itself; unit 1 is on where two of “not x1”, x2 and the carry are.`,
  },
  "three-majorities": {
    name: () => t`three majorities`,
    note: () => t`Each unit is on where two of three are: unit 1 turns x1 over first, unit 3 turns x2 over.`,
  },
  canonical: {
    name: () => t`canonical`,
    note: () => t`Half-integers: no sum is ever 0, so both conventions give the same.`,
  },
  "output-row": {
    name: () => t`output 1, −2, 2`,
    note: () => t`Another output row for the same three units.`,
  },
  scaled: {
    name: () => t`rows scaled`,
    note: () => t`A row and its bias times a positive number decide the same.`,
  },
  "unit-1-complemented": {
    name: () => t`unit 1 complemented`,
    note: () => t`Unit 1 says “the sum is 0”.`,
  },
  "carry-complemented": {
    name: () => t`carry complemented`,
    note: () => t`Unit 2 says “no carry”, and all units read it the other way round.`,
  },
  permuted: {
    name: () => t`units in another order`,
    note: () => t`The carry is unit 1.`,
  },
  "integers-from-zero": {
    name: () => t`integers, needs z ≥ 0`,
    note: () => t`Biases −1, −2, −3 and −1: the deciding sums are 0.`,
  },
  "integers-above-zero": {
    name: () => t`integers, needs z > 0`,
    note: () => t`Biases 0, −1, −2 and 0: right as long as 0 is off.`,
  },
  "no-recurrence": {
    name: () => t`no recurrence`,
    note: () => t`Without a carry it is XOR: right where no column sum reaches 2.`,
  },
  "reads-unit-1": {
    name: () => t`reads unit 1`,
    note: () => t`The state that comes back says “at least 1”, not “carry”.`,
  },
  "reads-unit-3": {
    name: () => t`reads unit 3`,
    note: () => t`The state that comes back says “all 3”, not “carry”.`,
  },
  "unit-3-strict": {
    name: () => t`unit 3 too strict`,
    note: () => t`Unit 3 never fires: wrong where a column sum is 3.`,
  },
  "output-ignores-unit-3": {
    name: () => t`output ignores unit 3`,
    note: () => t`Wrong where a column sum is 3, and right again in the next column.`,
  },
  "unit-1-eager": {
    name: () => t`unit 1 too eager`,
    note: () => t`Unit 1 is on at a sum of 0: every 0 becomes a 1.`,
  },
  "output-eager": {
    name: () => t`output too eager`,
    note: () => t`b_y = ½: a 0 is never written.`,
  },
  blank: {
    name: () => t`blank: find the weights`,
    note: () => t`All 22 numbers are 0. What a unit stands for is read off the net as soon as it adds.`,
  },
};

export const groupWords = (group: Start["group"]): string => GROUPS[group]();
export const nameOf = ({ id }: Start): string => TEXTS[id]!.name();
export const noteOf = ({ id }: Start): string => TEXTS[id]!.note();
