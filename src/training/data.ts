/** The images that a model learns from, split by a seed, and the batches that are drawn from them. */
import { randomUniform } from "d3-random";
import { SweepfieldError } from "../error.js";
import { sourceOf } from "../models/initialise.js";
import type { Conditional, TrainableSpec } from "../models/spec.js";

/** Images of one size as bytes (N, C, H, W), as data files hold them. */
export interface Images {
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly bytes: Uint8Array;
}

export interface TrainingData {
  readonly images: Images;
  /** Numbers of the images to learn from, and of those that are held out. */
  readonly train: Uint32Array;
  readonly heldOut: Uint32Array;
  /** What the model reads for each byte. */
  readonly values: Float32Array;
  /** Numbers of an image: C · H · W. */
  readonly numbers: number;
}

/** A permutation of 0 … count − 1 by a seed (Fisher & Yates). */
export const permutation = (count: number, seed: number, name: string): Uint32Array => {
  const source = randomUniform.source(sourceOf(seed, name));
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(source(0, i + 1)());
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
};

/**
 * What a conditional reads for the bytes 0 … 255: −1 or 1 for a Bernoulli, 1 from `threshold` (0 to 1) on; else −1 … 1, rounded to
 * the levels where the Gaussian has some.
 */
export const valuesOf = (conditional: Conditional, threshold: number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, byte) => {
    if (conditional.kind === "bernoulli") return byte / 255 >= threshold ? 1 : -1;
    if (conditional.levels === undefined) return (2 * byte) / 255 - 1;
    const last = conditional.levels - 1;
    return (2 * Math.round((byte / 255) * last)) / last - 1;
  });

export interface DataOptions {
  readonly seed: number;
  /** How many images are held out. */
  readonly heldOut: number;
  readonly threshold: number;
}

/** Splits images for a model. Throws shape-invalid where they do not fit it, usage where too few are left. */
export function trainingData(
  spec: TrainableSpec,
  images: Images,
  { seed, heldOut, threshold }: DataOptions,
): TrainingData {
  if (images.channels !== spec.inputs)
    throw new SweepfieldError(
      "shape-invalid",
      `the images have ${images.channels} channels, the model reads ${spec.inputs}; set "inputs" to ${images.channels} or give other images`,
    );
  if (!(threshold > 0 && threshold <= 1))
    throw new SweepfieldError("usage", `the threshold is ${threshold}; use a number above 0, up to 1`);
  if (!Number.isSafeInteger(heldOut) || heldOut < 1 || heldOut >= images.count)
    throw new SweepfieldError(
      "usage",
      `${heldOut} of ${images.count} images are to be held out; use 1 to ${images.count - 1}`,
    );
  const order = permutation(images.count, seed, "held out");
  return {
    images,
    heldOut: order.slice(0, heldOut).sort(),
    train: order.slice(heldOut).sort(),
    values: valuesOf(spec.conditional, threshold),
    numbers: images.channels * images.height * images.width,
  };
}

/** The images of these numbers as the model reads them, (N, C, H, W). */
export function gather({ images, values, numbers }: TrainingData, indices: ArrayLike<number>): Float32Array {
  const batch = new Float32Array(indices.length * numbers);
  for (let n = 0; n < indices.length; n++) {
    const from = indices[n]! * numbers;
    for (let i = 0; i < numbers; i++) batch[n * numbers + i] = values[images.bytes[from + i]!]!;
  }
  return batch;
}

/**
 * The images of step 0, 1, …: every epoch shuffles all images anew and gives each once, the few that fill no batch left out.
 * It follows from seed and step alone, so a run that is resumed sees the batches that it would have seen.
 */
export function batchOrder(count: number, batch: number, seed: number): (step: number) => Uint32Array {
  const perEpoch = Math.floor(count / batch);
  if (perEpoch < 1)
    throw new SweepfieldError(
      "usage",
      `a batch of ${batch} needs as many images, ${count} are there; use a smaller batch`,
    );
  let known: { epoch: number; order: Uint32Array } = { epoch: -1, order: new Uint32Array() };
  return (step) => {
    const epoch = Math.floor(step / perEpoch);
    if (known.epoch !== epoch) known = { epoch, order: permutation(count, seed, `epoch ${epoch}`) };
    const first = (step % perEpoch) * batch;
    return known.order.slice(first, first + batch);
  };
}
