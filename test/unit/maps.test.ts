import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accessMap, layerOutputs, matvecsOf } from "../../src/graph/access.js";
import { cellCount, cellOf } from "../../src/graph/grid.js";
import { layerShapes } from "../../src/models/parameters.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, rowLstm } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { gridOf } from "../../src/schedule/schedules.js";
import { specs } from "./specs.js";

const taps = (spec: ModelSpec, map: number): unknown[] =>
  accessMap(spec)[map]!.taps.map((tap) => [
    tap.map,
    tap.dr,
    tap.dc,
    tap.shared === true ? `+${tap.weight}` : tap.weight,
  ]);

test("a map reads itself and maps before it, through weights that its layer has", () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const shapes = layerShapes(spec);
      const used = shapes.map(() => new Set<string>());
      accessMap(spec).forEach(({ layer, taps: reads }, map) => {
        for (const tap of reads) {
          assert.ok(tap.map >= -1 && tap.map <= map);
          if (tap.weight === "identity") continue;
          assert.ok(tap.weight in shapes[layer]!, tap.weight);
          used[layer]!.add(tap.weight);
        }
      });
      used.forEach((names, layer) => {
        const weights = Object.keys(shapes[layer]!).filter((name) => !name.endsWith("bias"));
        assert.deepEqual([...names].sort(), weights.sort(), "every weight is read");
      });
      layerOutputs(spec).forEach((terms, layer) => {
        for (const { map } of terms) assert.equal(accessMap(spec)[map]!.layer, layer);
      });
    }),
  );
});

test("gated: v below the rows, g beside them with the product of a_v, h with the residual", () => {
  const spec = gatedPixelCnn({ depth: 2, channels: 4 });
  assert.deepEqual(
    accessMap(spec).map(({ layer, name }) => `${layer}.${name}`),
    ["0.v", "0.g", "0.h", "1.v", "1.g", "1.h"],
  );
  assert.deepEqual(taps(spec, 0), [
    [-1, -1, -1, "v.weight"],
    [-1, -1, 0, "v.weight"],
    [-1, -1, 1, "v.weight"],
  ]);
  assert.deepEqual(taps(spec, 1), [
    [-1, 0, -1, "h.weight"],
    [0, 0, 0, "v_to_h.weight"],
  ]);
  assert.deepEqual(taps(spec, 2), [[1, 0, 0, "out.weight"]]);
  assert.deepEqual(taps(spec, 3).slice(-3), [
    [0, 0, -1, "v.weight"],
    [0, 0, 0, "v.weight"],
    [0, 0, 1, "v.weight"],
  ]);
  assert.deepEqual(taps(spec, 4), [
    [2, 0, -1, "h.weight"],
    [2, 0, 0, "h.weight"],
    [3, 0, 0, "v_to_h.weight"],
  ]);
  assert.deepEqual(taps(spec, 5), [
    [4, 0, 0, "out.weight"],
    [2, 0, 0, "identity"],
  ]);
});

test("four directions: each sweep reads what ran before it, and the sum of four below is one product", () => {
  const spec = mdrnn({ depth: 2, channels: 4, directions: 4 });
  const second = (map: number): unknown[] => taps(spec, map).slice(-2);
  assert.deepEqual([4, 5, 6, 7].map(second), [
    [
      [4, 0, -1, "se.w_west"],
      [4, -1, 0, "se.w_north"],
    ],
    [
      [5, 0, 1, "sw.w_west"],
      [5, -1, 0, "sw.w_north"],
    ],
    [
      [6, 0, -1, "ne.w_west"],
      [6, 1, 0, "ne.w_north"],
    ],
    [
      [7, 0, 1, "nw.w_west"],
      [7, 1, 0, "nw.w_north"],
    ],
  ]);
  assert.deepEqual(taps(spec, 5).slice(0, 4), [
    [0, 0, 0, "sw.w_in"],
    [1, 0, 0, "+sw.w_in"],
    [2, 0, 0, "+sw.w_in"],
    [3, 0, 0, "+sw.w_in"],
  ]);
  const grid = gridOf(spec, { height: 3, width: 3 });
  assert.equal(grid.layers, 8);
  assert.equal(matvecsOf(accessMap(spec), grid, cellOf(grid, 5, 1, 1)), 3);
  assert.equal(matvecsOf(accessMap(spec), grid, cellOf(grid, 7, 2, 2)), 1);
});

test("Row LSTM: two taps of the row below, three of the row above; under A the own pixel is hidden in the first layer", () => {
  assert.deepEqual(taps(rowLstm({ depth: 2, channels: 4 }), 0), [
    [-1, 0, -1, "input.weight"],
    [-1, 0, 0, "input.weight"],
    [0, -1, -1, "state.weight"],
    [0, -1, 0, "state.weight"],
    [0, -1, 1, "state.weight"],
  ]);
  const masked = rowLstm({ depth: 2, channels: 4, first: "A" });
  assert.deepEqual(taps(masked, 0)[0], [-1, 0, -1, "input.weight"]);
  assert.deepEqual([taps(masked, 0).length, taps(masked, 1).length], [4, 5]);
});

test("Diagonal BiLSTM: left and right, and the layer above reads left(r, c) + right(r − 1, c)", () => {
  const spec = diagonalBiLstm({ depth: 2, channels: 4 });
  assert.deepEqual(taps(spec, 1), [
    [-1, 0, 0, "right.w_in"],
    [1, 0, 1, "right.w_side"],
    [1, -1, 0, "right.w_north"],
  ]);
  assert.deepEqual(taps(spec, 2), [
    [0, 0, 0, "left.w_in"],
    [1, -1, 0, "+left.w_in"],
    [2, 0, -1, "left.w_side"],
    [2, -1, 0, "left.w_north"],
  ]);
  assert.deepEqual(layerOutputs(spec)[1], [
    { map: 2, dr: 0, dc: 0 },
    { map: 3, dr: -1, dc: 0 },
  ]);
  const masked = diagonalBiLstm({ depth: 2, channels: 4, first: "A" });
  assert.deepEqual(taps(masked, 0)[0], [-1, 0, -1, "left.w_in"]);
  assert.deepEqual(taps(masked, 1)[0], [-1, 0, 0, "right.w_in"]);
});

test("matrix-vector products of an interior cell: 3 in an MDRNN of any cell, 5 in a Row LSTM", () => {
  const image = { height: 5, width: 5 };
  const inside = (spec: ModelSpec): number => {
    const grid = gridOf(spec, image);
    return matvecsOf(accessMap(spec), grid, cellOf(grid, grid.layers - 1, 2, 2));
  };
  const options = { depth: 2, channels: 3 };
  assert.equal(inside(mdrnn(options)), 3);
  assert.equal(inside(mdrnn({ ...options, cell: "lstm" })), 3);
  assert.equal(inside(rowLstm(options)), 5);
  assert.equal(inside(diagonalBiLstm(options)), 3);
  assert.equal(inside(gatedPixelCnn(options)), 1);
  const spec = diagonalBiLstm(options);
  const grid = gridOf(spec, image);
  const all = Array.from({ length: cellCount(grid) }, (_, cell) => matvecsOf(accessMap(spec), grid, cell));
  assert.equal(
    all.reduce((sum, n) => sum + n, 0),
    2 * 2 * (3 * 25 - 5 - 5),
  );
});
