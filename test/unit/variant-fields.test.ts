import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accessMap, layerOutputs, type AccessMap } from "../../src/graph/access.js";
import { colourAccess, colourMap, COLOURS } from "../../src/graph/colours.js";
import { cellOf, type Grid } from "../../src/graph/grid.js";
import { receptiveField, receptiveFieldAt } from "../../src/graph/receptive-field.js";
import { layerChannels } from "../../src/models/layers.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { referenceBackward } from "../../src/reference/backward.js";
import { gridOf } from "../../src/schedule/schedules.js";
import { oracles } from "./oracles.js";
import { constantWeights, gatedSpecs, image, linear, pixelCnnSpecs, size, specs } from "./specs.js";

/** The pixels that the last layer's output at a position can see, whatever maps it is the sum of. */
const seenFrom = (spec: ModelSpec, grid: Grid, row: number, column: number, access = accessMap(spec)): number[] => {
  const pixels = new Set<number>();
  for (const { map, dr, dc } of layerOutputs(spec).at(-1)!) {
    if (row + dr < 0) continue;
    receptiveFieldAt(access, grid, cellOf(grid, map, row + dr, column + dc)).forEach((pixel) => pixels.add(pixel));
  }
  return [...pixels].sort((a, b) => a - b);
};

test("E4: the gated model sees the full causal window, without a blind spot", () => {
  for (const [key, want] of Object.entries(oracles.E4.expected)) {
    const [p1, p, depth] = key.match(/=\d+/g)!.map((text) => Number(text.slice(1))) as [number, number, number];
    const spec = gatedPixelCnn({ depth, channels: 1 });
    const layers = spec.layers.map((layer, i) => ({ ...layer, kernel: 2 * (i === 0 ? p1 : p) + 1 }));
    const field = receptiveField(accessMap({ ...spec, layers }))!;
    const reach = p1 + (depth - 1) * p;
    assert.deepEqual([field.size, field.window, field.blind], [want, 2 * reach * (reach + 1), 0], key);
  }
  const field = receptiveField(accessMap(gatedPixelCnn({ depth: 7, channels: 16 })))!;
  assert.equal(field.size, oracles.G1.expected.gated.rf_interior);
});

test("any gated stack sees a full window", () => {
  fc.assert(
    fc.property(gatedSpecs, (spec) => {
      const { blind, size: seen } = receptiveField(accessMap(spec))!;
      const reach = spec.layers.reduce((sum, { kernel }) => sum + (kernel - 1) / 2, 0);
      assert.deepEqual([blind, seen], [0, 2 * reach * (reach + 1)]);
    }),
  );
});

test("the vertical stack alone never sees its own row", () => {
  const access = accessMap(gatedPixelCnn({ depth: 3, channels: 1 }));
  const field = receptiveField(access, { map: 6 })!;
  assert.ok(field.offsets.every(({ dr }) => dr < 0));
  assert.equal(field.size, 21);
});

test("F8: a Row LSTM sees a triangle, and d·q pixels of its own row", () => {
  const spec = rowLstm({ depth: 2, channels: 1, first: "A" });
  const grid = gridOf(spec, { height: 9, width: 17 });
  const seen = receptiveFieldAt(accessMap(spec), grid, cellOf(grid, 1, 8, 8));
  for (const [dr, first, last] of oracles.F8.expected.rows) {
    const columns = seen.filter((pixel) => Math.floor(pixel / 17) === 8 + dr).map((pixel) => (pixel % 17) - 8);
    assert.deepEqual(
      columns,
      Array.from({ length: last - first + 1 }, (_, i) => first + i),
      `${-dr} rows up`,
    );
  }
  const encoder = rowLstm({ depth: 2, channels: 1 });
  assert.ok(receptiveFieldAt(accessMap(encoder), grid, cellOf(grid, 1, 8, 8)).includes(8 * 17 + 8));
});

test("a masked Diagonal BiLSTM sees all r·W + c earlier pixels, unmasked its own too; four directions see everything", () => {
  fc.assert(
    fc.property(size(7), fc.integer({ min: 1, max: 3 }), fc.nat(), fc.nat(), ({ height, width }, depth, a, b) => {
      const [row, column] = [a % height, b % width];
      const own = row * width + column;
      const masked = diagonalBiLstm({ depth, channels: 1, first: "A" });
      const grid = gridOf(masked, { height, width });
      const earlier = Array.from({ length: own }, (_, pixel) => pixel);
      assert.deepEqual(seenFrom(masked, grid, row, column), earlier);
      assert.deepEqual(seenFrom({ ...masked, first: "B" }, grid, row, column), [...earlier, own]);
      const four = mdrnn({ depth, channels: 1, directions: 4 });
      const all = Array.from({ length: height * width }, (_, pixel) => pixel);
      assert.deepEqual(seenFrom(four, gridOf(four, { height, width }), row, column), all);
    }),
    { numRuns: 40 },
  );
});

test("recurrences see without bound", () => {
  const options = { depth: 2, channels: 1 };
  const unbounded = [rowLstm(options), diagonalBiLstm(options), mdrnn({ ...options, directions: 4 })];
  assert.deepEqual(
    unbounded.map((spec) => receptiveField(accessMap(spec))),
    [null, null, null],
  );
});

test("colours: R sees earlier pixels, G the R of its own too, B both", () => {
  const access = colourAccess(pixelCnn({ depth: 2, channels: 3, inputs: 3, colourGroups: 3 }));
  const own = COLOURS.map((out) =>
    COLOURS.map((seen) => {
      const field = receptiveField(access, { map: colourMap(1, out), image: colourMap(-1, seen) })!;
      return Number(field.offsets.some(({ dr, dc }) => dr === 0 && dc === 0));
    }),
  );
  assert.deepEqual(own, oracles.E8.expected["A 3x3 matrix rows=out cols=in"]);
  assert.equal(receptiveField(access, { map: colourMap(1, 0), image: colourMap(-1, 2) })!.size, 11);
});

/** By output cell and image colour the pixels whose gradient is not zero, with positive weights, on a positive image. */
const measured = (drawn: ModelSpec, height: number, width: number): Map<string, number[]> => {
  // tanh and σ must not saturate: their slope would round to 0.
  const spec = drawn.kind === "pixelcnn" ? linear(drawn) : drawn;
  const weights = constantWeights(spec, 0.1);
  const x = image(spec, height, width, () => 1);
  const channels = layerChannels(spec).at(-1)!.outputs;
  const pixels = height * width;
  const seen = new Map<string, number[]>();
  for (let at = 0; at < channels * pixels; at++) {
    const data = new Float64Array(channels * pixels);
    data[at] = 1;
    const { gradients } = referenceBackward(spec, x, weights, { shape: [1, channels, height, width], data });
    gradients["x"]!.data.forEach((value, i) => {
      if (value === 0) return;
      const key = `${at % pixels} ${Math.floor(at / pixels) % 3} ${Math.floor(i / pixels) % 3}`;
      seen.set(key, [...(seen.get(key) ?? []), i % pixels]);
    });
  }
  return seen;
};

const ascending = (pixels: Iterable<number>): number[] => [...new Set(pixels)].sort((a, b) => a - b);

test("the structural set is the set that the gradient shows, through positive weights, for every kind of model", () => {
  fc.assert(
    fc.property(specs, size(4), (spec, { height, width }) => {
      fc.pre(spec.kind !== "pixelcnn" || spec.colourGroups === 1);
      const seen = measured(spec, height, width);
      const grid = gridOf(spec, { height, width });
      for (let pixel = 0; pixel < height * width; pixel++) {
        const found = [...seen].filter(([key]) => key.startsWith(`${pixel} `)).flatMap(([, pixels]) => pixels);
        assert.deepEqual(ascending(found), seenFrom(spec, grid, Math.floor(pixel / width), pixel % width));
      }
    }),
    { numRuns: 60 },
  );
});

test("colour by colour too", () => {
  fc.assert(
    fc.property(pixelCnnSpecs, size(4), (drawn, { height, width }) => {
      fc.pre(drawn.colourGroups === 3);
      const seen = measured(drawn, height, width);
      const access: AccessMap = colourAccess(drawn);
      const grid = { layers: access.length, height, width };
      for (let pixel = 0; pixel < height * width; pixel++) {
        for (const out of COLOURS) {
          const cell = cellOf(grid, colourMap(drawn.layers.length - 1, out), 0, 0) + pixel;
          for (const colour of COLOURS) {
            const want = receptiveFieldAt(access, grid, cell, colourMap(-1, colour));
            assert.deepEqual(ascending(seen.get(`${pixel} ${out} ${colour}`) ?? []), want);
          }
        }
      }
    }),
    { numRuns: 40 },
  );
});
