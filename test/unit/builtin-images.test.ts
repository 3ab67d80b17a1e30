import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { BUILTIN_NAMES, builtinImage } from "../../src/io/builtin-images.js";
import type { Tensor } from "../../src/models/tensor.js";

const sides = fc.integer({ min: 1, max: 40 });
const mean = ({ data }: Tensor<Float32Array>): number => data.reduce((sum, value) => sum + value, 0) / data.length;

/** The mean of every block of `factor`×`factor` pixels: what a smaller image of the same picture shows. */
const shrink = ({ shape, data }: Tensor, factor: number): number[] => {
  const [, channels = 0, height = 0, width = 0] = shape;
  const [rows, columns] = [height / factor, width / factor];
  const small = Array.from({ length: channels * rows * columns }, () => 0);
  data.forEach((value, i) => {
    const [c, row, column] = [Math.floor(i / (height * width)), Math.floor(i / width) % height, i % width];
    const block = (c * rows + Math.floor(row / factor)) * columns + Math.floor(column / factor);
    small[block] = (small[block] ?? 0) + value / factor ** 2;
  });
  return small;
};
const rms = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.sqrt(Array.from(a, (value, i) => (value - (b[i] ?? NaN)) ** 2).reduce((sum, d) => sum + d, 0) / a.length);

test("every image of every size is a tensor of its shape in [−1, 1], the same one for the same seed", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...BUILTIN_NAMES),
      sides,
      sides,
      fc.integer({ min: 0, max: 999_999 }),
      (name, height, width, seed) => {
        const image = builtinImage(name, { height, width }, seed);
        assert.deepEqual(image.shape, [1, name === "texture" ? 3 : 1, height, width]);
        assert.equal(
          image.data.length,
          image.shape.reduce((a, b) => a * b),
        );
        assert.ok(image.data.every((value) => value >= -1 && value <= 1));
        assert.deepEqual(builtinImage(name, { height, width }, seed), image);
      },
    ),
    { numRuns: 40 },
  );
});

test("another seed draws another image", () => {
  for (const name of BUILTIN_NAMES) {
    const images = [3, 4, 13, 1003].map((seed) => builtinImage(name, { height: 28, width: 28 }, seed).data);
    for (const [i, a] of images.entries()) for (const b of images.slice(i + 1)) assert.ok(rms(a, b) > 0.1, name);
  }
});

test("a size is a resolution: a small image shows what the large one does", () => {
  for (const name of BUILTIN_NAMES)
    for (const seed of [0, 3, 28])
      for (const side of [7, 28]) {
        const large = builtinImage(name, { height: 112, width: 112 }, seed);
        const small = builtinImage(name, { height: side, width: side }, seed);
        const difference = rms(shrink(large, 112 / side), small.data);
        // The texture's contrast is raised after the averaging, which leaves more of it than averaging the result would.
        assert.ok(difference < (side === 7 ? 0.16 : 0.08), `${name} ${seed} ${side}: ${difference}`);
      }
});

test("the digit is white ink on a black margin, as in MNIST, in the middle of any rectangle", () => {
  for (let seed = 0; seed < 30; seed++) {
    const image = builtinImage("digit", { height: 28, width: 28 }, seed);
    const at = (row: number, column: number): number => image.data[row * 28 + column] ?? NaN;
    for (let i = 0; i < 28; i++) assert.deepEqual([at(0, i), at(27, i), at(i, 0), at(i, 27)], [-1, -1, -1, -1]);
    assert.ok(Math.max(...image.data) > 0.9, `${seed}`);
    assert.ok(mean(image) > -0.95 && mean(image) < -0.55, `${seed}: ${mean(image)}`);
  }
  const wide = builtinImage("digit", { height: 20, width: 60 }, 8);
  const inked = [...wide.data].flatMap((value, i) => (value > 0 ? i % 60 : []));
  assert.ok(Math.min(...inked) >= 20 && Math.max(...inked) < 40);
});

test("a one and a zero are told apart by what is in the middle", () => {
  const centre = (seed: number): number =>
    builtinImage("digit", { height: 28, width: 28 }, seed).data[14 * 28 + 14] ?? NaN;
  for (const tens of [0, 10, 20, 30]) assert.equal(centre(tens), -1);
  assert.ok([1, 11, 21, 31].filter((seed) => centre(seed) > 0).length >= 2);
});

test("the gradient of seed 0 runs from left to right, evenly, from −1 to 1", () => {
  const { data } = builtinImage("gradient", { height: 2, width: 5 }, 0);
  assert.deepEqual([...data], [-1, -0.5, 0, 0.5, 1, -1, -0.5, 0, 0.5, 1]);
});

test("a side below 1 and a seed that is no whole number are refused", () => {
  for (const [size, seed] of [
    [{ height: 0, width: 4 }, 1],
    [{ height: 4, width: 1.5 }, 1],
    [{ height: 4, width: 4 }, -1],
    [{ height: 4, width: 4 }, NaN],
  ] as const)
    assert.throws(
      () => builtinImage("digit", size, seed),
      (error) => error instanceof SweepfieldError && error.code === "usage",
    );
});
