/** What is asked before it is told; every answer was executed. */
import type { Question } from "../../controls/questions.js";
import { sizeOfDraw } from "../draws.js";
import type { CompletionRun } from "./run.js";
import { t } from "../../language/t.js";

export function completionQuestions({ trace, rows }: CompletionRun): readonly Question[] {
  const { height, width } = sizeOfDraw(trace);
  return [
    {
      id: "completion",
      kind: "number",
      prompt: t`Of ${height} rows with ${width} columns the upper ${rows} are given. In how many pixel-steps can the rest be drawn?`,
      answer: trace.pixelSteps,
      explain: t`${trace.pixelSteps}: pixels that are given are waited for by nobody, so it is as if the image had ${height - rows} rows.`,
    },
  ];
}
