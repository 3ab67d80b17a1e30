/** What is asked before it is told; every answer was executed. */
import type { SamplingMethod } from "../../../schedule/sampling.js";
import type { Question } from "../../controls/questions.js";
import { sizeOfDraw } from "../draws.js";
import { METHODS, sizeText } from "../specs.js";
import type { MethodsRun } from "./run.js";

export function methodQuestions({ drawn }: MethodsRun): readonly Question[] {
  const of = (name: SamplingMethod) => drawn.find(({ method }) => method === name);
  const [wavefront, cached, fixed] = [of("wavefront"), of("cached"), of("fixed-point")];
  if (!wavefront || !cached) return [];
  const size = sizeText(sizeOfDraw(wavefront.trace));
  const fewest = Math.min(...drawn.map(({ trace }) => trace.pixelSteps));
  const winners = drawn.filter(({ trace }) => trace.pixelSteps === fewest);
  const list = drawn.map(({ title }, i) => `${i + 1} ${title.toLowerCase()}`).join(", ");
  return [
    {
      id: "cached",
      kind: "number",
      prompt: `An image of ${size} is drawn pixel after pixel, and what was computed is kept. How many pixel-steps?`,
      answer: cached.trace.pixelSteps,
      explain: `${cached.trace.pixelSteps}, one for every pixel: keeping what was computed saves work, not steps.`,
    },
    {
      id: "wavefront",
      kind: "number",
      prompt: `Now all pixels that wait for no other are drawn together. How many pixel-steps for ${size}?`,
      answer: wavefront.trace.pixelSteps,
      explain: `${wavefront.trace.pixelSteps}${wavefront.formula ? ` = ${wavefront.formula.text}` : ""}: they were executed and counted. A pixel waits for its west neighbour, and for the rightmost pixel that it sees in the row above.`,
    },
    ...(winners.length === 1 && fixed
      ? [
          {
            id: "fewest",
            kind: "number" as const,
            prompt: `Which method needs the fewest pixel-steps with this model and this noise: ${list}? Give its number.`,
            answer: drawn.indexOf(winners[0]!) + 1,
            explain: `${METHODS[winners[0]!.method].title}, with ${fewest}. The fixed point took ${fixed.trace.pixelSteps}, the last of which found that nothing changes; it can never take more than the wavefront and one.`,
          },
        ]
      : []),
  ];
}
