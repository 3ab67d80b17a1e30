import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SweepfieldError } from "../../src/error.js";
import { accessMap, cellsRead, matvecsOf, readersOf, type AccessMap, type Tap } from "../../src/graph/access.js";
import { criticalPath, levels } from "../../src/graph/critical-path.js";
import { cellCount, cellOf, type Grid } from "../../src/graph/grid.js";
import { mdrnn, pixelCnn } from "../../src/models/presets.js";
import { gridOf } from "../../src/schedule/schedules.js";
import { oracles } from "./oracles.js";
import { mdrnnSpecs, size, specs } from "./specs.js";

const totalMatvecs = (access: AccessMap, grid: Grid): number =>
  Array.from({ length: cellCount(grid) }, (_, cell) => matvecsOf(access, grid, cell)).reduce((sum, n) => sum + n, 0);

test("an MDRNN cell reads below, west and north; at the border and above the image what is there", () => {
  const grid = { layers: 2, height: 3, width: 4 };
  const access = accessMap(mdrnn({ depth: 2, channels: 1 }));
  const at = (l: number, r: number, c: number): number => cellOf(grid, l, r, c);
  assert.deepEqual(cellsRead(access, grid, at(1, 1, 2)), [at(0, 1, 2), at(1, 1, 1), at(1, 0, 2)]);
  assert.deepEqual(cellsRead(access, grid, at(0, 1, 2)), [at(0, 1, 1), at(0, 0, 2)]);
  assert.deepEqual(cellsRead(access, grid, at(1, 0, 0)), [at(0, 0, 0)]);
  assert.deepEqual(
    [at(1, 1, 2), at(0, 1, 2), at(0, 0, 0)].map((cell) => matvecsOf(access, grid, cell)),
    [3, 3, 1],
  );
});

test("as printed nobody reads its own layer; as a generator the first layer reads two neighbours through W_in", () => {
  const printed = accessMap(mdrnn({ depth: 2, channels: 1, neighbours: "input" }));
  assert.ok(printed.every(({ taps }, map) => taps.every((tap) => tap.map === map - 1)));
  const generator = accessMap(mdrnn({ depth: 2, channels: 1, shift: true }));
  const wIn = (layer: number): readonly Tap[] => generator[layer]!.taps.filter((tap) => tap.weight === "w_in");
  assert.deepEqual(
    wIn(0).map(({ dr, dc }) => [dr, dc]),
    [
      [0, -1],
      [-1, 0],
    ],
  );
  assert.deepEqual(
    wIn(1).map(({ dr, dc }) => [dr, dc]),
    [[0, 0]],
  );
});

test("F1 and domain §11: matrix-vector products", () => {
  for (const [key, want] of Object.entries(oracles.F1.expected)) {
    const [height, width, layers] = key.match(/\d+/g)!.map(Number) as [number, number, number];
    const grid = { layers, height, width };
    assert.equal(totalMatvecs(accessMap(mdrnn({ depth: layers, channels: 1 })), grid), want.matvecs, key);
  }
  assert.equal(
    totalMatvecs(accessMap(pixelCnn({ depth: 7, channels: 1 })), { layers: 7, height: 28, width: 28 }),
    25_494,
  );
});

test("levels: one more than the highest level read, by plain recursion", () => {
  fc.assert(
    fc.property(specs, size(5), (spec, image) => {
      const access = accessMap(spec);
      const grid = gridOf(spec, image);
      const known = new Map<number, number>();
      const level = (cell: number): number => {
        const found = known.get(cell) ?? 1 + Math.max(0, ...cellsRead(access, grid, cell).map(level));
        known.set(cell, found);
        return found;
      };
      const got = levels(access, grid);
      got.forEach((value, cell) => assert.equal(value, level(cell)));
      assert.equal(criticalPath(access, grid), Math.max(...got));
    }),
    { numRuns: 60 },
  );
});

test("readers are the other side of reads, tap by tap", () => {
  fc.assert(
    fc.property(specs, size(4), (spec, image) => {
      const access = accessMap(spec);
      const grid = gridOf(spec, image);
      const readers: number[][] = Array.from({ length: cellCount(grid) }, () => []);
      for (let cell = 0; cell < cellCount(grid); cell++) {
        for (const read of cellsRead(access, grid, cell)) readers[read]!.push(cell);
      }
      const ascending = (cells: readonly number[]): number[] => [...cells].sort((a, b) => a - b);
      readers.forEach((want, cell) => assert.deepEqual(ascending(readersOf(access, grid, cell)), want));
    }),
    { numRuns: 60 },
  );
});

test("the longest chain of an MDRNN is H + W + d − 2, as printed d; that of a PixelCNN is d", () => {
  fc.assert(
    fc.property(mdrnnSpecs, size(40), (spec, { height, width }) => {
      const depth = spec.layers.length;
      const want = spec.neighbours === "hidden" ? height + width + depth - 2 : depth;
      assert.equal(criticalPath(accessMap(spec), { layers: depth, height, width }), want);
    }),
    { numRuns: 40 },
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.constantFrom(3, 5), size(12), (depth, kernel, image) => {
      const spec = pixelCnn({ depth, channels: 1, kernel });
      assert.equal(criticalPath(accessMap(spec), gridOf(spec, image)), depth);
    }),
    { numRuns: 40 },
  );
  const { pixelcnn, mdrnn: recurrent } = oracles.G1.expected;
  const grid = { layers: 7, height: 28, width: 28 };
  assert.equal(criticalPath(accessMap(pixelCnn({ depth: 7, channels: 16 })), grid), pixelcnn.train_steps);
  assert.equal(criticalPath(accessMap(mdrnn({ depth: 7, channels: 16 })), grid), recurrent.train_pipelined);
});

type Reads = readonly (readonly [from: "below" | "self", dr: number, dc: number])[];

const stack = (...layers: readonly Reads[]): AccessMap =>
  layers.map((reads, layer) => ({
    layer,
    name: "h",
    taps: reads.map(([from, dr, dc]) => ({ map: from === "self" ? layer : layer - 1, dr, dc, weight: "w_in" })),
  }));

test("the longest chain follows any sweep: layers that alternate corners do not pipeline, d(H + W − 1)", () => {
  const forward: Reads = [
    ["below", 0, 0],
    ["self", 0, -1],
    ["self", -1, 0],
  ];
  const backward: Reads = [
    ["below", 0, 0],
    ["self", 0, 1],
    ["self", 1, 0],
  ];
  const grid = { layers: 4, height: 8, width: 8 };
  assert.equal(criticalPath(stack(forward, backward, forward, backward), grid), 60);
  assert.equal(criticalPath(stack(forward, forward, forward, forward), grid), 18);
});

test("cells that wait for each other are an error, and so is a graph that no tab can hold", () => {
  const circle = stack([
    ["self", 0, -1],
    ["self", 0, 1],
  ]);
  const hasCode = (code: string) => (error: unknown) => error instanceof SweepfieldError && error.code === code;
  assert.throws(() => levels(circle, { layers: 1, height: 1, width: 2 }), hasCode("spec-invalid"));
  assert.equal(criticalPath(circle, { layers: 1, height: 3, width: 1 }), 1);
  assert.throws(() => levels(circle, { layers: 1, height: 1e5, width: 1e5 }), hasCode("limit-exceeded"));
});
