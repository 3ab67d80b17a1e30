/** What is asked before it is told; every answer was executed. */
import type { Question } from "../../controls/questions.js";
import type { ModelsRun } from "./run.js";
import { t } from "../../language/t.js";

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
      prompt: t`An MDRNN sees all that lies north-west of a pixel. In how many pixel-steps can it draw ${size.height} rows and ${size.width} columns?`,
      answer: steps(mdrnn),
      explain: t`${steps(mdrnn)} = ${mdrnn.formula!.text}: a whole anti-diagonal at once.`,
    },
    {
      id: "quadrant",
      kind: "number",
      prompt: t`And a convolution that sees no more than that, a quadrant PixelCNN?`,
      answer: steps(quadrant),
      explain: t`${steps(quadrant)}, as many: what a model sees decides, not whether it is a convolution or a recurrence.`,
    },
    ...(isStrict
      ? [
          {
            id: "order",
            kind: "number" as const,
            prompt: t`Put them in order, the fewest pixel-steps first: 1 PixelCNN, 2 gated PixelCNN, 3 MDRNN. Give the three digits, such as 123.`,
            answer: Number(order.join("")),
            explain: t`${order.map((i) => `${three[i - 1]!.title} ${steps(three[i - 1]!)}`).join(", ")}: the more a model sees to the upper right, the longer a row waits for the one above.`,
          },
        ]
      : []),
  ];
}
