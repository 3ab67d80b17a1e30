/** The project's own data: as many digit-like strokes as are asked for, each drawn from its number and the seed. */
import { SweepfieldError } from "../error.js";
import { sourceOf } from "../models/initialise.js";
import type { Tensor } from "../models/tensor.js";
import { drawDigit } from "./digit-image.js";
import { requireRoom, type ImageSet } from "./image-set.js";
import type { ImageSize } from "./pixels.js";

/** Grey: white on black, as in MNIST. In colour every digit has a hue of its own, on a dark ground of the opposite one. */
export type DigitChannels = 1 | 3;

/** Red, green or blue of a hue (0 to 1) on the circle of colours: cosines a third of a turn apart. */
const ofHue = (hue: number, channel: number): number => 0.5 + 0.5 * Math.cos(2 * Math.PI * (hue - channel / 3));

/** Of the light of the stroke; below one half, so that it is black where pixels are binary. */
const GROUND = 0.3;

/** By channel, the light of a digit's stroke and of what it stands on, 0 to 1. */
const lights = (
  seed: number,
  channels: DigitChannels,
): readonly { readonly stroke: number; readonly ground: number }[] => {
  if (channels === 1) return [{ stroke: 1, ground: 0 }];
  const hue = sourceOf(seed, "hue of a digit")();
  return [0, 1, 2].map((channel) => ({ stroke: ofHue(hue, channel), ground: GROUND * ofHue(hue + 0.5, channel) }));
};

/** One digit, light from 0 to 1 as (C, H · W). */
function digitLight(digit: number, seed: number, { height, width }: ImageSize, channels: DigitChannels): Float64Array {
  const ink = drawDigit(digit, seed, height, width);
  const light = new Float64Array(channels * ink.length);
  lights(seed, channels).forEach(({ stroke, ground }, channel) =>
    ink.forEach((share, pixel) => {
      light[channel * ink.length + pixel] = ground + (stroke - ground) * Math.min(1, share);
    }),
  );
  return light;
}

/** The built-in digit of a seed (io/builtin-images.ts) in colour, (1, 3, H, W) in [−1, 1]. */
export const colouredDigit = (size: ImageSize, seed: number): Tensor<Float32Array> => ({
  shape: [1, 3, size.height, size.width],
  data: Float32Array.from(digitLight(seed % 10, seed, size, 3), (light) => 2 * light - 1),
});

/**
 * Draws `count` digits, one between two yields (about a millisecond), all ten kinds equally often. Image i depends on i and the
 * seed alone, and has the same strokes in grey and in colour. Throws usage or limit-exceeded.
 */
export function* drawDigits(
  count: number,
  size: ImageSize,
  seed: number,
  channels: DigitChannels = 1,
): Generator<number, ImageSet> {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new SweepfieldError("usage", `${count} images are asked for; use a whole number from 1`);
  const { height, width } = size;
  const numbers = channels * height * width;
  const bytes = new Uint8Array(requireRoom(count, channels, size));
  for (let i = 0; i < count; i++) {
    const light = digitLight(i % 10, seed * 1_000_003 + i, size, channels);
    for (let j = 0; j < numbers; j++) bytes[i * numbers + j] = Math.round(255 * light[j]!);
    yield i + 1;
  }
  return { count, channels, height, width, bytes };
}
