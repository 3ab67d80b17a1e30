/** What the measured order says beside the published errors; nothing is said that this run does not show. */
import { PLACEMENTS, placementOf, type PlacementName } from "../../models/residual.js";
import { ratioOf, type PlacementCurves } from "./curves.js";

const ranked = PLACEMENTS.flatMap(({ name, published }) => (published ? [{ name, error: published[0] }] : []))
  .toSorted((a, b) => a.error - b.error)
  .map(({ name }) => name);
const ORDINALS = ["best", "second", "third", "fourth", "last"];

/** A placement's place among the five of the paper, by the error of ResNet-110: "fourth" for ReLU before addition. */
export const placeOf = (name: PlacementName): string => ORDINALS[ranked.indexOf(name)] ?? "";

/** From the flattest gradient to the steepest: the five of the paper, or nothing while one of them is not measured. */
export function fromFlattest(curves: readonly PlacementCurves[]): readonly PlacementName[] {
  const found = curves
    .filter(({ placement }) => ranked.includes(placement))
    .map(({ placement, gradient }) => ({ placement, slope: Math.abs(Math.log(ratioOf(gradient))) }));
  if (found.length < ranked.length) return [];
  return found.toSorted((a, b) => a.slope - b.slope).map(({ placement }) => placement);
}

export interface Verdict {
  readonly title: string;
  readonly sentences: readonly string[];
}

const BEST = `The best is ${placementOf(ranked[0]!).title.toLowerCase()}, whose skip is clean and whose branch may take either sign.`;
const LAST = `${placementOf(ranked.at(-1)!).title} ends last: normalising the sum changes what the skip connection carries at every block.`;
const MORAL = "Initialisation says whether training can start; it does not say where it ends.";

export function verdictOf(curves: readonly PlacementCurves[], norm: boolean): Verdict {
  const order = fromFlattest(curves);
  const [flattest, steepest] = [order[0], order.at(-1)];
  if (!norm)
    return {
      title: "Measured without batch norm",
      sentences: [
        ...(steepest ? [`${placementOf(steepest).title} has the steepest gradient at the start.`] : []),
        "The published errors are of nets with batch norm and stand for none of these.",
      ],
    };
  if (!flattest || flattest === ranked[0])
    return { title: "What is measured at the start, and what training made of it", sentences: [LAST, BEST, MORAL] };
  const because =
    flattest === "relu-before-addition"
      ? ": its branch is never negative, so the forward signal only grows with depth"
      : "";
  return {
    title: "A flat gradient at the start is not the best net",
    sentences: [
      `${placementOf(flattest).title} has the flattest gradient at the start, and ends ${placeOf(flattest)} of the five${because}.`,
      ...(flattest === ranked.at(-1) ? [] : [LAST]),
      BEST,
      MORAL,
    ],
  };
}
