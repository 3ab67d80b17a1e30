/** The project's own data: as many digit-like strokes as are asked for, each drawn from its number and the seed. */
import { SweepfieldError } from "../error.js";
import { drawDigit } from "./digit-image.js";
import { requireRoom, type ImageSet } from "./image-set.js";
import type { ImageSize } from "./pixels.js";

/**
 * Draws `count` digits, one between two yields (about a millisecond), all ten kinds equally often. White on black, as in
 * MNIST. Image i depends on i and the seed alone. Throws usage or limit-exceeded.
 */
export function* drawDigits(count: number, size: ImageSize, seed: number): Generator<number, ImageSet> {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new SweepfieldError("usage", `${count} images are asked for; use a whole number from 1`);
  const { height, width } = size;
  const pixels = height * width;
  const bytes = new Uint8Array(requireRoom(count, 1, size));
  for (let i = 0; i < count; i++) {
    const ink = drawDigit(i % 10, seed * 1_000_003 + i, height, width);
    for (let pixel = 0; pixel < pixels; pixel++) bytes[i * pixels + pixel] = Math.round(255 * Math.min(1, ink[pixel]!));
    yield i + 1;
  }
  return { count, channels: 1, height, width, bytes };
}
