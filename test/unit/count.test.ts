import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countAttention } from "../../src/models/attention.js";
import { countModel } from "../../src/models/count.js";
import { channelPairs, liveTaps, readsColour } from "../../src/models/mask.js";
import { parameterShapes } from "../../src/models/parameters.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import type { ModelSpec } from "../../src/models/spec.js";
import { sizeOf } from "../../src/models/tensor.js";
import { oracles } from "./oracles.js";
import { size, specs } from "./specs.js";

const allA = (depth: number, channels: number) => {
  const spec = pixelCnn({ depth, channels, inputs: channels });
  return { ...spec, layers: spec.layers.map((layer) => ({ ...layer, mask: "A" as const })) };
};

test("E7: connections leave padded taps out", () => {
  for (const [key, want] of Object.entries(oracles.E7.expected)) {
    const [height, width, depth, channels] = key.match(/\d+/g)!.map(Number) as [number, number, number, number];
    const image = { height, width };
    const options = { depth, channels, inputs: channels };
    assert.equal(countModel(pixelCnn(options), image).connections, BigInt(want.pixelcnn_AB), key);
    assert.equal(countModel(allA(depth, channels), image).connections, BigInt(want.pixelcnn_allA), key);
    assert.equal(countModel(mdrnn(options), image).connections, BigInt(want.mdrnn), key);
  }
});

test("the homework's numbers: 28×28, d = 7, k = 16", () => {
  const image = { height: 28, width: 28 };
  const options = { depth: 7, channels: 16, inputs: 16 };
  const conv = countModel(pixelCnn(options), image);
  assert.deepEqual([conv.parameters, conv.connections, conv.macs], [16_240n, 6_526_464n, 6_823_936n]);
  assert.deepEqual(conv.layers[0], {
    name: "MaskA3-16",
    output: [16, 28, 28],
    parameters: 2320n,
    connections: 256n * 2970n,
    macs: 256n * 4n * 784n,
  });
  const recurrent = countModel(mdrnn(options), image);
  assert.deepEqual([recurrent.parameters, recurrent.connections, recurrent.macs], [5488n, 4_114_432n, 4_214_784n]);
  assert.equal(recurrent.layers[6]?.name, "MDRNN-16");
});

test("G1, F7: 28×28, d = 7, k = 16: MDLSTM 5 ×, four directions 4 ×, Diagonal BiLSTM 8 × the MDRNN, Row LSTM 26,908,672", () => {
  const image = { height: 28, width: 28 };
  const options = { depth: 7, channels: 16, inputs: 16 };
  const connections = (spec: ModelSpec): bigint => countModel(spec, image).connections;
  const one = BigInt(oracles.G1.expected.mdrnn.connections);
  assert.equal(connections(mdrnn({ ...options, cell: "lstm" })), 5n * one);
  assert.equal(connections(mdrnn({ ...options, directions: 4 })), 4n * one);
  assert.equal(connections(mdrnn({ ...options, directions: 4, cell: "lstm" })), 20n * one);
  assert.equal(connections(diagonalBiLstm(options)), 32_915_456n);
  assert.equal(connections(diagonalBiLstm(options)), 8n * one);
  assert.equal(connections(rowLstm(options)), 26_908_672n);
  const name = (spec: ModelSpec): string => countModel(spec, image).layers[0]!.name;
  assert.deepEqual(
    [gatedPixelCnn(options), mdrnn({ ...options, cell: "lstm", directions: 4 }), rowLstm(options)].map(name),
    ["Gated3-16", "MDLSTM×4-16", "RowLSTM-16"],
  );
});

test("gated: conv_v, conv_h, W_vh and W_out, each into 2K, 2K, 2K and K maps, about 21 d k² H W", () => {
  const taps = (height: number, width: number, rows: readonly number[], columns: readonly number[]): number =>
    rows.reduce(
      (sum, dr) => sum + columns.reduce((inner, dc) => inner + (height - Math.abs(dr)) * (width - Math.abs(dc)), 0),
      0,
    );
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 30 }), fc.integer({ min: 3, max: 30 }), (height, width) => {
      const [d, k, n] = [4, 6, 2];
      const all = [-1, 0, 1];
      const first = n * 2 * k * (taps(height, width, [-1], all) + taps(height, width, [0], [-1]));
      const later = k * 2 * k * (taps(height, width, [-1, 0], all) + taps(height, width, [0], [-1, 0]));
      const within = height * width * (2 * k * 2 * k + k * k);
      const { connections } = countModel(gatedPixelCnn({ depth: d, channels: k, inputs: n }), { height, width });
      assert.equal(connections, BigInt(first + (d - 1) * later + d * within));
    }),
  );
  const count = countModel(gatedPixelCnn({ depth: 7, channels: 16, inputs: 16 }), { height: 28, width: 28 });
  assert.ok(Math.abs(Number(count.connections) / (21 * 7 * 16 ** 2 * 28 ** 2) - 1) < 0.1);
  assert.equal(count.parameters, 52_528n);
});

test("one row, as in a WaveNet: O(d k² T), δ pixels of the border left out", () => {
  const spec = pixelCnn({ depth: 3, channels: 4, inputs: 4 });
  const layers = spec.layers.map((layer, i) => ({ ...layer, dilation: 2 ** i }));
  const { connections, macs } = countModel({ ...spec, layers }, { height: 1, width: 50 });
  assert.equal(connections, 16n * BigInt(49 + (50 + 48) + (50 + 46)));
  // The kernels are square: their upper rows are multiplied too, with padding.
  assert.equal(macs, 16n * 50n * (4n + 5n + 5n));
});

test("attention: d(4k²N + 2k · pairs) connections, counted and not executed", () => {
  const image = { height: 28, width: 28 };
  const count = countAttention({ depth: 7, channels: 16 }, image);
  const { causal_pairs_inclusive: pairs, train_steps_layers: steps } = oracles.G1.expected.attention;
  assert.equal(count.pairs, BigInt(pairs));
  assert.equal(count.steps.layers, steps);
  assert.equal(count.connections, 7n * (4n * 256n * 784n + 32n * BigInt(pairs)));
  assert.equal(count.sampling.wavefront, oracles.E10.expected.totals_28x28.full);
  assert.equal(count.parameters, 7n * (4n * 256n + 4n * 16n));
  assert.throws(() => countAttention({ depth: 0, channels: 16 }, image), /^SweepfieldError: depth is 0/);
});

test("totals are sums over the layers, parameters the length of the buffers, and no tap counts beyond the image", () => {
  fc.assert(
    fc.property(specs, size(9), (spec, image) => {
      const count = countModel(spec, image);
      const buffers = Object.values(parameterShapes(spec)).reduce((sum, shape) => sum + sizeOf(shape), 0);
      assert.equal(count.parameters, BigInt(buffers));
      for (const key of ["parameters", "connections", "macs"] as const) {
        assert.equal(
          count.layers.reduce((sum, layer) => sum + layer[key], 0n),
          count[key],
        );
      }
      assert.ok(count.connections <= count.macs);
      assert.equal(countModel(spec, { height: image.height + 7, width: 3 }).parameters, count.parameters);
    }),
  );
});

test("counts beyond 2^53 stay exact", () => {
  const image = { height: 1_000_003, width: 1_000_003 };
  const { macs } = countModel(mdrnn({ depth: 256, channels: 1024, inputs: 1024 }), image);
  assert.equal(macs, 256n * 3n * 1024n ** 2n * 1_000_003n ** 2n);
});

test("E8: the centre tap of three colours reads earlier colours (A) or its own too (B)", () => {
  const want = oracles.E8.expected;
  const pairs = (mask: "A" | "B", inputs: number, outputs: number): number =>
    channelPairs({ dr: 0, dc: 0 }, mask, 3, { inputs, outputs });
  assert.equal(pairs("A", 3, 3), want["A 3->3"]);
  assert.equal(pairs("A", 3, 6), want["A 3->6"]);
  assert.equal(pairs("B", 3, 3), want["B 3->3"]);
  assert.equal(pairs("B", 6, 6), want["B 6->6"]);
  assert.equal(pairs("B", 4, 4), want["B 4->4"]);
  for (const mask of ["A", "B"] as const) {
    const matrix = [0, 1, 2].map((o) => [0, 1, 2].map((i) => Number(readsColour(mask, 3, o, i))));
    assert.deepEqual(matrix, want[`${mask} 3x3 matrix rows=out cols=in`] ?? want[`${mask} 3x3 matrix`]);
  }
  fc.assert(
    fc.property(fc.constantFrom("A" as const, "B" as const), fc.nat(20), fc.nat(20), (mask, inputs, outputs) => {
      let counted = 0;
      for (let o = 0; o < outputs; o++) for (let i = 0; i < inputs; i++) counted += Number(readsColour(mask, 3, o, i));
      assert.equal(pairs(mask, inputs, outputs), counted);
    }),
  );
});

test("live taps: (k² − 1) / 2 under A, one more under B, none right of the centre in a quadrant", () => {
  const layer = { kernel: 3, mask: "A", out: 1, activation: "relu", dilation: 1 } as const;
  for (const kernel of [1, 3, 5, 7]) {
    assert.equal(liveTaps({ ...layer, kernel }, "raster", 1).length, (kernel ** 2 - 1) / 2);
    assert.equal(liveTaps({ ...layer, kernel, mask: "B" }, "raster", 1).length, (kernel ** 2 + 1) / 2);
    assert.equal(liveTaps({ ...layer, kernel }, "raster", 3).length, (kernel ** 2 + 1) / 2);
    assert.equal(liveTaps({ ...layer, kernel, mask: "B" }, "quadrant", 1).length, ((kernel + 1) / 2) ** 2);
  }
  assert.deepEqual(liveTaps({ ...layer, dilation: 2 }, "quadrant", 1), [
    { dr: -2, dc: -2, ky: 0, kx: 0 },
    { dr: -2, dc: 0, ky: 0, kx: 1 },
    { dr: 0, dc: -2, ky: 1, kx: 0 },
  ]);
  assert.deepEqual(liveTaps({ ...layer, kernel: 1, mask: "B" }, "raster", 1), [{ dr: 0, dc: 0, ky: 0, kx: 0 }]);
});
