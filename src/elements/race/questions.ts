import type { Question } from "../controls/questions.js";
import { noun } from "../controls/noun.js";
import type { Lane } from "./lanes.js";

/** The step at which the clock stands while the cells of the next one are asked for: late enough that several layers run at once. */
const ASKED_AT = 2;

const ordinal = (n: number): string => (n === 1 ? "first" : n === 2 ? "second" : n === 3 ? "third" : `${n}th`);

/** The pixels at which something runs in a 0-based step. */
const pixelsOf = ({ plan }: Lane, step: number): ReadonlySet<number> => {
  const { height, width } = plan.grid;
  return new Set(Array.from({ length: plan.width(step) }, (_, i) => plan.cell(step, i) % (height * width)));
};

export const isPipelined = ({ schedule }: Pick<Lane, "schedule">): boolean => schedule === "pipelined";

/** The step of the clock that belongs to a question. */
export const clockOf = ({ kind }: Question): number => (kind === "cells" ? ASKED_AT : 0);

/** What the race asks before it tells, of the lane whose layers run at once; null before it is there. */
export function raceQuestions(lanes: readonly Lane[]): readonly Question[] | null {
  const lane = lanes.find(isPipelined);
  if (!lane) return null;
  const { height, width, layers } = lane.plan.grid;
  const deeper = layers - 1;
  const sweep = height + width - 1;
  const pixels = pixelsOf(lane, ASKED_AT);
  const running = Math.min(layers, ASKED_AT + 1);
  const diagonals = Array.from({ length: running }, (_, layer) => ordinal(ASKED_AT + 1 - layer)).join(", ");
  return [
    {
      kind: "number",
      id: "pipelined-steps",
      prompt: `An MDRNN of ${layers} ${noun(layers, "layer")} reads ${height} × ${width} pixels, and a layer starts on a pixel as soon as all that it reads there is done. How many sequential steps does this pipelined sweep take?`,
      answer: lane.plan.length,
      explain: `${lane.plan.length} steps: the first layer needs one for each of its ${sweep} anti-diagonals, and ${deeper === 0 ? "there is no other" : `the other ${deeper} ${deeper === 1 ? "follows" : "follow, each"} one step behind the layer below`}.`,
    },
    {
      kind: "cells",
      id: "pipelined-next-cells",
      prompt: `The clock stands at step ${ASKED_AT}. In the picture “${lane.title}”, choose every pixel at which some layer runs in step ${ASKED_AT + 1}: click it, or go there with the arrow keys and press Space.`,
      answer: pixels,
      explain: `${pixels.size} pixels: ${running === 1 ? "the only layer runs its" : `layers 1 to ${running} run the`} ${diagonals} anti-diagonal${running === 1 ? "" : ", one each, all in the same step"}.`,
    },
  ];
}
