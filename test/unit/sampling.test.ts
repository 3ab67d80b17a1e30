import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { accessMap, type AccessMap } from "../../src/graph/access.js";
import { cellOf } from "../../src/graph/grid.js";
import { receptiveFieldAt } from "../../src/graph/receptive-field.js";
import { pixelChain, samplingSteps } from "../../src/graph/sampling.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import type { ModelSpec, PixelCnnSpec } from "../../src/models/spec.js";
import { referenceForward } from "../../src/reference/forward.js";
import { gridOf } from "../../src/schedule/schedules.js";
import { oracles } from "./oracles.js";
import { constantWeights, gatedSpecs, image, lastChannels, linear, perturbed, pixelCnnSpecs, size } from "./specs.js";

const wavefront = (spec: ModelSpec, height: number, width: number): number => {
  const steps = samplingSteps(spec, { height, width });
  assert.ok(steps);
  assert.deepEqual([steps.naive, steps.cached], [steps.naive, steps.naive]);
  return steps.wavefront;
};

/** The longest chain of pixels, each in the receptive field of the next. */
const byReceptiveFields = (spec: ModelSpec, height: number, width: number): number => {
  const access = accessMap(spec);
  const grid = gridOf(spec, { height, width });
  const depth: number[] = [];
  for (let pixel = 0; pixel < height * width; pixel++) {
    const cell = cellOf(grid, grid.layers - 1, 0, 0) + pixel;
    depth.push(1 + Math.max(0, ...receptiveFieldAt(access, grid, cell).map((read) => depth[read]!)));
  }
  return Math.max(...depth);
};

const dilated = (dilations: readonly number[]): PixelCnnSpec => {
  const spec = pixelCnn({ depth: dilations.length, channels: 1 });
  return { ...spec, layers: spec.layers.map((layer, i) => ({ ...layer, dilation: dilations[i]! })) };
};

test("E10: 82, 136 and 55 pixel-steps at 28×28, and the totals of the small grids", () => {
  const want = oracles.E10.expected;
  const conv = pixelCnn({ depth: 7, channels: 1 });
  const sevenFirst = { ...conv, layers: conv.layers.map((layer, i) => ({ ...layer, kernel: i === 0 ? 7 : 3 })) };
  const quadrant = pixelCnn({ depth: 7, channels: 1, context: "quadrant" });
  assert.deepEqual(samplingSteps(conv, { height: 28, width: 28 }), { naive: 784, cached: 784, wavefront: 82 });
  assert.equal(wavefront(conv, 28, 28), want.totals_28x28.pixelcnn_3x3);
  assert.equal(wavefront(sevenFirst, 28, 28), want.totals_28x28.pixelcnn_7x7A_then_3x3);
  assert.equal(wavefront(quadrant, 28, 28), want.totals_28x28.quadrant);
  assert.equal(wavefront(mdrnn({ depth: 7, channels: 1 }), 28, 28), want.totals_28x28.quadrant);
  assert.equal(wavefront(conv, 4, 5), Math.max(...want.pixelcnn3x3_any_depth.flat()));
  assert.equal(wavefront(quadrant, 4, 5), Math.max(...want.quadrant.flat()));
  const { sample_naive_matvec_steps, sample_wavefront_matvec_steps } = oracles.G1.expected.pixelcnn;
  assert.deepEqual([7 * 784, 7 * wavefront(conv, 28, 28)], [sample_naive_matvec_steps, sample_wavefront_matvec_steps]);
});

test("undilated stacks: W + min(q + 1, W)(H − 1) with q = max(p₁, p_l − 1), at any depth", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(3, 5, 7),
      fc.array(fc.constantFrom(1, 3, 5, 7), { maxLength: 3 }),
      size(40),
      (first, later, { height, width }) => {
        const spec = pixelCnn({ depth: 1 + later.length, channels: 1 });
        const kernels = [first, ...later];
        // Where a later kernel is the largest, its reach of q + 1 columns must lie inside the image.
        fc.pre(width > (Math.max(...kernels) - 1) / 2 || later.every((kernel) => kernel <= first));
        const layers = spec.layers.map((layer, i) => ({ ...layer, kernel: kernels[i]! }));
        const q = Math.max((first - 1) / 2, ...later.map((kernel) => (kernel - 1) / 2 - 1));
        assert.equal(wavefront({ ...spec, layers }, height, width), width + Math.min(q + 1, width) * (height - 1));
      },
    ),
    { numRuns: 40 },
  );
});

test("what sees only the north-west is drawn in H + W − 1: quadrant PixelCNN and MDRNN, in every variant", () => {
  fc.assert(
    fc.property(size(40), fc.integer({ min: 1, max: 4 }), fc.boolean(), ({ height, width }, depth, shift) => {
      const want = height + width - 1;
      assert.equal(wavefront(pixelCnn({ depth, channels: 1, context: "quadrant" }), height, width), want);
      assert.equal(wavefront(mdrnn({ depth, channels: 1, shift }), height, width), want);
      assert.equal(wavefront(mdrnn({ depth, channels: 1, neighbours: "input", shift }), height, width), want);
    }),
    { numRuns: 30 },
  );
});

test("a later, larger kernel on a narrow image: the exact chain is shorter than the closed form", () => {
  const spec = pixelCnn({ depth: 2, channels: 1 });
  const layers = spec.layers.map((layer, i) => ({ ...layer, kernel: i === 0 ? 3 : 7 }));
  assert.equal(byReceptiveFields({ ...spec, layers }, 4, 3), 9);
  assert.equal(wavefront({ ...spec, layers }, 4, 3), 9);
});

test("dilations [2, 3] at 12×12: a chain of 16", () => {
  assert.equal(wavefront(dilated([2, 3]), 12, 12), 16);
});

test("any stack: the longest chain through the receptive fields, clipped to the image", () => {
  fc.assert(
    fc.property(pixelCnnSpecs, size(8), (drawn, { height, width }) => {
      const spec: ModelSpec = { ...drawn, colourGroups: 1 };
      assert.equal(wavefront(spec, height, width), byReceptiveFields(spec, height, width));
    }),
    { numRuns: 60 },
  );
  assert.equal(wavefront(dilated([2, 3, 5]), 14, 15), byReceptiveFields(dilated([2, 3, 5]), 14, 15));
});

test("mask B below mask A never shows a pixel to itself; B everywhere does, and cannot be drawn", () => {
  const conv = pixelCnn({ depth: 2, channels: 1 });
  const masks = (first: "A" | "B", second: "A" | "B"): PixelCnnSpec => ({
    ...conv,
    layers: conv.layers.map((layer, i) => ({ ...layer, mask: i === 0 ? first : second })),
  });
  assert.equal(wavefront(masks("B", "A"), 9, 6), byReceptiveFields(masks("B", "A"), 9, 6));
  assert.equal(samplingSteps(masks("B", "B"), { height: 4, width: 4 }), null);
});

test("three colours: the longest chain of single colours, seen through positive weights", () => {
  assert.deepEqual(
    samplingSteps(pixelCnn({ depth: 2, channels: 3, inputs: 3, colourGroups: 3 }), { height: 4, width: 5 }),
    {
      naive: 60,
      cached: 60,
      wavefront: 33,
    },
  );
  fc.assert(
    fc.property(pixelCnnSpecs, size(4), (drawn, { height, width }) => {
      fc.pre(drawn.colourGroups === 3);
      const spec = linear(drawn);
      const pixels = height * width;
      const weights = constantWeights(spec, 0.5);
      const x = image(spec, height, width, () => 1);
      const before = referenceForward(spec, x, weights).at(-1)!.data;
      const reads = new Map<number, number[]>();
      for (let pixel = 0; pixel < pixels; pixel++) {
        for (let colour = 0; colour < 3; colour++) {
          const after = referenceForward(spec, perturbed(x, colour, pixel, 2), weights).at(-1)!.data;
          for (let out = 0; out < lastChannels(spec); out++) {
            for (let p = 0; p < pixels; p++) {
              if (after[out * pixels + p] === before[out * pixels + p]) continue;
              const reader = 3 * p + (out % 3);
              reads.set(reader, [...(reads.get(reader) ?? []), 3 * pixel + colour]);
            }
          }
        }
      }
      const depth: number[] = [];
      for (let i = 0; i < 3 * pixels; i++)
        depth.push(1 + Math.max(0, ...(reads.get(i) ?? []).map((read) => depth[read]!)));
      assert.equal(wavefront(spec, height, width), Math.max(...depth));
    }),
    { numRuns: 60 },
  );
});

test("E10, G1: gated 244 and 514, Row LSTM 55, Diagonal BiLSTM all pixels, four directions none", () => {
  const want = oracles.E10.expected;
  const options = { depth: 7, channels: 1 };
  const gated = gatedPixelCnn({ depth: 15, channels: 1 });
  const sevenFirst = { ...gated, layers: gated.layers.map((layer, i) => ({ ...layer, kernel: i === 0 ? 7 : 3 })) };
  assert.equal(wavefront(gatedPixelCnn(options), 28, 28), want.totals_28x28.gated_3x3_d7);
  assert.equal(7 * want.totals_28x28.gated_3x3_d7, oracles.G1.expected.gated.sample_wavefront_layer_steps);
  assert.equal(wavefront(sevenFirst, 28, 28), want.totals_28x28.gated_7x7A_3x3_d15);
  assert.equal(wavefront(gatedPixelCnn({ depth: 2, channels: 1 }), 4, 5), Math.max(...want.gated_d2.flat()));
  const rows = oracles.F8.expected.sampling_pixel_steps_28x28;
  for (const first of ["A", "B"] as const) {
    assert.equal(wavefront(rowLstm({ ...options, first }), 28, 28), rows.row_lstm_maskA_inside);
    assert.equal(wavefront(diagonalBiLstm({ ...options, first }), 28, 28), want.totals_28x28.full);
  }
  assert.equal(wavefront(mdrnn({ ...options, cell: "lstm" }), 28, 28), want.totals_28x28.quadrant);
  assert.equal(samplingSteps(mdrnn({ ...options, directions: 4 }), { height: 28, width: 28 }), null);
});

test("gated: W + min(P + 1, W)(H − 1); Row LSTM: W + H − 1; Diagonal BiLSTM: H·W", () => {
  fc.assert(
    fc.property(gatedSpecs, size(20), fc.integer({ min: 1, max: 3 }), (gated, { height, width }, depth) => {
      const reach = gated.layers.reduce((sum, { kernel }) => sum + (kernel - 1) / 2, 0);
      assert.equal(wavefront(gated, height, width), width + Math.min(reach + 1, width) * (height - 1));
      assert.equal(wavefront(diagonalBiLstm({ depth, channels: 1 }), height, width), height * width);
      // In one column nothing lies to the west, and masked rows see only that.
      const rows = width === 1 ? 1 : width + height - 1;
      assert.equal(wavefront(rowLstm({ depth, channels: 1 }), height, width), rows);
    }),
    { numRuns: 40 },
  );
});

test("F8: with a 7×7 convolution of mask A in front, a Row LSTM and an MDRNN take 136", () => {
  const front = accessMap({ ...pixelCnn({ depth: 1, channels: 1, kernel: 7 }) });
  const behind = (spec: ModelSpec): number | null => {
    const access = accessMap(spec).map((map) => ({
      ...map,
      taps: map.taps.map((tap) => ({ ...tap, map: tap.map + 1 })),
    }));
    const outputs = [[{ map: access.length, dr: 0, dc: 0 }]];
    return pixelChain([...front, ...access], outputs, { height: 28, width: 28 });
  };
  const { row_lstm_after_7x7A, mdrnn_after_7x7A } = oracles.F8.expected.sampling_pixel_steps_28x28;
  assert.equal(behind(rowLstm({ depth: 7, channels: 1 })), row_lstm_after_7x7A);
  assert.equal(behind(mdrnn({ depth: 7, channels: 1 })), mdrnn_after_7x7A);
});

test("the longest chain counts pixels, not the maps on the way: a detour of ten maps adds nothing", () => {
  const through = (map: number, dr: number, dc: number): AccessMap[number] => ({
    layer: 0,
    name: "h",
    taps: [{ map, dr, dc, weight: "weight" }],
  });
  const straight = [through(-1, 0, -1), through(-1, -1, 0)];
  const detour = Array.from({ length: 10 }, (_, i) => (i === 0 ? through(-1, -1, -2) : through(1 + i, 0, 0)));
  const outputs = [[0, 1, 11].map((map) => ({ map, dr: 0, dc: 0 }))];
  assert.equal(pixelChain([...straight, ...detour], outputs, { height: 7, width: 9 }), 15);
  const ownPixel = [[{ map: 0, dr: 0, dc: 0 }]];
  assert.equal(pixelChain([through(-1, 0, 0)], ownPixel, { height: 2, width: 2 }), null);
});

test("one row: a WaveNet's samples are drawn one by one, and so are all others", () => {
  const size1d = { height: 1, width: 40 };
  for (const spec of [
    dilated([1, 1, 2, 4, 8]),
    mdrnn({ depth: 2, channels: 1 }),
    gatedPixelCnn({ depth: 2, channels: 1 }),
  ])
    assert.deepEqual(samplingSteps(spec, size1d), { naive: 40, cached: 40, wavefront: 40 });
});

test("equal reach on the largest image: 128×128, d = 127", () => {
  assert.equal(wavefront(pixelCnn({ depth: 127, channels: 1 }), 128, 128), 128 + 2 * 127);
});
