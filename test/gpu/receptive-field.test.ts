/** The set that is measured by gradient is the set that the access map says, at every pixel. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seenIn, sensitivityProbe, normsOf, structureProbe, type Probe } from "../../src/engine/field-probe.js";
import { runOnCpu } from "../../src/engine/cpu-run.js";
import { runOnGpu } from "../../src/engine/gpu-run.js";
import { outputFields } from "../../src/graph/output-field.js";
import { initialWeights } from "../../src/models/initialise.js";
import { layerChannels } from "../../src/models/layers.js";
import { diagonalBiLstm, gatedPixelCnn, mdrnn, pixelCnn, rowLstm } from "../../src/models/presets.js";
import type { MaskedConvLayer, ModelSpec, PixelCnnSpec } from "../../src/models/spec.js";
import type { Tensor } from "../../src/models/tensor.js";
import { scheduleFor, schedulesFor } from "../../src/schedule/schedules.js";
import { oracles } from "../unit/oracles.js";
import { image } from "./compare.js";
import { session } from "./session.js";
import { imageSizes, modelSpecs } from "./specs.js";

interface Size {
  readonly height: number;
  readonly width: number;
}

const gradientOf = async ({ spec, inputs }: Probe, device: "gpu" | "cpu"): Promise<Tensor> => {
  const [, , height = 1, width = 1] = inputs.x.shape;
  const schedule = scheduleFor(spec, schedulesFor(spec)[0]!, { height, width });
  const trace =
    device === "gpu" ? await runOnGpu(session, spec, schedule, inputs) : await runOnCpu(spec, schedule, inputs);
  try {
    return (await trace.backward!.gradients())["x"]!;
  } finally {
    trace.release();
  }
};

/** The offsets that an output of the last layer at (row, column) is measured to see, on the GPU. */
const measured = async (spec: ModelSpec, size: Size, row: number, column: number): Promise<[number, number][]> => {
  const layer = layerChannels(spec).length - 1;
  const probe = structureProbe(spec, size, layer, [row * size.width + column]);
  const [seen = []] = seenIn(await gradientOf(probe, "gpu"), 0, 1);
  return seen.map((pixel) => [Math.floor(pixel / size.width) - row, (pixel % size.width) - column]);
};

const sizeIn = async (spec: ModelSpec, reach: number): Promise<number> =>
  (await measured(spec, { height: reach + 1, width: 2 * reach + 1 }, reach, reach)).length;

const stack = (
  kernels: readonly number[],
  change: (i: number) => Partial<MaskedConvLayer> = () => ({}),
): PixelCnnSpec => {
  const spec = pixelCnn({ depth: kernels.length, channels: 1 });
  return { ...spec, layers: spec.layers.map((layer, i) => ({ ...layer, kernel: kernels[i]!, ...change(i) })) };
};
const threes = (depth: number): number[] => Array.from({ length: depth }, () => 3);

const colourOf = (spec: ModelSpec, drawn: number): 0 | 1 | 2 | undefined =>
  spec.kind === "pixelcnn" && spec.colourGroups === 3 ? ((drawn % 3) as 0 | 1 | 2) : undefined;

test("measured = structural, for every pixel of random stacks of every kind", async () => {
  await fc.assert(
    fc.asyncProperty(modelSpecs, imageSizes, fc.nat(), async (spec, { height, width }, drawn) => {
      const size = { height, width };
      const layer = drawn % layerChannels(spec).length;
      const colour = colourOf(spec, drawn);
      const pixels = Array.from({ length: height * width }, (_, pixel) => pixel);
      const gradient = await gradientOf(structureProbe(spec, size, layer, pixels, colour), "gpu");
      const fields = outputFields(spec, size);
      for (const pixel of pixels) {
        const want = fields.at({ layer, pixel, ...(colour === undefined ? {} : { colour }) });
        assert.deepEqual(seenIn(gradient, pixel, colour === undefined ? 1 : 3), want, `pixel ${pixel}`);
      }
    }),
    { numRuns: 20 },
  );
});

test("E1–E4: sizes of plain and gated stacks, and the rows of each set, as measured", async () => {
  const { k3, k5, k7A_then_k3B } = oracles.E1.expected;
  for (const depth of [1, 2, 5, 8]) assert.equal(await sizeIn(stack(threes(depth)), depth), k3.rf[depth - 1]);
  for (const depth of [1, 3])
    assert.equal(await sizeIn(stack(threes(depth).map(() => 5)), 2 * depth), k5.rf[depth - 1]);
  assert.equal(await sizeIn(stack([7, ...threes(3)]), 6), k7A_then_k3B.rf[3]);
  for (const [key, rows] of Object.entries(oracles.E2.expected)) {
    const [p1 = 1, p = 1, d = 1] = [...key.matchAll(/=(\d+)/g)].map((match) => Number(match[1]));
    const reach = p1 + (d - 1) * p;
    const spec = stack(Array.from({ length: d }, (_, i) => (i === 0 ? 2 * p1 + 1 : 2 * p + 1)));
    const want = rows.flatMap(([dr, first, last]) =>
      Array.from({ length: last - first + 1 }, (_, i) => [dr, first + i]),
    );
    assert.deepEqual(await measured(spec, { height: reach + 1, width: 2 * reach + 1 }, reach, reach), want, key);
  }
  const sevens = structureProbe(stack(threes(3)), { height: 7, width: 7 }, 2, [...Array(49).keys()]);
  const gradient = await gradientOf(sevens, "gpu");
  oracles.E3.expected.size.flat().forEach((want, pixel) => assert.equal(seenIn(gradient, pixel, 1)[0]!.length, want));
  assert.equal(await sizeIn(gatedPixelCnn({ depth: 2, channels: 1 }), 2), 12);
  assert.equal(await sizeIn(gatedPixelCnn({ depth: 5, channels: 2 }), 5), 60);
  assert.equal(await sizeIn(gatedPixelCnn({ depth: 3, channels: 1, kernel: 5 }), 6), 84);
  const sevenFirst = gatedPixelCnn({ depth: 4, channels: 1 });
  const layers = sevenFirst.layers.map((layer, i) => ({ ...layer, kernel: i === 0 ? 7 : 3 }));
  assert.equal(await sizeIn({ ...sevenFirst, layers }, 6), 84);
});

test("E5: with mask A everywhere the west neighbour has no gradient", async () => {
  for (const [i, want] of oracles.E5.expected.size.entries()) {
    const d = i + 1;
    const seen = await measured(
      stack(threes(d), () => ({ mask: "A" })),
      { height: d + 1, width: 2 * d + 1 },
      d,
      d,
    );
    assert.equal(seen.length, want);
    assert.equal(
      seen.some(([dr, dc]) => dr === 0 && dc === -1),
      oracles.E5.expected.contains_W[i],
    );
  }
});

test("E6: dilated stacks and the holes in their own row", async () => {
  for (const [key, want] of Object.entries(oracles.E6.expected)) {
    const dilations = JSON.parse(key) as number[];
    const reach = dilations.reduce((sum, dilation) => sum + dilation, 0);
    const spec = stack(threes(dilations.length), (i) => ({ dilation: dilations[i]! }));
    const seen = await measured(spec, { height: reach + 1, width: 2 * reach + 1 }, reach, reach);
    assert.equal(seen.length, want.rf, key);
    const own = new Set(seen.filter(([dr]) => dr === 0).map(([, dc]) => dc));
    const missing = Array.from({ length: reach }, (_, i) => -1 - i).filter((dc) => !own.has(dc));
    assert.deepEqual(missing, want.row0_missing, key);
  }
});

test("F4, F8 and the recurrences: triangle as printed, quadrant, the Row LSTM's triangle, the whole past", async () => {
  for (const [i, want] of oracles.F4.expected.rf_size_d1_to_6.entries()) {
    assert.equal(await sizeIn(mdrnn({ depth: i + 1, channels: 1, neighbours: "input" }), i + 1), want);
  }
  const size = { height: 6, width: 9 };
  assert.equal((await measured(mdrnn({ depth: 2, channels: 2 }), size, 4, 5)).length, 5 * 6);
  const diagonal = await measured(diagonalBiLstm({ depth: 1, channels: 2, first: "A" }), size, 4, 5);
  assert.equal(diagonal.length, 4 * 9 + 5);
  const rows = new Map<number, number[]>();
  for (const [dr, dc] of await measured(
    rowLstm({ depth: 2, channels: 2, first: "A" }),
    { height: 4, width: 15 },
    3,
    8,
  )) {
    rows.set(dr, [...(rows.get(dr) ?? []), dc]);
  }
  const got = [...rows].map(([dr, columns]) => [dr, Math.min(...columns), Math.max(...columns)]).reverse();
  assert.deepEqual(got, oracles.F8.expected.rows);
  for (const columns of rows.values()) assert.equal(columns.length, Math.max(...columns) - Math.min(...columns) + 1);
});

test("no path is lost to float32: the far corner of 32 × 32 through deep stacks, and one row of 64", async () => {
  const corner: readonly [ModelSpec, Size][] = [
    [mdrnn({ depth: 4, channels: 4 }), { height: 32, width: 32 }],
    [mdrnn({ depth: 2, channels: 4, cell: "lstm" }), { height: 32, width: 32 }],
    [rowLstm({ depth: 4, channels: 4 }), { height: 32, width: 32 }],
    [diagonalBiLstm({ depth: 2, channels: 4 }), { height: 32, width: 32 }],
    [mdrnn({ depth: 12, channels: 4, cell: "lstm" }), { height: 1, width: 64 }],
    [stack(threes(12).map(() => 7)), { height: 32, width: 32 }],
    [gatedPixelCnn({ depth: 12, channels: 4, kernel: 7 }), { height: 32, width: 32 }],
  ];
  for (const [spec, size] of corner) {
    const layer = layerChannels(spec).length - 1;
    const pixel = size.height * size.width - 1;
    const gradient = await gradientOf(structureProbe(spec, size, layer, [pixel]), "cpu");
    assert.deepEqual(seenIn(gradient, 0, 1), outputFields(spec, size).at({ layer, pixel }), spec.kind);
    const sizes = Array.from(gradient.data).filter((value) => value !== 0);
    assert.ok(
      Math.min(...sizes) > 1e-30 && Math.max(...sizes) < 1e30,
      `${spec.kind}: ${Math.min(...sizes)} … ${Math.max(...sizes)}`,
    );
  }
});

test("the sensitivity is the Jacobian's norm, within the structural set, and dead units take pixels out of it", async () => {
  const spec = pixelCnn({ depth: 3, channels: 3 });
  const size = { height: 6, width: 7 };
  const pixel = 4 * 7 + 4;
  const probe = sensitivityProbe(spec, image([1, 1, 6, 7]), initialWeights(spec, 5), 2, pixel);
  assert.deepEqual(probe.inputs.x.shape, [3, 1, 6, 7]);
  const gradient = await gradientOf(probe, "gpu");
  const [norms = new Float32Array()] = normsOf(gradient, 1);
  const [set = []] = outputFields(spec, size).at({ layer: 2, pixel });
  norms.forEach((norm, p) => {
    const squares = [0, 1, 2].map((n) => gradient.data[n * 42 + p]! ** 2);
    assert.ok(Math.abs(norm - Math.sqrt(squares[0]! + squares[1]! + squares[2]!)) < 1e-6);
    if (norm !== 0) assert.ok(set.includes(p), `pixel ${p}`);
  });
  const dead = initialWeights(spec, 5);
  dead["layers.2.bias"]!.data.fill(-1e6);
  const without = await gradientOf(sensitivityProbe(spec, image([1, 1, 6, 7]), dead, 2, pixel), "gpu");
  assert.ok(without.data.every((value) => value === 0));
});

test("a wrong mask is found out: one weight behind the mask is not read, one tap more would show", async () => {
  const size = { height: 5, width: 5 };
  const allB = structureProbe(
    stack(threes(2), () => ({ mask: "B" })),
    size,
    1,
    [12],
  );
  const [seen] = seenIn(await gradientOf(allB, "gpu"), 0, 1);
  assert.notDeepEqual([seen], outputFields(stack(threes(2)), size).at({ layer: 1, pixel: 12 }));
});
