/** What is asked before it is told; every answer was executed. */
import type { SamplingMethod } from "../../schedule/sampling.js";
import type { Question } from "../controls/questions.js";
import type { CompletionRun } from "./completion/run.js";
import { sizeOfDraw } from "./draws.js";
import type { MethodsRun } from "./methods/run.js";
import type { ModelsRun } from "./models/run.js";
import { METHODS } from "./specs.js";

const sizeText = ({ height, width }: { readonly height: number; readonly width: number }): string =>
  `${height} rows and ${width} columns`;

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

export function completionQuestions({ trace, rows }: CompletionRun): readonly Question[] {
  const { height, width } = sizeOfDraw(trace);
  return [
    {
      id: "completion",
      kind: "number",
      prompt: `Of ${height} rows with ${width} columns the upper ${rows} are given. In how many pixel-steps can the rest be drawn?`,
      answer: trace.pixelSteps,
      explain: `${trace.pixelSteps}: pixels that are given are waited for by nobody, so it is as if the image had ${height - rows} rows.`,
    },
  ];
}

export function modelQuestions({ drawn, size }: ModelsRun): readonly Question[] {
  const of = (model: string) => drawn.find(({ name }) => name === model)!;
  const [pixelcnn, quadrant, gated, mdrnn] = ["pixelcnn", "quadrant", "gated", "mdrnn"].map(of) as [
    ModelsRun["drawn"][number],
    ModelsRun["drawn"][number],
    ModelsRun["drawn"][number],
    ModelsRun["drawn"][number],
  ];
  const steps = ({ trace }: typeof pixelcnn): number => trace.pixelSteps;
  const three = [pixelcnn, gated, mdrnn];
  const order = [1, 2, 3].sort((a, b) => steps(three[a - 1]!) - steps(three[b - 1]!));
  const isStrict = new Set(three.map(steps)).size === three.length;
  return [
    {
      id: "mdrnn",
      kind: "number",
      prompt: `An MDRNN sees all that lies north-west of a pixel. In how many pixel-steps can it draw ${sizeText(size)}?`,
      answer: steps(mdrnn),
      explain: `${steps(mdrnn)} = ${mdrnn.formula!.text}: a whole anti-diagonal at once.`,
    },
    {
      id: "quadrant",
      kind: "number",
      prompt: "And a convolution that sees no more than that, a quadrant PixelCNN?",
      answer: steps(quadrant),
      explain: `${steps(quadrant)}, as many: what a model sees decides, not whether it is a convolution or a recurrence.`,
    },
    ...(isStrict
      ? [
          {
            id: "order",
            kind: "number" as const,
            prompt:
              "Put them in order, the fewest pixel-steps first: 1 PixelCNN, 2 gated PixelCNN, 3 MDRNN. Give the three digits, such as 123.",
            answer: Number(order.join("")),
            explain: `${order.map((i) => `${three[i - 1]!.title} ${steps(three[i - 1]!)}`).join(", ")}: the more a model sees to the upper right, the longer a row waits for the one above.`,
          },
        ]
      : []),
  ];
}
