/** What a loss is to be compared with: knowing nothing, and knowing every pixel by itself. */
import type { Conditional } from "../models/spec.js";
import type { TrainingData } from "./data.js";

/** Values that a number can have; null where a density is measured. */
const countOf = (conditional: Conditional): number | null =>
  conditional.kind === "bernoulli" ? 2 : (conditional.levels ?? null);

/** Nats of an image when every value is as likely as any other; of a density, that of [−1, 1]. */
export const uniformNats = (conditional: Conditional, numbers: number): number =>
  numbers * Math.log(countOf(conditional) ?? 2);

/** A pixel that never changed in training still gets a little width. */
const LEAST_VARIANCE = 1e-4;

/**
 * Mean nats of a held-out image when each number is drawn by itself, from its frequencies in the training images with one added
 * to each value (Laplace), or, for a density, from a Gaussian with its mean and variance there.
 */
export function independentNats(conditional: Conditional, data: TrainingData): number {
  const count = countOf(conditional);
  const { images, values, numbers, train, heldOut } = data;
  const at = (image: number, i: number): number => values[images.bytes[image * numbers + i]!]!;
  let nats = 0;
  for (let i = 0; i < numbers; i++) {
    const cost = count === null ? gaussianCost(train, i, at) : frequencyCost(train, i, at, count);
    for (const image of heldOut) nats += cost(at(image, i));
  }
  return nats / heldOut.length;
}

type ValueAt = (image: number, i: number) => number;

const frequencyCost = (train: Uint32Array, i: number, at: ValueAt, count: number): ((value: number) => number) => {
  const level = (value: number): number => Math.round(((value + 1) / 2) * (count - 1));
  const seen = new Float64Array(count).fill(1);
  for (const image of train) seen[level(at(image, i))]! += 1;
  return (value) => Math.log((train.length + count) / seen[level(value)]!);
};

const gaussianCost = (train: Uint32Array, i: number, at: ValueAt): ((value: number) => number) => {
  let sum = 0;
  let squares = 0;
  for (const image of train) {
    sum += at(image, i);
    squares += at(image, i) ** 2;
  }
  const mean = sum / train.length;
  const variance = Math.max(LEAST_VARIANCE, squares / train.length - mean ** 2);
  return (value) => (value - mean) ** 2 / (2 * variance) + Math.log(2 * Math.PI * variance) / 2;
};

/** Bits per number from nats per image; null for a density, whose bits depend on the unit (domain.md §15). */
export const bitsPerDimension = (conditional: Conditional, nats: number, numbers: number): number | null =>
  countOf(conditional) === null ? null : nats / (numbers * Math.LN2);
