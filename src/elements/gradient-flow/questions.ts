import { t } from "../language/t.js";
import { blockOperations, placementOf, type PlacementName } from "../../models/residual.js";
import type { NumberQuestion, Question } from "../controls/questions.js";
import { curvesOf, perBlock, ratioOf, type PlacementCurves } from "./curves.js";
import type { Measured } from "./execute.js";
import { factor, figures } from "./format.js";
import type { FlowState } from "./setup.js";
import { sameStacks } from "./stacks.js";

const round = (): string =>
  t`Give the nearest whole power of ten: 0 for a factor near 1, 2 for a hundred, −2 for a hundredth.`;

/** Which of two is larger, 1 or 2; NaN where neither is. */
const larger = (one: number, two: number): number => (one > two ? 1 : two > one ? 2 : NaN);

const power = (value: number): number => Math.round(Math.log10(value)) + 0;

/**
 * What is asked before the curves are shown; all answers come from the runs of the first seed. Null before they are there; nothing where
 * one placement stands on both sides, and no question about what died or overflowed.
 */
export function flowQuestions(runs: readonly Measured[], state: FlowState): readonly Question[] | null {
  const { first, second, blocks, seed, norm } = state;
  const own = curvesOf(runs.filter((run) => run.seed === seed));
  const of = (name: PlacementName): PlacementCurves | undefined => own.find(({ placement }) => placement === name);
  const [one, two] = [of(first), of(second)];
  if (!one || !two) return null;
  if (first === second) return [];
  const isSame = sameStacks([first, second], norm).length === 1;
  const titles = [placementOf(first).title, placementOf(second).title] as const;
  const growth = ({ placement, gradient }: PlacementCurves): string =>
    t`${placementOf(placement).title}: ${figures(ratioOf(gradient))}, which is ${factor(perBlock(gradient))} a block`;
  const grows = (curves: PlacementCurves, title: string): NumberQuestion => ({
    kind: "number",
    signed: true,
    id: `growth-${curves.placement}`,
    prompt: `${t`${title}, a stack of ${blocks} blocks at initialisation: by which factor does the gradient’s norm change from the last block to the first?`} ${round()}`,
    answer: power(ratioOf(curves.gradient)),
    explain: t`Measured with seed ${seed}, ${growth(curves)}.`,
  });
  const changed = [one, two].find(
    ({ placement, skip }) => skip && blockOperations({ placement, norm }).after.length > 0,
  );
  const questions: readonly NumberQuestion[] = [
    {
      kind: "number",
      id: "which-grows",
      prompt: t`1 is ${titles[0]}, 2 is ${titles[1]}. In which of them is the gradient at the first block larger, measured against the last?`,
      answer: larger(ratioOf(one.gradient), ratioOf(two.gradient)),
      explain: t`Measured with seed ${seed}: ${growth(one)}; ${growth(two)}.`,
    },
    grows(one, titles[0]),
    ...(isSame ? [] : [grows(two, titles[1])]),
    ...(changed
      ? [
          {
            kind: "number" as const,
            signed: true,
            id: "skip-alone",
            prompt: `${t`${placementOf(changed.placement).title}, and now only what comes down the skip connections, with all branches cut: by which factor does that change over the ${blocks} blocks?`} ${round()}`,
            answer: power(ratioOf(changed.skip!)),
            explain: t`${figures(ratioOf(changed.skip!))}: what follows the addition multiplies this path at every block, by ${factor(perBlock(changed.skip!))} here. Where nothing follows the addition, it is 1 exactly. The total does not vanish all the same: the branches carry it.`,
          },
        ]
      : []),
  ];
  return questions.filter(({ answer }) => Number.isFinite(answer));
}
