import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { greyOf, rgbaFromTensor, tensorFromRgba } from "../../src/io/pixels.js";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const near = (got: ArrayLike<number>, want: readonly number[]): void => {
  assert.equal(got.length, want.length);
  want.forEach((value, i) => assert.ok(Math.abs((got[i] ?? NaN) - value) < 1e-6, `[${i}] is ${got[i]}, not ${value}`));
};

test("colours become planes of −1…1, in the order red, green, blue and row by row", () => {
  const { shape, data } = tensorFromRgba(bytes(255, 0, 51, 255, 0, 255, 204, 255), { height: 2, width: 1 });
  assert.deepEqual(shape, [1, 3, 2, 1]);
  near(data, [1, -1, -1, 1, -0.6, 0.6]);
});

test("an image is grey when every pixel is, and one coloured pixel makes it three channels", () => {
  const grey = bytes(0, 0, 0, 255, 102, 102, 102, 255);
  assert.deepEqual(tensorFromRgba(grey, { height: 1, width: 2 }).shape, [1, 1, 1, 2]);
  near(tensorFromRgba(grey, { height: 1, width: 2 }).data, [-1, -0.2]);
  assert.deepEqual(tensorFromRgba(grey, { height: 1, width: 2 }, "rgb").shape, [1, 3, 1, 2]);
  for (const channel of [4, 5, 6]) {
    const coloured = grey.slice();
    coloured[channel] = 103;
    assert.deepEqual(tensorFromRgba(coloured, { height: 1, width: 2 }).shape, [1, 3, 1, 2]);
  }
});

test("grey is the Rec. 709 luma", () => {
  const primaries = bytes(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255);
  near(
    tensorFromRgba(primaries, { height: 1, width: 3 }, "grey").data,
    [0.2126, 0.7152, 0.0722].map((y) => 2 * y - 1),
  );
  const once = tensorFromRgba(primaries, { height: 1, width: 3 }, "grey");
  assert.equal(greyOf(once), once);
});

test("what is transparent lies on white", () => {
  near(tensorFromRgba(bytes(0, 0, 0, 0, 0, 0, 0, 51, 0, 0, 0, 255), { height: 1, width: 3 }).data, [1, 0.6, -1]);
});

test("opaque bytes come back from their tensor", () => {
  const image = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([height, width]) =>
    fc.record({
      height: fc.constant(height),
      width: fc.constant(width),
      rgb: fc.uint8Array({ minLength: 3 * height * width, maxLength: 3 * height * width }),
    }),
  );
  fc.assert(
    fc.property(image, ({ height, width, rgb }) => {
      const rgba = Uint8Array.from({ length: 4 * height * width }, (_, i) =>
        i % 4 === 3 ? 255 : (rgb[3 * (i >> 2) + (i % 4)] ?? 0),
      );
      assert.deepEqual([...rgbaFromTensor(tensorFromRgba(rgba, { height, width }))], [...rgba]);
    }),
  );
});

test("values beyond [−1, 1] are drawn as its ends", () => {
  const drawn = rgbaFromTensor({ shape: [1, 1, 1, 3], data: Float32Array.of(-7, 7, 0) });
  assert.deepEqual([...drawn], [0, 0, 0, 255, 255, 255, 255, 255, 128, 128, 128, 255]);
});

test("bytes and tensors of another shape are refused, and the message says which", () => {
  const refusal = (message: RegExp) => (error: unknown) =>
    error instanceof SweepfieldError && error.code === "shape-invalid" && message.test(error.message);
  assert.throws(() => tensorFromRgba(bytes(1, 2, 3), { height: 1, width: 1 }), refusal(/are 3 numbers, not 4/));
  assert.throws(() => tensorFromRgba(bytes(), { height: 0, width: 1 }), refusal(/size 0×1/));
  for (const shape of [
    [1, 2, 1, 1],
    [2, 1, 1, 1],
    [1, 1, 2],
    [1, 1, 1, 1, 1],
  ])
    assert.throws(() => rgbaFromTensor({ shape, data: new Float32Array(2) }), refusal(/the shape \[/));
  assert.throws(() => greyOf({ shape: [1, 3, 1, 1], data: new Float32Array(2) }), refusal(/are 2 numbers, not 3/));
});
