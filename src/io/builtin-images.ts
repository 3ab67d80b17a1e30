import { randomLcg, randomNormal, randomUniform } from "d3-random";
import { SweepfieldError } from "../error.js";
import type { Tensor } from "../models/tensor.js";
import { drawDigit } from "./digit-image.js";
import type { ImageSize } from "./pixels.js";

type Draw = (size: ImageSize, seed: number) => Tensor<Float32Array>;

const seeded = (seed: number): (() => number) => {
  const source = randomLcg(seed);
  source(); // the first value hardly differs between neighbouring seeds
  return source;
};

/** White on black, as in MNIST. The last digit of the seed is the digit that is drawn. */
const digit: Draw = ({ height, width }, seed) => ({
  shape: [1, 1, height, width],
  data: drawDigit(seed % 10, seed, height, width).map((ink) => Math.min(1, ink) * 2 - 1),
});

interface Wave {
  /** Cycles per image, down and across. */
  readonly down: number;
  readonly across: number;
  readonly phase: number;
  readonly amplitude: number;
}

/** The mean of a cosine over one pixel is its value at the centre times sinc(frequency): exact at any size, so nothing aliases. */
const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const meanOver = (waves: readonly Wave[], { height, width }: ImageSize): Float32Array =>
  Float32Array.from({ length: height * width }, (_, pixel) => {
    const y = (Math.floor(pixel / width) + 0.5) / height;
    const x = ((pixel % width) + 0.5) / width;
    let sum = 0;
    for (const { down, across, phase, amplitude } of waves)
      sum +=
        amplitude *
        sinc(down / height) *
        sinc(across / width) *
        Math.cos(2 * Math.PI * (down * y + across * x) + phase);
    return sum;
  });

/** Noise of unit variance whose frequencies lie between `low` and `high` cycles per image, mostly along one direction. */
const bandNoise = (
  source: () => number,
  count: number,
  low: number,
  high: number,
  direction: number,
  spread: number,
): Wave[] => {
  const frequency = randomUniform.source(source)(low, high);
  const angle = randomNormal.source(source)(direction, spread);
  const phase = randomUniform.source(source)(0, 2 * Math.PI);
  return Array.from({ length: count }, () => {
    const [f, a] = [frequency(), angle()];
    return { down: f * Math.sin(a), across: f * Math.cos(a), phase: phase(), amplitude: Math.sqrt(2 / count) };
  });
};

/** Red, green and blue in 0…1: the dark and the light of the stripes, each from one end of a slow drift to the other. */
const PALETTE = {
  dark: [
    [0.05, 0.16, 0.3],
    [0.3, 0.08, 0.2],
  ],
  light: [
    [0.98, 0.86, 0.62],
    [0.95, 0.5, 0.33],
  ],
} as const;

/** A pelt: band-limited stripes whose colour drifts slowly, in red, green and blue. */
const texture: Draw = (size, seed) => {
  const source = seeded(seed);
  const direction = randomUniform.source(source)(0, Math.PI)();
  const stripes = meanOver(bandNoise(source, 24, 3.2, 5, direction, 0.5), size);
  const drift = meanOver(bandNoise(source, 6, 0.5, 1.2, direction, 3), size);
  const pixels = size.height * size.width;
  const data = new Float32Array(3 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const light = 0.5 + 0.5 * Math.tanh(1.6 * (stripes[pixel] ?? 0));
    const there = 0.5 + 0.5 * Math.tanh(1.2 * (drift[pixel] ?? 0));
    for (let c = 0; c < 3; c++) {
      const between = ([from, to]: readonly (readonly number[])[]): number =>
        (1 - there) * (from?.[c] ?? 0) + there * (to?.[c] ?? 0);
      data[c * pixels + pixel] = 2 * ((1 - light) * between(PALETTE.dark) + light * between(PALETTE.light)) - 1;
    }
  }
  return { shape: [1, 3, size.height, size.width], data };
};

/** An even ramp from −1 to 1, corner to corner. The seed turns it: 0 runs from left to right. */
const gradient: Draw = ({ height, width }, seed) => {
  const angle = seed === 0 ? 0 : randomUniform.source(seeded(seed))(0, 2 * Math.PI)();
  const [down, across] = [Math.sin(angle), Math.cos(angle)];
  const [lastRow, lastColumn] = [Math.max(1, height - 1), Math.max(1, width - 1)];
  const reach = Math.abs(down) + Math.abs(across);
  const data = Float32Array.from({ length: height * width }, (_, pixel) => {
    const y = (2 * Math.floor(pixel / width)) / lastRow - 1;
    const x = (2 * (pixel % width)) / lastColumn - 1;
    return Math.min(1, Math.max(-1, (down * y + across * x) / reach));
  });
  return { shape: [1, 1, height, width], data };
};

const DRAWINGS = { digit, texture, gradient } as const satisfies Record<string, Draw>;

export type BuiltinName = keyof typeof DRAWINGS;
export const BUILTIN_NAMES = ["digit", "texture", "gradient"] as const satisfies readonly BuiltinName[];

/**
 * A picture that Sweepfield draws itself: a pure function of its name, size and seed.
 * Gives (1, C, H, W) with values in [−1, 1]; C is 3 for the texture and 1 for the others.
 * Throws `usage` for a seed that is not an integer ≥ 0 and for a side that is not an integer ≥ 1.
 */
export const builtinImage = (name: BuiltinName, size: ImageSize, seed: number): Tensor<Float32Array> => {
  for (const [what, value, least] of [
    ["seed", seed, 0],
    ["height", size.height, 1],
    ["width", size.width, 1],
  ] as const)
    if (!Number.isSafeInteger(value) || value < least)
      throw new SweepfieldError(
        "usage",
        `${what} of the image "${name}" is ${value}; use an integer of ${least} or more`,
      );
  return DRAWINGS[name](size, seed);
};
