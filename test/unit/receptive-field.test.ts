import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { accessMap } from "../../src/graph/access.js";
import { cellOf } from "../../src/graph/grid.js";
import { receptiveField, receptiveFieldAt, type ReceptiveField } from "../../src/graph/receptive-field.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import type { MaskedConvLayer, ModelSpec, PixelCnnSpec } from "../../src/models/spec.js";
import { gridOf } from "../../src/schedule/schedules.js";
import { referenceForward } from "../../src/reference/forward.js";
import { oracles } from "./oracles.js";
import { constantWeights, image, linear, perturbed, plainSpecs, size } from "./specs.js";

const fieldOf = (spec: ModelSpec): ReceptiveField => {
  const field = receptiveField(accessMap(spec));
  assert.ok(field);
  return field;
};

const stack = (
  kernels: readonly number[],
  change: (i: number) => Partial<MaskedConvLayer> = () => ({}),
): PixelCnnSpec => {
  const spec = pixelCnn({ depth: kernels.length, channels: 1 });
  return { ...spec, layers: spec.layers.map((layer, i) => ({ ...layer, kernel: kernels[i]!, ...change(i) })) };
};

const repeat = (kernel: number, depth: number): number[] => Array.from({ length: depth }, () => kernel);
const sameKernel = (kernel: number, depth: number): PixelCnnSpec => stack(repeat(kernel, depth));
const has = (field: ReceptiveField, dr: number, dc: number): boolean =>
  field.offsets.some((offset) => offset.dr === dr && offset.dc === dc);

test("E1: sizes and blind spots of equal kernels, and of 7×7 followed by 3×3", () => {
  for (const [name, kernel] of [
    ["k3", 3],
    ["k5", 5],
  ] as const) {
    const want = oracles.E1.expected[name];
    want.d.forEach((depth, i) => {
      const field = fieldOf(sameKernel(kernel, depth));
      assert.deepEqual([field.size, field.blind], [want.rf[i], want.blind[i]], `${kernel}×${kernel}, d = ${depth}`);
    });
  }
  const { d, rf } = oracles.E1.expected.k7A_then_k3B;
  assert.deepEqual(
    d.map((depth) => fieldOf(stack([7, ...repeat(3, depth - 1)])).size),
    rf,
  );
  const { window, size: seen } = fieldOf(sameKernel(3, 7));
  assert.deepEqual(
    [seen, window],
    [oracles.G1.expected.pixelcnn.rf_interior, oracles.G1.expected.pixelcnn.rf_bounding],
  );
});

test("closed forms for equal kernels: |RF| = dp(2dp + 2 − (d − 1)/2), window 2dp(dp + 1): depth makes the blind spot grow", () => {
  for (const kernel of [3, 5, 7]) {
    for (let d = 1; d <= 12; d++) {
      const p = (kernel - 1) / 2;
      const field = fieldOf(sameKernel(kernel, d));
      assert.equal(field.size, d * p * (2 * d * p + 2 - (d - 1) / 2));
      assert.equal(field.window, 2 * d * p * (d * p + 1));
      assert.equal(field.blind, (d * p * (d - 1)) / 2);
    }
  }
});

test("E2: the exact set, row by row", () => {
  for (const [key, rows] of Object.entries(oracles.E2.expected)) {
    const [p1, p, d] = [...key.matchAll(/=(\d+)/g)].map((match) => Number(match[1])) as [number, number, number];
    const field = fieldOf(stack([2 * p1 + 1, ...repeat(2 * p + 1, d - 1)]));
    const want = rows.flatMap(([dr, first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => ({ dr, dc: first + i })),
    );
    assert.deepEqual(field.offsets, want, key);
  }
});

test("E3: clipped to the image at every pixel", () => {
  const spec = sameKernel(3, 3);
  const access = accessMap(spec);
  const grid = gridOf(spec, { height: 7, width: 7 });
  const at = (r: number, c: number): readonly number[] => receptiveFieldAt(access, grid, cellOf(grid, 2, r, c));
  const want = oracles.E3.expected;
  want.size.forEach((row, r) => row.forEach((count, c) => assert.equal(at(r, c).length, count, `(${r}, ${c})`)));
  assert.deepEqual(
    at(3, 3),
    want.pixel_3_3.map(([r, c]) => r * 7 + c),
  );
  assert.deepEqual(at(0, 0), want.pixel_0_0);
});

test("E5: with mask A in every layer the west neighbour is lost", () => {
  oracles.E5.expected.size.forEach((want, i) => {
    const field = fieldOf(stack(repeat(3, i + 1), () => ({ mask: "A" })));
    assert.equal(field.size, want);
    assert.equal(has(field, 0, -1), oracles.E5.expected.contains_W[i]);
  });
});

test("E6: dilation leaves holes in the own row", () => {
  for (const [key, want] of Object.entries(oracles.E6.expected)) {
    const dilations = JSON.parse(key) as number[];
    const field = fieldOf(
      stack(
        dilations.map(() => 3),
        (i) => ({ dilation: dilations[i]! }),
      ),
    );
    const reach = dilations.reduce((sum, dilation) => sum + dilation, 0);
    const own = Array.from({ length: reach }, (_, i) => -1 - i);
    assert.equal(field.size, want.rf, key);
    assert.deepEqual(
      own.filter((dc) => !has(field, 0, dc)),
      want.row0_missing,
      key,
    );
    const right = field.offsets.filter(({ dr }) => dr === -1).map(({ dc }) => dc);
    assert.equal(Math.max(...right), want.row_minus1_right, key);
  }
});

test("F4: the formula as printed sees a triangle with its own pixel; the recurrence sees without bound", () => {
  oracles.F4.expected.rf_size_d1_to_6.forEach((want, i) => {
    const field = fieldOf(mdrnn({ depth: i + 1, channels: 1, neighbours: "input" }));
    assert.equal(field.size, want);
    assert.ok(has(field, 0, 0));
  });
  assert.equal(receptiveField(accessMap(mdrnn({ depth: 1, channels: 1 }))), null);
});

test("an MDRNN cell sees the whole quadrant, (r + 1)(c + 1) pixels; as a generator all but its own", () => {
  fc.assert(
    fc.property(size(12), fc.integer({ min: 1, max: 4 }), fc.boolean(), (extent, depth, shift) => {
      const spec = mdrnn({ depth, channels: 1, shift });
      const grid = gridOf(spec, extent);
      const [r, c] = [extent.height - 1, extent.width - 1];
      const seen = receptiveFieldAt(accessMap(spec), grid, cellOf(grid, depth - 1, r, c));
      assert.equal(seen.length, (r + 1) * (c + 1) - Number(shift));
      assert.equal(seen.includes(r * extent.width + c), !shift);
    }),
  );
});

test("with mask B first the own pixel is seen, and counted in the window", () => {
  const field = fieldOf(stack([3, 3], () => ({ mask: "B" })));
  assert.ok(has(field, 0, 0));
  assert.deepEqual([field.size, field.window, field.blind], [12, 13, 1]);
});

test("in a quadrant context everything to the upper right is blind", () => {
  const field = fieldOf(pixelCnn({ depth: 3, channels: 1, context: "quadrant" }));
  assert.deepEqual([field.size, field.window, field.blind], [15, 24, 9]);
  assert.ok(field.offsets.every(({ dc }) => dc <= 0));
});

test("an interior output's clipped field is its unclipped one", () => {
  const spec = sameKernel(3, 3);
  const grid = gridOf(spec, { height: 4, width: 7 });
  const want = fieldOf(spec).offsets.map(({ dr, dc }) => (3 + dr) * 7 + 3 + dc);
  assert.deepEqual(receptiveFieldAt(accessMap(spec), grid, cellOf(grid, 2, 3, 3)), want);
});

test("the structural set is what positive weights show: change a pixel, see which outputs change", () => {
  fc.assert(
    fc.property(plainSpecs, size(5), (drawn, { height, width }) => {
      // Three centre taps of mask A in a row would need a fourth colour: the graph of cells is coarser than that of colours.
      const colours = drawn.kind === "pixelcnn" && drawn.colourGroups === 3;
      fc.pre(!(colours && drawn.layers.length > 2 && drawn.layers.every((layer) => layer.mask === "A")));
      const spec = linear(drawn);
      const access = accessMap(spec);
      const grid = gridOf(spec, { height, width });
      const weights = constantWeights(spec, 0.5);
      const x = image(spec, height, width, () => 1);
      const before = referenceForward(spec, x, weights);
      const seen = new Map<number, number[]>();
      for (let pixel = 0; pixel < height * width; pixel++) {
        const changed = new Set<number>();
        for (let channel = 0; channel < spec.inputs; channel++) {
          referenceForward(spec, perturbed(x, channel, pixel, 2), weights).forEach(({ data }, layer) =>
            data.forEach((value, i) => {
              if (value !== before[layer]!.data[i]) changed.add(layer * height * width + (i % (height * width)));
            }),
          );
        }
        for (const cell of changed) seen.set(cell, [...(seen.get(cell) ?? []), pixel]);
      }
      for (let cell = 0; cell < spec.layers.length * height * width; cell++) {
        assert.deepEqual(seen.get(cell) ?? [], receptiveFieldAt(access, grid, cell));
      }
    }),
    { numRuns: 40 },
  );
});

test("a field too large to draw is refused", () => {
  assert.throws(
    () => receptiveField(accessMap(stack(repeat(31, 256), () => ({ dilation: 64 })))),
    (error) => error instanceof SweepfieldError && error.code === "limit-exceeded",
  );
});
