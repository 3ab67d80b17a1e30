import { randomInt, randomLcg } from "d3-random";

/** Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError("no values");
  const sorted = values.toSorted((a, b) => a - b);
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;

/**
 * median(peer) ÷ median(ours) with a 95 % percentile interval of the bootstrap (Efron & Tibshirani 1993, ch. 13). Whole rounds
 * are drawn again, both times of a round together, since what slows a machine down slows both. Seeded: the same trials give
 * the same interval.
 */
export function ratioInterval(peer: readonly number[], ours: readonly number[]): Interval {
  if (peer.length !== ours.length) throw new RangeError(`${peer.length} rounds of one, ${ours.length} of the other`);
  const ratioOf = (rounds: readonly number[]): number =>
    median(rounds.map((round) => peer[round]!)) / median(rounds.map((round) => ours[round]!));
  const draw = randomInt.source(randomLcg(1))(ours.length);
  const resampled = Array.from({ length: RESAMPLES }, () => ratioOf(ours.map(draw)));
  return {
    median: ratioOf([...ours.keys()]),
    low: quantile(resampled, 0.025),
    high: quantile(resampled, 0.975),
  };
}
