import type { CheckAdder } from "../../engine/check-adders.js";
import { BLANK, CANONICAL } from "../../models/adder-presets.js";
import { shortestFailingRipple } from "../../models/logistic-adder.js";
import type { Question } from "../controls/questions.js";
import { t } from "../language/t.js";

/** What the questions are about, executed. */
export interface Asked {
  /** Right pairs of the 256 without recurrence. */
  readonly right: number;
  /** The first wrong column of A + B without recurrence, from 1. */
  readonly column: number;
  readonly got: number;
  /** The longest ripple that a carry survives at the gain GAIN. */
  readonly ripple: number;
}

const BITS = 4;
const A = 5;
const B = 7;
const GAIN = 3.2;
const LONGEST = 1000;

/** Runs what is asked about: the homework's adder without recurrence on all pairs of 4-bit numbers, and a ripple. */
export async function ask(run: CheckAdder, signal?: AbortSignal): Promise<Asked> {
  const net = { ...CANONICAL, W_hh: BLANK.W_hh };
  const report = await run(net, { bits: BITS }, signal ? { signal } : {});
  const pair = report.failing().find(({ a, b }) => a === A && b === B);
  const failing = shortestFailingRipple(CANONICAL, GAIN, LONGEST);
  if (!pair || failing === null) throw new Error("the questions are about a net that fails");
  return { right: report.right, column: pair.column + 1, got: pair.got, ripple: failing - 1 };
}

const binary = (value: number): string => value.toString(2).padStart(BITS, "0");

/** What is asked before it is shown. No prompt tells how to make an adder. Null before it was executed. */
export function adderQuestions(asked: Asked | null): readonly Question[] | null {
  if (!asked) return null;
  const { right, column, got, ripple } = asked;
  return [
    {
      id: "no-recurrence",
      kind: "number",
      prompt: t`All recurrent weights W_hh of an adder that was right are set to 0, so that no column hears of the carry. Of the ${4 ** BITS} pairs of ${BITS}-bit numbers, how many are still added correctly?`,
      answer: right,
      explain: t`${right} = 3⁴: without a carry it is XOR, which is right where no column has two ones. Three of the four pairs of digits are left in each of ${BITS} columns.`,
    },
    {
      id: "first-wrong-column",
      kind: "number",
      prompt: t`The same net without recurrence adds ${A} + ${B}, in binary ${binary(A)} + ${binary(B)}. Which column is the first to be wrong? Column 1 is the least significant.`,
      answer: column,
      explain: t`Column ${column}: column 1 adds 1 + 1 and its 0 is right, but the carry that column ${column} should get is lost. The net writes ${got}.`,
    },
    {
      id: "longest-ripple",
      kind: "number",
      prompt: t`Logistic units σ(κ z) with gain κ = ${GAIN} take the place of the thresholds, and the carry fades from column to column. How many columns in a row can pass a carry on before the sum is wrong?`,
      answer: ripple,
      explain: t`${ripple}: a ripple of ${ripple} columns comes out right, one of ${ripple + 1} does not. A column that passes the carry on takes its unit from h to σ(κ (h − ½)); only above κ = 4 is there no limit.`,
    },
  ];
}
