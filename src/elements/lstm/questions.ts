import type { Question } from "../controls/questions.js";
import { t } from "../language/t.js";
import { BACKWARD } from "./equations.js";
import type { ScalarRun } from "./scalar-run.js";
import { symbolOf, type RowName } from "./cells.js";

const paths = (row: RowName): number => BACKWARD.filter(({ into }) => into === row).length;

/** What is asked of one unit before its numbers are told: steps, paths, and whether one weight grows. */
export function scalarQuestions(run: ScalarRun): readonly Question[] {
  const steps = run.inputs.x.length;
  return [
    {
      id: "steps",
      kind: "number",
      prompt: t`An LSTM reads ${steps} inputs, one a step, and its loss goes back through all of them. How many sequential steps are that, forward and backward together?`,
      answer: run.forward.steps + run.backward.steps,
      explain: t`${run.forward.steps} forward, since h at a step needs h of the step before, and ${run.backward.steps} back: they were executed and counted.`,
    },
    {
      id: "paths-h",
      kind: "number",
      prompt: t`In the middle of the sequence, with a loss at every step: how many paths of the gradient end in h at one step?`,
      answer: paths("bar-h"),
      explain: t`${paths("bar-h")}: the loss of that step, and the pre-activations of the four gates of the next step. ${symbolOf("bar-h")} is their sum.`,
    },
    {
      id: "paths-c",
      kind: "number",
      prompt: t`And in the cell state c?`,
      answer: paths("bar-c"),
      explain: t`${paths("bar-c")}: through h of the same step, and through c of the next step, where the forget gate is the only factor.`,
    },
  ];
}
