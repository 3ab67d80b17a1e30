/** What the measured order says beside the published errors; nothing is said that this run does not show. */
import { t } from "../language/t.js";
import { PLACEMENTS, placementOf, type PlacementName } from "../../models/residual.js";
import { ratioOf, type PlacementCurves } from "./curves.js";

const ranked = PLACEMENTS.flatMap(({ name, published }) => (published ? [{ name, error: published[0] }] : []))
  .toSorted((a, b) => a.error - b.error)
  .map(({ name }) => name);
const ordinals = (): readonly string[] => [t`best`, t`second`, t`third`, t`fourth`, t`last`];

/** A placement's place among the five of the paper, by the error of ResNet-110: "fourth" for ReLU before addition. */
export const placeOf = (name: PlacementName): string => ordinals()[ranked.indexOf(name)] ?? "";

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

const best = (): string =>
  t`The best is ${placementOf(ranked[0]!).title.toLowerCase()}, whose skip is clean and whose branch may take either sign.`;
const last = (): string =>
  t`${placementOf(ranked.at(-1)!).title} ends last: normalising the sum changes what the skip connection carries at every block.`;
const moral = (): string => t`Initialisation says whether training can start; it does not say where it ends.`;

export function verdictOf(curves: readonly PlacementCurves[], norm: boolean): Verdict {
  const order = fromFlattest(curves);
  const [flattest, steepest] = [order[0], order.at(-1)];
  if (!norm)
    return {
      title: t`Measured without batch norm`,
      sentences: [
        ...(steepest ? [t`${placementOf(steepest).title} has the steepest gradient at the start.`] : []),
        t`The published errors are of nets with batch norm and stand for none of these.`,
      ],
    };
  if (!flattest || flattest === ranked[0])
    return {
      title: t`What is measured at the start, and what training made of it`,
      sentences: [last(), best(), moral()],
    };
  const [title, place] = [placementOf(flattest).title, placeOf(flattest)];
  return {
    title: t`A flat gradient at the start is not the best net`,
    sentences: [
      flattest === "relu-before-addition"
        ? t`${title} has the flattest gradient at the start, and ends ${place} of the five: its branch is never negative, so the forward signal only grows with depth.`
        : t`${title} has the flattest gradient at the start, and ends ${place} of the five.`,
      ...(flattest === ranked.at(-1) ? [] : [last()]),
      best(),
      moral(),
    ],
  };
}
