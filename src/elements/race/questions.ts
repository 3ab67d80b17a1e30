import type { Question } from "../controls/questions.js";
import { noun } from "../controls/noun.js";
import { t } from "../language/t.js";
import { isPipelined } from "./lanes.js";
import type { Lane } from "./lanes.js";

/** The step at which the clock stands while the cells of the next one are asked for: late enough that several layers run at once. */
const ASKED_AT = 2;

/** The pixels at which something runs in a 0-based step. */
const pixelsOf = ({ plan }: Lane, step: number): ReadonlySet<number> => {
  const { height, width } = plan.grid;
  return new Set(Array.from({ length: plan.width(step) }, (_, i) => plan.cell(step, i) % (height * width)));
};

/** The step of the clock that belongs to a question. */
export const clockOf = ({ kind }: Question): number => (kind === "cells" ? ASKED_AT : 0);

/** What the race asks before it tells, of the lane whose layers run at once; null before it is there. */
export function raceQuestions(lanes: readonly Lane[]): readonly Question[] | null {
  const lane = lanes.find(isPipelined);
  if (!lane) return null;
  const { height, width, layers } = lane.plan.grid;
  const sweep = height + width - 1;
  const pixels = pixelsOf(lane, ASKED_AT);
  return [
    {
      kind: "number",
      id: "pipelined-steps",
      prompt: t`An MDRNN of ${layers} ${noun(layers, "layer")} reads ${height} × ${width} pixels, and a layer starts on a pixel as soon as all that it reads there is done. How many sequential steps does this pipelined sweep take?`,
      answer: lane.plan.length,
      explain: explainSteps(lane.plan.length, sweep, layers - 1),
    },
    {
      kind: "cells",
      id: "pipelined-next-cells",
      prompt: t`The clock stands at step ${ASKED_AT}. In the picture “${lane.title}”, choose every pixel at which some layer runs in step ${ASKED_AT + 1}: click it, or go there with the arrow keys and press Space.`,
      answer: pixels,
      explain: explainCells(pixels.size, Math.min(layers, ASKED_AT + 1)),
    },
  ];
}

function explainSteps(steps: number, sweep: number, deeper: number): string {
  if (deeper === 0)
    return t`${steps} steps: the first layer needs one for each of its ${sweep} anti-diagonals, and there is no other.`;
  return deeper === 1
    ? t`${steps} steps: the first layer needs one for each of its ${sweep} anti-diagonals, and the other layer follows one step behind it.`
    : t`${steps} steps: the first layer needs one for each of its ${sweep} anti-diagonals, and the other ${deeper} follow, each one step behind the layer below.`;
}

/** Step 3, in which up to three layers run. */
function explainCells(pixels: number, layers: number): string {
  if (layers === 1) return t`${pixels} pixels: the only layer runs its third anti-diagonal.`;
  return layers === 2
    ? t`${pixels} pixels: layers 1 and 2 run the third and second anti-diagonal, one each, all in the same step.`
    : t`${pixels} pixels: layers 1 to 3 run the third, second and first anti-diagonal, one each, all in the same step.`;
}
