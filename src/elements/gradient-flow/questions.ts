import { placementOf, type PlacementName } from "../../models/residual.js";
import type { Question } from "../controls/questions.js";
import { curvesOf, perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import type { Measured } from "./execute.js";
import { factor, figures } from "./format.js";
import type { FlowState } from "./setup.js";

const ROUND = "Give the nearest whole power of ten: 0 for a factor near 1, 2 for a hundred, −2 for a hundredth.";

const power = (value: number): number => Math.round(Math.log10(value)) + 0;

/** What is asked before the curves are shown; all answers come from the runs of the first seed. */
export function flowQuestions(runs: readonly Measured[], state: FlowState): readonly Question[] {
  const { first, second, blocks, seed } = state;
  if (first === second) return [];
  const own = curvesOf(runs.filter((run) => run.seed === seed));
  const of = (name: PlacementName): PlacementCurves | undefined => own.find(({ placement }) => placement === name);
  const [one, two] = [of(first), of(second)];
  if (!one || !two) return [];
  const titles = [placementOf(first).title, placementOf(second).title] as const;
  const stack = `a stack of ${blocks} blocks at initialisation`;
  const growth = ({ placement, gradient }: PlacementCurves): string =>
    `${placementOf(placement).title}: ${figures(ratioOf(gradient))}, which is ${factor(perBlock(gradient))} a block`;
  const grows = (curves: PlacementCurves, title: string): Question => ({
    kind: "number",
    id: `growth-${curves.placement}`,
    prompt: `${title}, ${stack}: by which factor does the gradient’s norm change from the last block to the first? ${ROUND}`,
    answer: power(ratioOf(curves.gradient)),
    explain: `Measured with seed ${seed}, ${growth(curves)}.`,
  });
  const changed = [one, two].find(({ placement, skip }) => skip && placementOf(placement).after.length > 0);
  return [
    {
      kind: "number",
      id: "which-grows",
      prompt: `1 is ${titles[0]}, 2 is ${titles[1]}. In which of them is the gradient at the first block larger, measured against the last?`,
      answer: ratioOf(one.gradient) > ratioOf(two.gradient) ? 1 : 2,
      explain: `Measured with seed ${seed}: ${growth(one)}; ${growth(two)}.`,
    },
    grows(one, titles[0]),
    grows(two, titles[1]),
    ...(changed
      ? [
          {
            kind: "number" as const,
            id: "skip-alone",
            prompt: `${placementOf(changed.placement).title}, and now only what comes down the skip connections, with all branches cut: by which factor does that change over the ${blocks} blocks? ${ROUND}`,
            answer: power(ratioOf(changed.skip!)),
            explain: `${figures(ratioOf(changed.skip!))}: what follows the addition multiplies this path at every block, by ${factor(perBlock(changed.skip!))} here. Where nothing follows the addition, it is 1 exactly. The total does not vanish all the same: the branches carry it.`,
          },
        ]
      : []),
  ];
}
