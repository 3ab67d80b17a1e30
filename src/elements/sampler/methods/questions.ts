/** What is asked before it is told; every answer was executed. */
import type { SamplingMethod } from "../../../schedule/sampling.js";
import type { Question } from "../../controls/questions.js";
import { sizeOfDraw } from "../draws.js";
import { methodOf } from "../specs.js";
import type { MethodsRun } from "./run.js";
import { t } from "../../language/t.js";

export function methodQuestions({ drawn }: MethodsRun): readonly Question[] {
  const of = (name: SamplingMethod) => drawn.find(({ method }) => method === name);
  const [wavefront, cached, fixed] = [of("wavefront"), of("cached"), of("fixed-point")];
  if (!wavefront || !cached) return [];
  const { height, width } = sizeOfDraw(wavefront.trace);
  const fewest = Math.min(...drawn.map(({ trace }) => trace.pixelSteps));
  const winners = drawn.filter(({ trace }) => trace.pixelSteps === fewest);
  const list = drawn.map(({ inText }, i) => `${i + 1} ${inText}`).join(", ");
  const equals = `${wavefront.trace.pixelSteps}${wavefront.formula ? ` = ${wavefront.formula.text}` : ""}`;
  return [
    {
      id: "cached",
      kind: "number",
      prompt: t`An image of ${height} rows and ${width} columns is drawn pixel after pixel, and what was computed is kept. How many pixel-steps?`,
      answer: cached.trace.pixelSteps,
      explain: t`${cached.trace.pixelSteps}, one for every pixel: keeping what was computed saves work, not steps.`,
    },
    {
      id: "wavefront",
      kind: "number",
      prompt: t`Now all pixels that wait for no other are drawn together. How many pixel-steps for ${height} rows and ${width} columns?`,
      answer: wavefront.trace.pixelSteps,
      explain: t`${equals}: they were executed and counted. A pixel waits for its west neighbour, and for the rightmost pixel that it sees in the row above.`,
    },
    ...(winners.length === 1 && fixed
      ? [
          {
            id: "fewest",
            kind: "number" as const,
            prompt: t`Which method needs the fewest pixel-steps with this model and this noise: ${list}? Give its number.`,
            answer: drawn.indexOf(winners[0]!) + 1,
            explain: t`${methodOf(winners[0]!.method).title}, with ${fewest}. The fixed point took ${fixed.trace.pixelSteps}, the last of which found that nothing changes; it can never take more than the wavefront and one.`,
          },
        ]
      : []),
  ];
}
